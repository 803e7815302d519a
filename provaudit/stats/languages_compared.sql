-- What: the language that is stated against the one identified from the text, where both are known.
-- Unit: records. Denominator: none. Only stated codes of two letters, and those equal to what is found, are compared: the code of
-- three letters for a language that has one of two would differ from every finding.
-- Reference: see macros/languages.sql.
with counted as (
    select source, language as stated, language_found as found, sum(cells.records)::bigint as records
    from cells
    where language is not null and language_found is not null and language_by is distinct from 'text'
    group by all
    -- Keeps what follows from being asked of every record before they are counted.
    offset 0
),
compared as (
    select *, compared_language(stated) <> compared_language(found) as differs
    from counted
    where len(primary_subtag(stated)) = 2 or compared_language(stated) = compared_language(found)
)
select source, stated, found, records, differs
from compared
where differs is not null and compared_language(stated) <> '' and compared_language(found) <> ''
order by source, records desc, stated, found
