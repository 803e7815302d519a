-- What: origin by language. Unit: records. Denominator: the records of the language.
-- From: origin_by_language
-- Shape: list
select
    "language", records, human, synthetic, mixed, unknown, conflicts,
    estimate_of(records, share, low, high, identifiable) as estimate,
    count(*) over () as total_rows
from origin_by_language
order by records desc, "language" nulls last
limit $limit
