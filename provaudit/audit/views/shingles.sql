-- The $texts distinct texts with the smallest rank over all shards, to check near-duplicates with.
-- A text that occurs several times is represented by its first occurrence. Shingles are joined only to the rows that stay: a sort
-- that carried them would need memory for all of them.
with chosen as (
    select
        rank, content_hash,
        min({'file': file, 'position': position}) as place
    from shingles_parts
    group by rank, content_hash
    order by rank, content_hash
    limit $texts
)
select parts.*
from chosen
inner join shingles_parts as parts
    on parts.file = chosen.place.file and parts.position = chosen.place.position
order by parts.rank, parts.content_hash;
