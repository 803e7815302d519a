-- What: how many records in a source and origin have a text that another record has, or nearly has.
-- Unit: records. Denominator: none.
-- Reference: see the module near_duplicates.
select content_hash, text_strata.source, text_strata.origin, repeated.records
from repeated
join text_strata using (stratum)
order by content_hash, source, origin
