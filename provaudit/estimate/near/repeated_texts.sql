-- What: how many records in a source and origin, derived or not, have a text that another record has, or nearly has; their bytes.
-- Unit: records; bytes of all of them, and of the longest. Denominator: none. `text` and `cluster` are numbers in the order of the content_hash.
-- Reference: see the module near_duplicates.
select text, cluster, text_strata.source, text_strata.origin, text_strata.derived, repeated.records, repeated.text_bytes, repeated.longest
from repeated
join text_strata using (stratum)
order by text, stratum
