-- What: the origins of the records of each source.
-- Unit: records. Denominator: records of the source. `conflicts` are records whose declaration and evidence disagree.
-- Reference: bounds of the synthetic share, see macros/origins.sql.
with counted as (
    select
        source as source,
        origin_counts(origin, basis, cells.records) as counts,
        coalesce(sum(cells.records) filter (where conflict), 0)::bigint as conflicts
    from cells
    group by 1
)
select
    source,
    unnest(counts),
    conflicts,
    unnest(synthetic_share(counts))
from counted
order by source
