-- What: data files that no source of the manifest covers.
-- Why: the manifest says nothing about them, so their records are of unknown origin and without licence.
-- Example: the manifest lists books/*.jsonl, and extra/scrape.jsonl lies beside it.
-- Fix: add the files to the `files` of a source, add a source for them, or take them out of the corpus.
with uncovered as (
    select list(file order by file) as names, count(*) as files
    from files
    where not in_manifest
)
select
    '' as "where",
    files as value,
    $max_files as threshold,
    format(
        '{} of {} belong to no source of the manifest: {}',
        format('{:,}', files), counted((select count(*) from files), 'data file'), first_names(names)
    ) as message
from uncovered, run
where has_manifest and not records_name_source and files > $max_files
order by 1
