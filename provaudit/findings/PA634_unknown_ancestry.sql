-- What: records that name a parent which is not in the corpus.
-- Why: whether they go back to people cannot be followed; their generation is only a lower bound.
-- Example: `parent: q-17`, where no record has the id q-17.
-- Fix: audit the parents together with what was made from them, or state the generation in a column (`records.generation`).
with counted as (
    select source, count(*) filter (where not found) as lost, count(*) as records
    from record_lineage
    group by source
),
judged as (
    select source, lost, records, unnest(share_of(lost, records))
    from counted
)
select
    source as "where",
    low as value,
    $max_share as threshold,
    format(
        '{} of source {} name a parent that is not in the corpus: {} of its {} with a parent ({} to {}); the policy allows {}',
        counted(lost, 'record'), named(source), percent(share), counted(records, 'record'), percent(low), percent(high), percent($max_share)
    ) as message
from judged
where low > $max_share
order by low desc, source
