-- What: the band keys of each record that has text, in the order of the records; null where it has none.
-- Unit: records. Denominator: none.
-- Reference: see the module near_duplicates; `texts` gives the same records in the same order.
select bands
from records_parts
where content_hash is not null
