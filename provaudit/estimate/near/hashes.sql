-- What: content hash, number of the stratum and band keys of each record that has text; null where it has no keys. In any order.
-- Unit: records. Denominator: none.
-- Reference: see the module near_duplicates. The list is cut to its full length, so that no other can come.
select content_hash, stratum, list_resize(bands, $bands) as bands
from records
join text_strata on text_strata.source is not distinct from records.source and text_strata.origin is not distinct from records.origin
where content_hash is not null
