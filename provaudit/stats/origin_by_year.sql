-- What: the origins of the records of each year; null means that no date is stated.
-- Unit: records. Denominator: records of the year. `conflicts` are records whose declaration and evidence disagree.
-- Reference: bounds of the synthetic share, see macros/origins.sql.
with counted as (
    select
        try_cast(left(date, 4) as integer) as year,
        origin_counts(origin, 1) as counts,
        count(*) filter (where conflict) as conflicts
    from records
    group by 1
)
select
    year,
    unnest(counts),
    conflicts,
    unnest(synthetic_share(counts.records, counts.synthetic, counts.unknown))
from counted
order by year nulls last
