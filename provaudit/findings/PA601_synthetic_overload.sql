-- What: more of the corpus is synthetic than the policy allows.
-- Why: models trained mostly on the output of models lose the rare and the unusual first (Shumailov et al. 2024, Nature 631,
-- 755-759).
-- Example: 62 % of the records come from a model, the policy allows 50 %.
-- Fix: add human text, sample less from the synthetic sources (see origin by source), or raise PA601.max_share with a reason.
select
    '' as "where",
    low as value,
    $max_share as threshold,
    -- With unknown records or verdicts by style there is no share to state, only the end that is certain.
    if(
        not identifiable,
        format('at least {} of {} are synthetic', percent(low), counted(records, 'record')),
        format('{} of {} are synthetic {}', percent(share), counted(records, 'record'), interval_of(low, high))
    ) || format('; the policy allows {}', percent($max_share)) as message
from origin_total
where low > $max_share
order by 1
