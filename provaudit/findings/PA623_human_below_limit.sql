-- What: it is not shown that a part of the corpus has the share of human records that the policy asks for.
-- Why: fresh human text is what keeps a model from collapsing onto the output of other models (Shumailov et al. 2024, Nature 631).
-- Example: 22 % of the records of the training split are human; the policy asks for 30 %.
-- Fix: add human records, declare the origin of unknown ones, or change the limit (limits.min_human).
select
    parts.name as "where",
    wilson_low(parts.human, parts.records) as value,
    limits.value as threshold,
    format(
        '{} of {} of {} are human {}; the policy asks for {}',
        percent(parts.human / parts.records), counted(parts.records, 'record'), part_named(parts.scope, parts.name),
        interval_of(wilson_low(parts.human, parts.records), wilson_high(parts.human, parts.records)),
        percent(limits.value)
    ) as message
from limits
join parts using (scope, name)
where limits.bound = 'min_human' and wilson_low(parts.human, parts.records) < limits.value
order by wilson_low(parts.human, parts.records) - limits.value, parts.scope, parts.name
