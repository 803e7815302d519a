-- What: kinds of texts that are repeated: how many texts of the kind there are, and how many records have such a text in a source and origin.
-- Unit: texts; records of each of them. Denominator: none.
-- Reference: none. Two texts are of one kind if equally many records have them in every source and origin.
select kind, texts, source, origin, text_kinds.records
from text_kinds
join text_strata using (stratum)
order by kind, stratum
