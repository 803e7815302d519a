-- What: origin by year. Unit: records. Denominator: the records of the year.
-- From: origin_by_year, prevalence
-- Shape: list
select
    "year", records, human, synthetic, mixed, unknown, conflicts,
    coalesce(estimate, estimate_of(records, share, low, high, identifiable)) as estimate,
    count(*) over () as total_rows
from origin_by_year
left join prevalence on kind = 'year' and prevalence.value = "year"::varchar and shown
order by "year" nulls last
limit $limit
