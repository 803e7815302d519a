-- What: every record of a group is synthetic or mixed, while other groups have human text.
-- Why: what a model learns about this group is then only what a model already thought about it.
-- Example: all 240 records of speakers of a dialect were generated, the other dialects are human.
-- Fix: collect human text of this group, or leave the group out and say so in the documentation of the data.
select
    attribute || '=' || value as "where",
    records as value,
    $min_records as threshold,
    format(
        'none of the {} of group {}={} is human: {:,} synthetic, {:,} mixed; the corpus has {:,} human records',
        counted(records, 'record'), named(attribute), named(value), synthetic, mixed, (select human from origin_total)
    ) as message
from origin_by_group
where value is not null
    and records >= $min_records
    and human = 0
    and unknown = 0
    and (select human from origin_total) > 0
order by records desc, attribute, origin_by_group.value
