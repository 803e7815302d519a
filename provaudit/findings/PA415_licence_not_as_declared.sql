-- What: records state another licence than the manifest does for their source.
-- Why: the manifest grants, or denies, what the records do not; whoever relies on it may have no right to the text.
-- Example: the manifest says MIT, and 40 records say CC-BY-NC-4.0.
-- Fix: give these records a source of their own with their licence, or correct the one that is wrong.
with stated as (
    select
        source, manifest_sources.license as declared, records.license as found, count(*) as records
    from records
    join manifest_sources using (source)
    where manifest_sources.license <> 'NOASSERTION' and records.license is not null
    group by all
),
judged as (
    select *
    from stated
    where not list_contains(regexp_split_to_array(lower(declared), '[ ()]+'), replace(lower(trim(found)), ' ', '-'))
        and lower(declared) <> lower(trim(found))
),
by_source as (
    select
        source, declared, sum(records)::bigint as records,
        list(found order by records desc, found) as licences
    from judged
    group by source, declared
)
select
    source as "where",
    records as value,
    $max_records as threshold,
    format(
        '{} of source {} state another licence than {}: {}',
        counted(records, 'record'), named(source), named(declared), first_names(licences)
    ) as message
from by_source
where records > $max_records
order by records desc, source
