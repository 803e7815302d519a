-- What: kinds of clusters of near-duplicates: how many clusters of the kind there are, and how many records such a cluster has in a source and origin.
-- Unit: clusters; records of each of them. Denominator: none.
-- Reference: none. Two clusters are of one kind if they have equally many records in every source and origin.
select kind, clusters, source, origin, cluster_kinds.records
from cluster_kinds
join text_strata using (stratum)
where (select near_signed.records > 0 from near_signed)
order by kind, stratum
