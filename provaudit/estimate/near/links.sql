-- Links each text to the smallest text (by content_hash) of its bucket, for key number $band of the records.
insert into near_links
with keyed as (
    select content_hash::bit::uhugeint as text, bands[$band] as key
    from records
    where content_hash is not null and bands[$band] is not null
),
buckets as (
    select key, min(text) as first
    from keyed
    group by key
    having min(text) <> max(text)
)
select distinct text, first
from keyed
join buckets using (key)
where text <> first;
