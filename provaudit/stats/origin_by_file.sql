-- What: the origins of the records of each file.
-- Unit: records. Denominator: records of the file. `conflicts` are records whose declaration and evidence disagree.
-- Reference: bounds of the synthetic share, see macros/origins.sql.
with counted as (
    select
        file as file,
        origin_counts(origin, basis, cells.records) as counts,
        coalesce(sum(cells.records) filter (where conflict), 0)::bigint as conflicts
    from cells
    group by 1
)
select
    file,
    unnest(counts),
    conflicts,
    unnest(synthetic_share(counts))
from counted
order by file
