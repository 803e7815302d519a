-- What: whether the synthetic text of a source (null: of all sources) varies less than its human text, measure by measure.
-- Unit: as in the table diversity. Denominator: equal samples of both origins, in the same language (null: not stated).
-- Reference: less varied only if the two 95 % intervals do not overlap, which errs on the careful side (Schenker & Gentleman
-- 2001, The American Statistician 55, 182-186); never where one of them has no interval.
with directions(measure, less_varied_when) as (
    values
        ('distinct_1', 'lower'),
        ('distinct_2', 'lower'),
        ('distinct_3', 'lower'),
        ('hill_1', 'lower'),
        ('hill_2', 'lower'),
        ('hapax', 'lower'),
        ('tail_mass', 'lower'),
        ('compression_ratio', 'higher'),
        ('self_repetition', 'higher')
)
select
    human.source,
    human.language,
    human.measure,
    human.value as human,
    human.low as human_low,
    human.high as human_high,
    synthetic.value as synthetic,
    synthetic.low as synthetic_low,
    synthetic.high as synthetic_high,
    coalesce(
        if(less_varied_when = 'lower', synthetic.high < human.low, synthetic.low > human.high), false
    ) as less_varied
from diversity as human
join diversity as synthetic
    on human.source is not distinct from synthetic.source
    and human.language is not distinct from synthetic.language
    and human.measure = synthetic.measure
join directions on directions.measure = human.measure
where human.origin = 'human' and synthetic.origin = 'synthetic'
order by human.source nulls first, human.measure
