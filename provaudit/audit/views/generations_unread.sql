-- How many records state a generation that is no whole number from 0 to 1,000,000.
select coalesce(sum(records), 0)::bigint as records
from lineage_cells
where trim(stated) <> '' and stated_generation(stated) is null
