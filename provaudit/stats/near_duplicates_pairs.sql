-- What: pairs of sources with near-duplicates of each other, the 100 pairs that share most clusters.
-- Unit: clusters with records of both. Denominator: none. Only the 100 sources with most such clusters are paired.
-- Reference: none. Clusters with the same set of sources are counted before sources are paired, so that no large set is
-- paired more than once.
with places as (
    select distinct kind, clusters, source
    from near_kinds
    semi join (from near_kinds select kind group by kind having min(source) <> max(source)) using (kind)
),
largest as (
    select source
    from places
    group by source
    order by sum(clusters) desc, source
    limit 100
),
together as (
    select any_value(clusters) as clusters, list(source order by source) as sources
    from places
    semi join largest using (source)
    group by kind
),
sets as (
    select row_number() over (order by sources) as number, sources, sum(clusters) as clusters
    from together
    group by sources
),
members as (
    select number, clusters, unnest(sources) as source
    from sets
)
select a.source as source_a, b.source as source_b, sum(a.clusters)::bigint as clusters
from members as a
join members as b on a.number = b.number and a.source < b.source
group by all
order by clusters desc, source_a, source_b
limit 100
