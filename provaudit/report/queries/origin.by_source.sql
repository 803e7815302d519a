-- What: origin by source. Unit: records. Denominator: the records of the source.
-- From: origin_by_source, prevalence
-- Shape: list
select
    "source", records, human, synthetic, mixed, unknown, conflicts,
    coalesce(estimate, estimate_of(records, share, low, high, identifiable)) as estimate,
    count(*) over () as total_rows
from origin_by_source
left join prevalence on kind = 'source' and prevalence.value = "source" and shown
order by records desc, "source" nulls last
limit $limit
