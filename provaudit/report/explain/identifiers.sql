-- The identifiers in the record at $file, $position that cannot exist.
select kind, seen, impossible, "offset", example
from identifiers
where file = $file and position = $position and impossible > 0
order by "offset", kind;
