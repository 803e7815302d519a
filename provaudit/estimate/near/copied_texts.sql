-- What: the texts that several records have or nearly have: how many records in a source and origin, derived or not, have each, and their bytes.
-- Unit: records; bytes of all of them, and of the longest. Denominator: none. `text` and `cluster` are numbers in the order of the content_hash.
-- Reference: see the module near_duplicates.
create or replace view copied_texts as
select
    text, cluster, text_strata.source, text_strata.origin, text_strata.derived,
    text_copies.records, text_copies.text_bytes, text_copies.longest
from text_copies
join text_strata using (stratum)
order by text, stratum;
