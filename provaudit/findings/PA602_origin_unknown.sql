-- What: for too many records nothing says who or what wrote them.
-- Why: an unknown record may be synthetic, so nothing firm can be said about the share of synthetic text.
-- Example: 45 % of the records have no declaration and no trace.
-- Fix: declare the origin of the sources in the manifest, or name the column that holds it (records.origin, records.generator).
with places as (
    select '' as source, records, unknown, 0 as position
    from origin_total
    union all
    select source, records, unknown, 1
    from origin_by_source
    where records >= $min_records and (select count(*) from origin_by_source) > 1
)
select
    source as "where",
    unknown / records as value,
    $max_share as threshold,
    format(
        'the origin of {} of {}{} is unknown: {:,} records {}; the policy allows {}',
        percent(unknown / records), counted(records, 'record'),
        if(position = 0, '', ' of source ' || named(source)), unknown,
        interval_of(wilson_low(unknown, records), wilson_high(unknown, records)), percent($max_share)
    ) as message
from places
where records > 0 and unknown / records > $max_share
order by position, unknown desc, source
