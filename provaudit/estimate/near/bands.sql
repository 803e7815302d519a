-- What: how many band keys a record has; no row if the scan made none.
-- Unit: keys. Denominator: none.
-- Reference: none. All records of a scan have equally many, if they have any.
select len(bands) as bands
from records
where bands is not null
limit 1
