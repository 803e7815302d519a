-- What: how many records in a source and origin have a text that another record has, or nearly has.
-- Unit: records. Denominator: none. `text` and `cluster` are numbers in the order of the content_hash.
-- Reference: see the module near_duplicates.
select text, cluster, text_strata.source, text_strata.origin, repeated.records
from repeated
join text_strata using (stratum)
order by text, stratum
