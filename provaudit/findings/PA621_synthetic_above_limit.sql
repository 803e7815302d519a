-- What: it is not shown that the synthetic share of a part of the corpus stays under the policy's limit.
-- Why: a limit protects only if it holds for the worst case that the evidence allows, unknown records included.
-- Example: of the records in Swahili between 10 % and 45 % are synthetic; the policy allows 20 %.
-- Fix: declare the origin of unknown records, add human records to this part, or change the limit (limits.max_synthetic).
select
    parts.name as "where",
    parts.high as value,
    limits.value as threshold,
    format(
        'up to {} of {} of {} may be synthetic {}; the policy allows {}',
        percent(parts.high), counted(parts.records, 'record'), part_named(parts.scope, parts.name),
        interval_of(parts.low, parts.high), percent(limits.value)
    ) as message
from limits
join parts using (scope, name)
where limits.bound = 'max_synthetic' and parts.high > limits.value
order by parts.high - limits.value desc, parts.scope, parts.name
