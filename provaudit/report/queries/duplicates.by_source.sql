-- What: redundant records within each source, of equal and (near_) of nearly equal text. Unit: records.
-- Denominator: the source's records with text.
-- From: duplicates_by_source, near_duplicates_by_source
-- Shape: list
select
    source, equal.records, equal.redundant, equal.share, equal.low, equal.high,
    near.redundant as near_redundant,
    near.share as near_share,
    near.low as near_low,
    near.high as near_high,
    count(*) over () as total_rows
from duplicates_by_source as equal
left join near_duplicates_by_source as near using (source)
where greatest(equal.redundant, coalesce(near.redundant, 0)) > 0
order by greatest(equal.redundant, coalesce(near.redundant, 0)) desc, source
limit $limit
