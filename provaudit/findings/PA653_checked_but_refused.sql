-- What: the manifest says that a signal was looked for, and records come from hosts that refused by that signal.
-- Why: either it was not looked for, or it was not honoured; both make the manifest's statement worthless to whoever relies on it.
-- Example: rights.tdm_opt_out_checked has robots.txt, and the robots.txt of 12 hosts of the source shut out crawlers for training.
-- Fix: leave the records of these hosts out, or correct rights.tdm_opt_out_checked of the source.
select
    source as "where",
    records as value,
    $max_records as threshold,
    format(
        '{} of source {} come from {} that refused by {}, which the manifest says was checked',
        counted(records, 'record'), named(source), counted(domains, 'host'), named(mechanism)
    ) as message
from access_checked
where records > $max_records
order by records desc, source, mechanism
