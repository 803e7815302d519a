-- What: redundant records within each source. Unit: records. Denominator: the source's records.
-- From: duplicates_by_source
-- Shape: list
select source, records, redundant, share, low, high, count(*) over () as total_rows
from duplicates_by_source
where redundant > 0
order by redundant desc, source
limit $limit
