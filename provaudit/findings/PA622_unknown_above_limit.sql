-- What: more records of a part of the corpus are of unknown origin than the policy allows there.
-- Why: what is unknown may be synthetic; a limit on it keeps every other figure meaningful.
-- Example: 40 % of the records of a source carry no declaration and no trace; the policy allows 10 %.
-- Fix: declare the origin in the manifest, name the column that holds it, or change the limit (limits.max_unknown).
select
    parts.name as "where",
    parts.unknown / parts.records as value,
    limits.value as threshold,
    format(
        'the origin of {} of {} of {} is unknown; the policy allows {}',
        percent(parts.unknown / parts.records), counted(parts.records, 'record'),
        part_named(parts.scope, parts.name), percent(limits.value)
    ) as message
from limits
join parts using (scope, name)
where limits.bound = 'max_unknown' and parts.unknown / parts.records > limits.value
order by parts.unknown / parts.records - limits.value desc, parts.scope, parts.name
