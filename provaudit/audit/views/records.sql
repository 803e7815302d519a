-- The records with their final verdict: what the scan said, the trust of people, and the style (see origin.py).
-- Only records of unknown origin get another: a declaration of human text that the style contradicts is
-- `suspected` and stays. A source without a usable slice has no threshold, so nothing is judged by its style.
create or replace view records as
with judged as (
    select
        parts.*,
        is_trusted(slices.whole, slices.before, parts.date)
            and may_be_human(parts.declared, parts.observed) as trusted,
        may_be_human(parts.declared, parts.observed)
            and coalesce(parts.style_score > slices.threshold, false) as reads_synthetic
    from records_parts as parts
    left join style_slices as slices using (source)
)
select
    * exclude (reads_synthetic)
    replace (
        case
            when origin = 'unknown' and not trusted and reads_synthetic then 'synthetic'
            else observed
        end as observed,
        suspected or (declared = 'human' and not trusted and reads_synthetic) as suspected,
        case
            when origin = 'unknown' and trusted then 'human'
            when origin = 'unknown' and reads_synthetic then 'synthetic'
            else origin
        end as origin,
        case
            when trusted and (origin = 'unknown' or basis = 'date') then 'trusted'
            when origin = 'unknown' and reads_synthetic then 'style'
            else basis
        end as basis
    )
from judged;
