-- The $size distinct texts with the smallest hash in each source x origin, over all shards.
-- A text that occurs several times is represented by its first occurrence. Texts are joined only
-- to the rows that stay: a sort or a window that carried them would need memory for all of them.
-- The scan kept the smallest hashes of each origin that it knew. Where style or trust gave some of these
-- records another, that origin is sampled only as far as each of the scan's strata reaches that it draws on.
with first_occurrences as (
    select
        source, scanned, origin, rank,
        arg_min({'file': file, 'position': position}, {'file': file, 'position': position}) as place
    from (
        select
            parts.source, parts.origin as scanned, coalesce(final.origin, parts.origin) as origin,
            parts.rank, parts.file, parts.position
        from sample_parts as parts
        left join relabelled as final using (file, position)
    )
    group by source, scanned, origin, rank
),
kept as (
    select *, dense_rank() over (partition by source, scanned order by rank) as place_in_scanned
    from first_occurrences
    qualify place_in_scanned <= $size
),
reaching as (
    select *, if(max(place_in_scanned) over scans = $size, max(rank) over scans, null) as reach
    from kept
    window scans as (partition by source, scanned)
),
final_occurrences as (
    select source, origin, rank, min(place) as place, any_value(least_reach) as least_reach
    from (select *, min(reach) over (partition by source, origin) as least_reach from reaching)
    group by source, origin, rank
),
chosen as (
    select source, origin, rank, place.file as file, place.position as position
    from final_occurrences
    where least_reach is null or rank <= least_reach
    qualify row_number() over (partition by source, origin order by rank) <= $size
)
select
    parts.record_id, chosen.source, chosen.origin, chosen.file, chosen.position,
    parts.language, chosen.rank, parts.text, parts.prompt
from chosen
inner join sample_parts as parts using (file, position, source)
