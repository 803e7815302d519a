-- Every hit in the record at $file, $position, in the order of the text.
select detector, code, tier, says, "offset", excerpt, generator
from evidence
where file = $file and position = $position
order by "offset" nulls first, detector, code;
