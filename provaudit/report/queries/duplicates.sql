-- What: records whose text is equal after folding white space. Unit: records, clusters.
-- Denominator of share: the records with text; redundant = all but one record of each cluster.
-- From: duplicates
-- Shape: object
select
    records, exact_records, exact_clusters, redundant, share, low, high,
    across_sources, across_origins
from duplicates
where records > 0
