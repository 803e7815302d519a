-- What: records state another origin than the manifest declares for their source.
-- Why: the source is not what its `digital_source_type` says; figures by source and documents made from the manifest are then wrong.
-- Example: a source declared digitalCreation in which 120 records have `origin: synthetic`.
-- Fix: declare the source as mixed (compositeSynthetic), or part it into sources by origin.
with stated as (
    select source, manifest_sources.declared, records.declared as found, count(*) as records
    from records
    join manifest_sources using (source)
    where
        records.declared_by in ('column', 'generator column')
        and manifest_sources.declared in ('human', 'synthetic')
        and records.declared not in ('unknown', manifest_sources.declared)
    group by all
),
by_source as (
    select source, declared, sum(records)::bigint as records, list(found order by records desc, found) as origins
    from stated
    group by source, declared
)
select
    source as "where",
    records as value,
    $max_records as threshold,
    format(
        '{} of source {}, declared {}, state another origin: {}',
        counted(records, 'record'), named(source), declared, first_names(origins)
    ) as message
from by_source
where records > $max_records
order by records desc, source
