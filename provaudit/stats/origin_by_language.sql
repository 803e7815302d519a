-- What: the origins of the records of each language; null means that none is stated or found.
-- Unit: records. Denominator: records of the language. `conflicts` are records whose declaration and evidence disagree.
-- Reference: bounds of the synthetic share, see macros/origins.sql.
with counted as (
    select
        language as language,
        origin_counts(origin, basis, cells.records) as counts,
        coalesce(sum(cells.records) filter (where conflict), 0)::bigint as conflicts
    from cells
    group by 1
)
select
    language,
    unnest(counts),
    conflicts,
    unnest(synthetic_share(counts))
from counted
order by language nulls last
