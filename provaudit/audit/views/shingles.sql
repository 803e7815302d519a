-- The $texts records with the smallest rank over all shards, to check near-duplicates with.
-- Shingles are joined only to the rows that stay: a sort that carried them would need memory for all of them.
with chosen as (
    select file, position
    from shingles_parts
    order by rank, file, position
    limit $texts
)
select parts.* replace (coalesce(final.origin, parts.origin) as origin)
from shingles_parts as parts
semi join chosen using (file, position)
left join relabelled as final using (file, position)
order by parts.rank, parts.file, parts.position;
