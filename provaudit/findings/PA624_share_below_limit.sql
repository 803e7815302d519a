-- What: it is not shown that a source, split, language or group has the share of the corpus that the policy asks for.
-- Why: who is thin in the data vanishes first in what a model writes.
-- Example: 3.1 % of the records are in Swahili; the policy asks for 5 %.
-- Fix: add records of this part, or change the limit (limits.min_share).
select
    parts.name as "where",
    wilson_low(parts.records, parts.total) as value,
    limits.value as threshold,
    format(
        '{} is {} of {} {}; the policy asks for {}',
        part_named(parts.scope, parts.name), percent(parts.records / parts.total), counted(parts.total, 'record'),
        interval_of(wilson_low(parts.records, parts.total), wilson_high(parts.records, parts.total)),
        percent(limits.value)
    ) as message
from limits
join parts using (scope, name)
where limits.bound = 'min_share' and wilson_low(parts.records, parts.total) < limits.value
order by wilson_low(parts.records, parts.total) - limits.value, parts.scope, parts.name
