-- What: how many different n-grams, at the corpus's own size, by source (none: all sources) and origin.
-- Unit: n-grams, words. Denominator of singletons: the different n-grams kept in the sample.
-- From: ngram_richness
-- Shape: list
select
    {'source': source, 'origin': origin} as stratum,
    n, words, kept, different, low, high, relative_error,
    {'share': singletons_share, 'low': singletons_low, 'high': singletons_high} as singletons,
    count(*) over () as total_rows
from ngram_richness
order by source nulls first, origin, n
limit $limit
