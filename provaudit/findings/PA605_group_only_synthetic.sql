-- What: all but a few records of a group are synthetic, while the corpus has human text.
-- Why: what a model learns about this group is then only what a model already thought about it.
-- Example: 236 of 240 records of speakers of a dialect were generated, the other dialects are human.
-- Fix: collect human text of this group, or leave the group out and say so in the documentation of the data.
with judged as (
    select
        attribute,
        "value" as member,
        records,
        synthetic,
        -- Human, mixed or unknown: an unknown record speaks for the group until it is known.
        wilson_high(records - synthetic, records) as others
    from origin_by_group
    where "value" is not null and records >= $min_records
)
select
    attribute || '=' || member as "where",
    others as value,
    $max_other_share as threshold,
    format(
        '{:,} of {} of group {}={} are synthetic; at most {} are anything else (upper end of the 95 % interval), and the corpus '
        || 'has {}',
        synthetic, counted(records, 'record'), named(attribute), named(member), percent(others),
        counted((select human from origin_total), 'human record')
    ) as message
from judged
where others < $max_other_share and (select human from origin_total) > 0
order by records desc, attribute, member
