-- What: records whose text is nearly that of another record, or the same; no row if the scan made no band keys.
-- Unit: records; clusters of at least two. Denominator: records with text.
-- Reference: share of redundant records (all but one of each cluster) with Wilson interval, see macros/wilson.sql. How precise
-- the clusters' links are: near_precision; how many are found: near_recall.
with clusters as (
    select
        any_value(clusters) as clusters,
        sum(records)::bigint as records,
        min(source) <> max(source) as across_sources,
        min(origin) <> max(origin) as across_origins
    from near_kinds
    group by kind
),
counted as (
    select
        coalesce(sum(clusters * records), 0)::bigint as near_records,
        coalesce(sum(clusters), 0)::bigint as near_clusters,
        coalesce(max(records), 0)::bigint as largest,
        coalesce(sum(clusters) filter (where across_sources), 0)::bigint as across_sources,
        coalesce(sum(clusters) filter (where across_origins), 0)::bigint as across_origins
    from clusters
)
select
    duplicates.records,
    near_records,
    near_clusters,
    near_records - near_clusters as redundant,
    unnest(share_of(near_records - near_clusters, duplicates.records)),
    largest,
    counted.across_sources,
    counted.across_origins
from duplicates, counted, near_signed
where near_signed.records > 0
order by 1
