-- What: origin by language. Unit: records. Denominator: the records of the language.
-- From: origin_by_language, prevalence
-- Shape: list
select
    "language", records, human, synthetic, mixed, unknown, conflicts,
    coalesce(estimate, estimate_of(records, share, low, high, identifiable)) as estimate,
    count(*) over () as total_rows
from origin_by_language
left join prevalence on kind = 'language' and prevalence.value = "language" and shown
order by records desc, "language" nulls last
limit $limit
