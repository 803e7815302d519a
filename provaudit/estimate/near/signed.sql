-- What: how many records carry band keys, and how many keys a record has; 0 and 0 if the scan made none.
-- Unit: records; keys. Denominator: none.
-- Reference: none.
select count(bands) as records, coalesce(max(len(bands)), 0) as bands
from records
order by 1
