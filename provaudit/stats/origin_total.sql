-- What: the origins of all records: the verdicts, what was declared, what detectors saw, and where these disagree.
-- Unit: records. Denominator: all records of the corpus.
-- Reference: bounds of the synthetic share, see macros/origins.sql.
with counted as (
    select
        origin_counts(origin, basis, cells.records) as counts,
        coalesce(sum(cells.records) filter (where declared = 'human'), 0)::bigint as declared_human,
        coalesce(sum(cells.records) filter (where declared = 'synthetic'), 0)::bigint as declared_synthetic,
        coalesce(sum(cells.records) filter (where declared = 'mixed'), 0)::bigint as declared_mixed,
        coalesce(sum(cells.records) filter (where declared = 'unknown'), 0)::bigint as declared_unknown,
        coalesce(sum(cells.records) filter (where observed = 'synthetic'), 0)::bigint as observed_synthetic,
        coalesce(sum(cells.records) filter (where observed = 'mixed'), 0)::bigint as observed_mixed,
        coalesce(sum(cells.records) filter (where suspected), 0)::bigint as suspected,
        coalesce(sum(cells.records) filter (where conflict), 0)::bigint as conflicts
    from cells
)
select
    unnest(counts),
    * exclude (counts),
    unnest(synthetic_share(counts))
from counted
order by 1
