-- What: the share of synthetic records of the whole corpus by each method that could be used; `shown` is in `estimate`.
-- Unit: records. Denominator: all records that were read. The bounds take declarations and evidence at their word.
-- From: origin_total, prevalence
-- Shape: list
with methods as (
    select shown, estimate from prevalence where kind = 'corpus'
    union all
    select
        not exists (select 1 from prevalence where kind = 'corpus' and shown),
        estimate_of(records, share, low, high, identifiable)
    from origin_total
    where records > 0
)
select shown, unnest(estimate)
from methods
order by shown desc, estimate.method
limit $limit
