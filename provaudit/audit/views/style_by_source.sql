-- What the style detector could judge in each source, by which threshold, and what it said.
-- Unit: records; `texts` are trusted texts, each counted once. `could_be_judged` are scored records of unknown
-- origin that nobody trusts; `suspected` and `declared_human` count scored records declared human, not trusted.
with counted as (
    select
        source,
        count(*) as records,
        count(style_score) as scored,
        count(*) filter (where trusted) as trusted,
        count(*) filter (where trusted and style_score is not null) as trusted_scored,
        count(style_score) filter (where basis in ('none', 'style')) as could_be_judged,
        count(*) filter (where basis = 'style') as tagged,
        count(style_score) filter (
            where declared = 'human' and may_be_human(declared, observed) and not trusted
        ) as declared_human
    from records
    group by source
),
contradicted as (
    select records.source, count(*) as suspected
    from records
    inner join style_slices as slices using (source)
    where
        records.declared = 'human' and may_be_human(records.declared, records.observed)
        and not records.trusted and records.style_score > slices.threshold
    group by records.source
)
select
    counted.*,
    coalesce(contradicted.suspected, 0) as suspected,
    slices.texts, slices.needed, slices.level, slices.threshold,
    slices.tested, slices.above, slices.fpr, slices.fpr_low, slices.fpr_high, slices.why
from counted
left join contradicted using (source)
left join style_slices as slices using (source)
order by counted.records desc, counted.source
