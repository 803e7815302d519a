-- What: the origins of all records: the verdicts, what was declared, what detectors saw, and where these disagree.
-- Unit: records. Denominator: all records of the corpus.
-- Reference: bounds of the synthetic share, see macros/origins.sql.
with counted as (
    select
        origin_counts(origin, basis, 1) as counts,
        count(*) filter (where declared = 'human') as declared_human,
        count(*) filter (where declared = 'synthetic') as declared_synthetic,
        count(*) filter (where declared = 'mixed') as declared_mixed,
        count(*) filter (where declared = 'unknown') as declared_unknown,
        count(*) filter (where observed = 'synthetic') as observed_synthetic,
        count(*) filter (where observed = 'mixed') as observed_mixed,
        count(*) filter (where suspected) as suspected,
        count(*) filter (where conflict) as conflicts
    from records
)
select
    unnest(counts),
    * exclude (counts),
    unnest(synthetic_share(counts))
from counted
order by 1
