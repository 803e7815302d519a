-- What: a group is rarer than the reference expects or, without a reference, rarer than the policy allows.
-- Why: a model serves badly whom it has hardly read.
-- Example: 33 % of the records are by women, the reference says 51 %: a ratio of 0.65, below 0.8.
-- Fix: collect more records of this group, weight it higher, or give a reference (--reference) if a small share is what is expected.
with stated_groups as (
    select
        attribute,
        "value" as member,
        stated,
        reference,
        records / stated as share,
        wilson_low(records, stated) as low,
        wilson_high(records, stated) as high
    from groups
    where "value" is not null and stated > 0 and (reference is null or reference > 0)
),
judged as (
    select
        *,
        if(reference is null, high, high / reference) as judged_by,
        if(reference is null, $min_share, $min_ratio)::double as allowed
    from stated_groups
)
select
    attribute || '=' || member as "where",
    judged_by as value,
    allowed as threshold,
    format(
        '{} of {} that state {} are {} {}; ',
        percent(share), counted(stated, 'record'), named(attribute), named(member), interval_of(low, high)
    )
    || if(
        reference is null,
        format('the policy asks for at least {}', percent(allowed)),
        format('the reference expects {}, and the policy at least {:.2f} times that', percent(reference), allowed)
    ) as message
from judged
where judged_by < allowed
order by judged_by / allowed, attribute, member
