-- What: files, bytes, records or the digest of a source are not what the manifest says under `contents`.
-- Why: the manifest then describes another state of the data; whatever else it says was true of that state alone.
-- Example: `contents: {records: 1204}`, and the files hold 1,198 records.
-- Fix: find out which is right; restore the data, or write the new figures (`provaudit init` counts them).
with found as (
    select
        source, count(*) as files, sum(bytes)::bigint as bytes,
        sha256(string_agg(sha256 || '  ' || file || chr(10), '' order by file)) as sha256
    from files
    where source is not null
    group by source
),
counted_records as (select source, count(*) as records from records group by source),
compared as (
    select
        facts.source, what.name, what.declared::varchar as declared, what.found::varchar as found,
        what.place, what.number
    from manifest_facts as facts
    join found using (source)
    left join counted_records using (source)
    cross join run
    cross join unnest([
        {'place': 1, 'name': 'files', 'declared': format('{:,}', facts.files), 'found': format('{:,}', found.files), 'number': found.files},
        {'place': 2, 'name': 'bytes', 'declared': format('{:,}', facts.bytes), 'found': format('{:,}', found.bytes), 'number': found.bytes},
        {
            'place': 3, 'name': 'records', 'declared': if(run.sampled, null, format('{:,}', facts.records)),
            'found': format('{:,}', coalesce(counted_records.records, 0)), 'number': coalesce(counted_records.records, 0)
        },
        {'place': 4, 'name': 'sha256', 'declared': left(facts.sha256, 12), 'found': left(found.sha256, 12), 'number': null}
    ]) as compared(what)
    where not run.records_name_source
)
select
    source as "where",
    null::double as value,
    null::double as threshold,
    format(
        'source {} is not what the manifest says: {}',
        named(source), string_agg(format('{} {} declared, {} found', name, declared, found), '; ' order by place)
    ) as message
from compared
where declared <> found
group by source
order by source
