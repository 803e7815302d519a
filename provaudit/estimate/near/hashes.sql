-- What: content hash, number of the stratum, bytes and band keys of each record that has text; keys are null where it has none. In any order.
-- Unit: records. Denominator: none.
-- Reference: see the module near_duplicates. The list is cut to its full length, so that no other can come.
select content_hash, stratum, coalesce(records.text_bytes, 0) as text_bytes, list_resize(bands, $bands) as bands
from records
join text_strata
    on text_strata.source is not distinct from records.source
    and text_strata.origin is not distinct from records.origin
    and text_strata.derived = (records.parent is not null or coalesce(try_cast(records.generation as bigint), 0) > 0)
where content_hash is not null
