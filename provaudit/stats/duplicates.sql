-- What: records whose text is the same, but for white space and Unicode form.
-- Unit: records; clusters of at least two equal texts. Denominator: records with text.
-- Reference: share of redundant records (all but one of each cluster) with Wilson interval, see macros/wilson.sql.
with clusters as (
    select
        any_value(texts) as texts,
        sum(records) as records,
        min(source) <> max(source) as across_sources,
        min(origin) <> max(origin) as across_origins
    from repeated_texts
    group by kind
    having sum(records) > 1
),
counted as (
    select
        (select coalesce(sum(records), 0)::bigint from text_strata) as records,
        coalesce(sum(texts), 0)::bigint as exact_clusters,
        coalesce(sum(texts * records), 0)::bigint as exact_records,
        coalesce(sum(texts) filter (where across_sources), 0)::bigint as across_sources,
        coalesce(sum(texts) filter (where across_origins), 0)::bigint as across_origins
    from clusters
)
select
    records,
    exact_clusters,
    exact_records,
    exact_records - exact_clusters as redundant,
    unnest(share_of(exact_records - exact_clusters, records)),
    across_sources,
    across_origins
from counted
order by 1
