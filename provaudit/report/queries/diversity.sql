-- What: lexical diversity by source (none: all sources) and origin, at equal sample size.
-- Unit: each measure's own; intervals are at 95 %. Denominator: the sampled records of the stratum.
-- From: diversity, near_duplicates_by_stratum
-- Shape: list
select
    {'source': source, 'origin': origin} as stratum,
    language,
    max(records) as records,
    max(words) as words,
    max(records) as sample_size,
    any_value(value) filter (measure = 'distinct_1') as distinct_1,
    any_value(value) filter (measure = 'distinct_2') as distinct_2,
    any_value(value) filter (measure = 'distinct_3') as distinct_3,
    any_value(value) filter (measure = 'hill_1') as hill_1,
    any_value(value) filter (measure = 'hill_2') as hill_2,
    any_value(value) filter (measure = 'hapax') as hapax,
    any_value(value) filter (measure = 'tail_mass') as tail_mass,
    any_value(value) filter (measure = 'compression_ratio') as compression_ratio,
    any_value(value) filter (measure = 'self_repetition') as self_repetition,
    (
        select share
        from near_duplicates_by_stratum as near
        where near.source is not distinct from diversity.source and near.origin = diversity.origin
    ) as near_duplicate_share,
    {
        'distinct_1': any_value([low, high]) filter (measure = 'distinct_1' and low is not null),
        'distinct_2': any_value([low, high]) filter (measure = 'distinct_2' and low is not null),
        'distinct_3': any_value([low, high]) filter (measure = 'distinct_3' and low is not null),
        'hill_1': any_value([low, high]) filter (measure = 'hill_1' and low is not null),
        'hill_2': any_value([low, high]) filter (measure = 'hill_2' and low is not null),
        'hapax': any_value([low, high]) filter (measure = 'hapax' and low is not null),
        'tail_mass': any_value([low, high]) filter (measure = 'tail_mass' and low is not null),
        'compression_ratio':
            any_value([low, high]) filter (measure = 'compression_ratio' and low is not null),
        'self_repetition':
            any_value([low, high]) filter (measure = 'self_repetition' and low is not null)
    } as intervals,
    count(*) over () as total_rows
from diversity
group by source, origin, language
order by source nulls first, origin, language nulls last
limit $limit
