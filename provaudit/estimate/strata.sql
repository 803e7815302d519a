-- What: pairs of source and origin with sampled text, all sources together (source null) first, then the largest sources.
-- Unit: distinct sampled texts. Denominator: none.
-- Reference: of all sources together only the k texts with the smallest hash are a random sample, where k is the size of the
-- largest sample (bottom-k sketches: Cohen & Kaplan 2007, PODC); a smaller sample is complete.
with sampled as (
    select source, origin, count(distinct text) as texts
    from sample
    where text is not null
    group by source, origin
),
strata as (
    select source, origin, texts
    from sampled
    union all
    select null, origin, max(texts)
    from sampled
    group by origin
)
select strata.source, strata.origin, strata.texts
from strata
left join origin_by_source using (source)
order by strata.source is not null, origin_by_source.records desc, strata.source, strata.origin
