-- What: origin by source. Unit: records. Denominator: the records of the source.
-- From: origin_by_source
-- Shape: list
select
    "source", records, human, synthetic, mixed, unknown, conflicts,
    estimate_of(records, share, low, high, identifiable) as estimate,
    count(*) over () as total_rows
from origin_by_source
order by records desc, "source" nulls last
limit $limit
