-- What: a waiver has run out, so the findings that it accepted count again.
-- Why: whoever accepted them did so for a time; somebody has to decide anew, or mend what was accepted.
-- Example: a waiver of PA602 with `expires: 2026-06-30`, read on 2026-07-01.
-- Fix: mend what the rule finds, or write a new reason and a new day; remove the waiver where nothing is found any more.
select
    rule as "where",
    null::double as value,
    null::double as threshold,
    format(
        'the waiver of {}{} ran out on {}; its reason was {}',
        rule, if(source is null, '', ' for ' || named(source)), expires, named(reason)
    ) as message
from waivers
where expires < $today
order by expires, rule, source, reason
