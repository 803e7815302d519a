-- What: a source of the manifest to which no data file and no record belongs.
-- Why: either the data is incomplete, or a pattern is misspelt and the files are counted under no source.
-- Example: `files: ["book/*.jsonl"]`, where the folder is called books.
-- Fix: correct the `files` of the source (patterns match paths relative to the audited folder), add the data, or remove the source.
select
    source as "where",
    0 as value,
    1 as threshold,
    format('no data file matches the patterns of source {}', named(source)) as message
from manifest_sources
where files_matched = 0 and source not in (select source from sources)
order by position, source
