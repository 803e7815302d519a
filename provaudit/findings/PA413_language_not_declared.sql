-- What: the text of a source is in languages that the manifest does not name for it.
-- Why: whoever picks data by the languages of the manifest gets others, or misses these.
-- Example: `language: [en, fr]`, and 23 % of the records are German.
-- Fix: add the language to the source, or take the records out. A source with one language is compared record by record (PA612).
with declared as (
    select source, list_transform(language, lambda tag: compared_language(tag)) as languages
    from manifest_facts
    where len(language) > 1
),
judged as (
    select
        source, count(*) as records,
        count(*) filter (where not list_contains(languages, compared_language(language_found))) as others,
        mode(language_found order by language_found) filter (where not list_contains(languages, compared_language(language_found))) as most
    from records
    join declared using (source)
    where language_found is not null and language_by is distinct from 'column'
    group by source
)
select
    source as "where",
    wilson_low(others, records) as value,
    $max_share as threshold,
    format(
        '{} of {} of source {} are in no language that the manifest names: {} {}, most often {}; the policy allows {}',
        format('{:,}', others), counted(records, 'record'), named(source), percent(others / records),
        interval_of(wilson_low(others, records), wilson_high(others, records)), named(most), percent($max_share)
    ) as message
from judged
where records >= $min_records and wilson_low(others, records) > $max_share
order by others desc, source
