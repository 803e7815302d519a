-- What: the clusters of near-duplicates, equal texts among them: how many records each has in a source and origin.
-- Unit: records. Denominator: none. `cluster` is the smallest content_hash in it; a record that is like no other is in none.
-- Reference: MinHash and locality-sensitive hashing (Broder 1997); the links are made in provaudit/estimate/near_duplicates.py.
select coalesce(cluster, content_hash) as cluster, source, origin, sum(records)::bigint as records
from repeated_texts
left join near_clusters using (content_hash)
where (select records > 0 from near_signed)
group by all
order by all
