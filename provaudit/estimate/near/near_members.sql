-- What: the clusters of near-duplicates, equal texts among them: how many records each has in a source and origin.
-- Unit: records. Denominator: none. `cluster` is a number, in the order of the smallest content_hash; a record that is like no other is in none.
-- Reference: MinHash and locality-sensitive hashing (Broder 1997); the links are made in provaudit/estimate/near_duplicates.py.
create or replace view near_members as
select cluster, source, origin, sum(text_copies.records)::bigint as records
from text_copies
join text_strata using (stratum)
where (select near_signed.records > 0 from near_signed)
group by cluster, source, origin
order by cluster, source, origin;
