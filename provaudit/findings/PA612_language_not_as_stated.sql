-- What: the text of a source is often in another language than stated.
-- Why: a corpus that is filtered or balanced by stated languages then holds other ones than planned, mostly to the loss of small
-- languages (Kreutzer et al. 2022, Quality at a Glance, TACL 10, 50-72).
-- Example: 41 % of the records stated as Swahili are English.
-- Fix: look at the pairs in the table languages_compared; correct the column or the manifest, or leave the language unstated so that the
-- one found in the text is used; where related languages are mistaken for each other, accept it with a waiver.
with by_source as (
    select
        source,
        sum(records)::bigint as compared,
        coalesce(sum(records) filter (where differs), 0)::bigint as differing,
        -- languages_compared has the most frequent pair of a source first; the largest wins whatever the order.
        max_by({'stated': stated, 'found': found}, (records, stated, found)) filter (where differs) as worst
    from languages_compared
    group by source
)
select
    source as "where",
    wilson_low(differing, compared) as value,
    $max_share as threshold,
    format(
        '{} of {} of source {} are not in the language that is stated: {} {}, most often {} stated and {} found; the policy allows {}',
        format('{:,}', differing), counted(compared, 'record'), named(source), percent(differing / compared),
        interval_of(wilson_low(differing, compared), wilson_high(differing, compared)), named(worst.stated), named(worst.found),
        percent($max_share)
    ) as message
from by_source
where compared >= $min_records and wilson_low(differing, compared) > $max_share
order by differing desc, source
