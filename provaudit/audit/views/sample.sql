-- The $size distinct texts with the smallest hash in each source x origin, over all shards.
-- A text that occurs several times is represented by its first occurrence. Texts are joined only
-- to the rows that stay: a sort or a window that carried them would need memory for all of them.
with first_occurrences as (
    select
        source, origin, rank,
        arg_min({'file': file, 'position': position}, {'file': file, 'position': position}) as place
    from sample_parts
    group by source, origin, rank
),
chosen as (
    select source, origin, rank, place.file as file, place.position as position
    from first_occurrences
    qualify row_number() over (partition by source, origin order by rank) <= $size
)
select
    parts.record_id, chosen.source, chosen.origin, chosen.file, chosen.position,
    parts.language, chosen.rank, parts.text
from chosen
inner join sample_parts as parts using (file, position, source, origin)
