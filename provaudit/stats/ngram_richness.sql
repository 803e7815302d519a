-- What: how many different n-grams of words the text has at its own size, estimated from those with a small hash; and how many of
-- them occur once. It grows with the amount of text: for a comparison at equal size see diversity.
-- Unit: n-grams; words. Denominator: of singletons the different n-grams kept. Null where fewer than 100 are kept.
-- Reference: different = kept x $ngram_one_in, with relative standard error 1 / sqrt(kept) (Flajolet 1990, On adaptive sampling,
-- Computing 43, 391-400; Cohen 1997, Size-estimation framework, JCSS 55, 441-453), low and high at 1.96 of it. A fixed limit of the
-- hash keeps the same n-grams everywhere, so samples of parts add up (coordinated sampling). Wilson interval, see macros/wilson.sql.
with by_source as (
    select source, origin, n, hash, sum("count") as occurrences
    from ngrams
    group by source, origin, n, hash
),
grams as (
    from by_source
    union all
    select null, origin, n, hash, sum(occurrences)
    from by_source
    group by origin, n, hash
),
counted as (
    select source, origin, n, count(*) as kept, count(*) filter (where occurrences = 1) as once
    from grams
    group by source, origin, n
),
sizes as (
    select source, origin, coalesce(sum(words), 0)::bigint as words
    from cells
    group by grouping sets ((source, origin), (origin))
),
judged as (
    select *, if(kept >= 100, kept, null) as enough, if(kept >= 100, share_of(once, kept), null) as singular
    from counted
)
select
    judged.source,
    judged.origin,
    judged.n,
    sizes.words,
    judged.kept,
    enough * $ngram_one_in as different,
    1 / sqrt(enough) as relative_error,
    enough * $ngram_one_in * (1 - 1.959963984540054::double / sqrt(enough)) as low,
    enough * $ngram_one_in * (1 + 1.959963984540054::double / sqrt(enough)) as high,
    singular.share as singletons_share,
    singular.low as singletons_low,
    singular.high as singletons_high
from judged
left join sizes on sizes.source is not distinct from judged.source and sizes.origin = judged.origin
order by judged.source nulls first, judged.origin, judged.n
