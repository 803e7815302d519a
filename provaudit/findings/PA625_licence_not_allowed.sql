-- What: records are under a licence that the policy does not allow, or under none that is known.
-- Why: a model trained on them may have to be withdrawn; whoever publishes the data answers for it.
-- Example: 1,204 records of source "blog" are under CC-BY-NC-4.0; the policy allows MIT and CC-BY-4.0.
-- Fix: leave these records out, correct the licence in the manifest, or allow it (limits.licences).
with allowed as (
    select scope, name, licences
    from limits
    where bound = 'licences'
),
places as (
    select 'corpus' as scope, '' as name, source, license, records from licences
    union all
    select 'source', source, source, license, records from licences
),
found as (
    select places.name, places.scope, places.license, any_value(allowed.licences) as licences, sum(places.records) as records
    from places
    join allowed using (scope, name)
    where coalesce(not list_contains(list_transform(allowed.licences, lambda one: lower(one)), lower(places.license)), true)
    group by all
)
select
    name as "where",
    records as value,
    0 as threshold,
    format(
        '{} of {} under {}; the policy allows {}',
        counted(records, 'record'), part_named(scope, name),
        if(license is null, 'no known licence', named(license)), first_names(licences)
    ) as message
from found
order by records desc, scope, name, license nulls first
