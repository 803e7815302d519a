-- The $size distinct texts with the smallest hash in each source x origin, over all shards.
-- A text that occurs several times is represented by its first occurrence.
select record_id, source, origin, file, position, language, rank, text
from (
    select *
    from sample_parts
    qualify row_number() over (partition by source, origin, rank order by file, position) = 1
)
qualify row_number() over (partition by source, origin order by rank) <= $size
order by source, origin, rank;
