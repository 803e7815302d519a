-- What: identifiers in a source cannot exist: ISBN, ISSN, IBAN, DOI or arXiv numbers with a wrong form or check digit, or dates such as 31 February.
-- Why: a model that invents references invents their numbers; so does bad scanning. Both make the text untrue.
-- Example: of 140 records with an ISBN, 61 hold one whose check digit is wrong.
-- Fix: look at the examples in the report (table identifiers); take out what was invented, repair what was scanned badly.
-- URLs on reserved domains are counted but are no finding: documentation uses them on purpose.
select
    source as "where",
    wilson_low(beyond, records) as value,
    $max_share as threshold,
    format(
        '{:,} of {} with {} in source {} hold one that cannot exist: {} {}, such as {}; the policy allows {}',
        beyond, counted(records, 'record'),
        case kind
            when 'date' then 'a date' when 'isbn' then 'an ISBN' when 'issn' then 'an ISSN'
            when 'iban' then 'an IBAN' when 'doi' then 'a DOI' else 'an arXiv number'
        end,
        named(source), percent(share), interval_of(low, high), named(coalesce(example.text, example.record_id)), percent($max_share)
    ) as message
from identifiers_by_source
where source is not null and kind <> 'url' and records >= $min_records and wilson_low(beyond, records) > $max_share
order by beyond desc, source, kind
