-- What: the texts that share a band key with another text, and the cluster of each, which is named by its smallest content_hash.
-- Unit: distinct texts, in the order of their hash. Denominator: none.
-- Reference: see near_members.
create or replace view near_clusters as
select
    unhex(format('{:016x}{:016x}', high, low)) as content_hash,
    unhex(format('{:016x}{:016x}', cluster_high, cluster_low)) as cluster
from near_texts;
