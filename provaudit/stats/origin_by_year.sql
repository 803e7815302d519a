-- What: the origins of the records of each year; null means that no date is stated.
-- Unit: records. Denominator: records of the year. `conflicts` are records whose declaration and evidence disagree.
-- Reference: bounds of the synthetic share, see macros/origins.sql.
with days as (
    select date, origin, basis, conflict, count(*) as records
    from records
    group by date, origin, basis, conflict
),
counted as (
    select
        try_cast(left(date, 4) as integer) as year,
        origin_counts(origin, basis, records) as counts,
        coalesce(sum(records) filter (where conflict), 0)::bigint as conflicts
    from days
    group by 1
)
select
    year,
    unnest(counts),
    conflicts,
    unnest(synthetic_share(counts))
from counted
order by year nulls last
