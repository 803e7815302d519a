-- What: too much of the corpus, or of one file, could not be read.
-- Why: what was lost is in no figure of this audit, and what is broken is seldom broken at random.
-- Example: 312 of 10,000 lines of a file are not valid JSON.
-- Fix: see the rejects (file, line, byte offset, reason) in the report; repair or fetch the files again.
with places as (
    select '' as file, rejected as lost, rejected + records as total, $max_share as allowed, 0 as position
    from corpus
    union all
    select file, records, records + read, $max_file_share, 1
    from rejects_by_file
    where (select files from corpus) > 1
)
select
    file as "where",
    wilson_low(lost, total) as value,
    allowed as threshold,
    format(
        '{} of {}{} could not be read: {} {}; the policy allows {}',
        format('{:,}', lost), counted(total, 'record'), if(position = 0, '', ' of file ' || named(file)), percent(lost / total),
        interval_of(wilson_low(lost, total), wilson_high(lost, total)), percent(allowed)
    ) as message
from places
where total > 0 and wilson_low(lost, total) > allowed
order by position, lost desc, file
