-- What: the content hash and the number of the stratum of each record that has text, in any order.
-- Unit: records. Denominator: none.
-- Reference: see the module near_duplicates.
select content_hash, stratum
from records
join text_strata on text_strata.source is not distinct from records.source and text_strata.origin is not distinct from records.origin
where content_hash is not null
