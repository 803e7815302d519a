-- What: the content hash and the band keys of each record that has text; null where it has no keys, or another number of them.
-- Unit: records. Denominator: none.
-- Reference: see the module near_duplicates.
select content_hash, if(len(bands) = (select bands from near_signed), bands, null) as bands
from records
where content_hash is not null
