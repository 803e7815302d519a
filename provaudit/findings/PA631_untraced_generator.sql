-- What: records of a source were written or changed by a model, and nobody says which.
-- Why: without the model's name neither its licence, its training data, its age nor its generation can be followed.
-- Example: a source declared trainedAlgorithmicMedia without `generators`, whose rows name no model either.
-- Fix: name the models under `generators` in the manifest, or the column that names them as `records.generator`.
with judged as (
    select source, untraced, records, unnest(share_of(untraced, records))
    from lineage_sources
    where untraced >= $min_records and records > 0
)
select
    source as "where",
    low as value,
    $max_share as threshold,
    format(
        '{} of source {} were written or changed by a model that nobody names: {} of its {} ({} to {}); the policy allows {}',
        counted(untraced, 'record'), named(source), percent(share), counted(records, 'record'), percent(low), percent(high), percent($max_share)
    ) as message
from judged
where low > $max_share
order by low desc, source
