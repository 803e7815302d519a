-- What: records whose text is equal after folding white space, and those whose text is nearly equal or equal (near_).
-- Unit: records, clusters. Denominator of share: the records with text; redundant = all but one record of each cluster.
-- From: duplicates, near_duplicates
-- Shape: object
select
    duplicates.records, exact_records, exact_clusters, duplicates.redundant, duplicates.share,
    duplicates.low, duplicates.high, duplicates.across_sources, duplicates.across_origins,
    near_records,
    near_clusters,
    near.redundant as near_redundant,
    near.share as near_share,
    near.low as near_low,
    near.high as near_high,
    near.largest as near_largest,
    near.across_sources as near_across_sources,
    near.across_origins as near_across_origins
from duplicates
left join near_duplicates as near on true
where duplicates.records > 0
