-- What: records that are declared human hold traces that only a language model or a chat product leaves.
-- Why: the declaration is wrong for these records, so it cannot be trusted for the rest of the source either; a corpus
-- that counts them as human overstates how much human text it has.
-- Example: a source declared digitalCreation in which 31 of 400 records hold the citation marks of a chat product.
-- Fix: look at the records (provaudit explain AUDIT RECORD); declare the source as what it is, or give its origin record by record, or
-- remove them.
with declared as (
    select source, sum(records)::bigint as records, sum(conflicts)::bigint as conflicts
    from declared_observed
    where declared = 'human'
    group by source
)
select
    source as "where",
    conflicts as value,
    $max_records as threshold,
    format(
        '{} of {} that source {} declares human hold evidence of a model: {} {}; the policy allows {:,}',
        format('{:,}', conflicts), counted(records, 'record'), named(source), percent(conflicts / records),
        interval_of(wilson_low(conflicts, records), wilson_high(conflicts, records)), $max_records::bigint
    ) as message
from declared
where conflicts > $max_records and wilson_low(conflicts, records) > $max_share
order by conflicts desc, source
