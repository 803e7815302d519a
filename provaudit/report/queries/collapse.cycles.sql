-- What: sources that are derived from themselves, with a shortest way round. Unit: cycles. Denominator: none.
-- From: lineage_cycles
-- Shape: list
select "path"[:50] as "path", count(*) over () as total_rows
from lineage_cycles
order by "path"
limit $limit
