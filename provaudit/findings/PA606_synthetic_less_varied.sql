-- What: by several measures the synthetic text of a source, or of the corpus, varies less than its human text: by its vocabulary
-- (distinct_3 or hill_2) and by its repetition (compression_ratio or self_repetition). These measures move together, so two of
-- them are not two independent proofs.
-- Why: a model trained on it repeats itself; variety that is lost once does not come back (Guo et al. 2024, The Curious Decline of
-- Linguistic Diversity).
-- Example: at equal sample size the synthetic text compresses 3.1 times, the human 2.6 times, and fewer of its word triples are distinct.
-- Fix: vary prompts and models, remove near copies, sample at a higher temperature, or add human text; check first that both
-- parts are about the same topics, because repeated prompts look the same.
with judged as (
    select
        coalesce(source, '') as place,
        count(*) as measured,
        list(
            format('{} {:.4g} against {:.4g}', replace(measure, '_', ' '), synthetic, human) order by measure
        ) filter (where less_varied) as less,
        count(*) filter (where less_varied) as measures,
        bool_or(less_varied and measure in ('distinct_3', 'hill_2')) as vocabulary,
        bool_or(less_varied and measure in ('compression_ratio', 'self_repetition')) as repetition
    from diversity_compared
    where measure in ('compression_ratio', 'self_repetition', 'distinct_3', 'hill_2')
        and (source is null or (select count(*) from origin_by_source) > 1)
    group by source
)
select
    place as "where",
    measures as value,
    $min_measures as threshold,
    format(
        'synthetic text{} varies less than human text by {} of {}, at equal sample size and beyond the 95 % intervals: {}',
        if(place = '', '', ' of source ' || named(place)), measures, counted(measured, 'measure'), array_to_string(less, ', ')
    ) as message
from judged
where measures >= $min_measures and vocabulary and repetition
order by place <> '', measures desc, place
