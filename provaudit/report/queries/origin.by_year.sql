-- What: origin by year. Unit: records. Denominator: the records of the year.
-- From: origin_by_year
-- Shape: list
select
    "year", records, human, synthetic, mixed, unknown, conflicts,
    estimate_of(records, share, low, high, identifiable) as estimate,
    count(*) over () as total_rows
from origin_by_year
order by "year" nulls last
limit $limit
