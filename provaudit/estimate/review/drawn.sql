-- What: all that is known of the records at $files and $positions, and their text as far as the sample keeps it.
with places as (select unnest($files::varchar[]) as file, unnest($positions::bigint[]) as position)
select records.*, sample.text, sample.prompt
from places
join records on records.file = places.file and records.position = places.position
left join sample on sample.file = places.file and sample.position = places.position
order by records.file, records.position
