-- What: files in the audited folder that are no data this tool can read.
-- Why: if they hold training data, it is in no figure of this audit.
-- Example: a .bin file beside the Parquet files.
-- Fix: nothing, if they are no training data; else convert them to JSONL, CSV, Parquet or plain text.
with left_out as (
    select count(*) as files, list(file order by file) as names
    from skipped
)
select
    '' as "where",
    files as value,
    $max_files as threshold,
    format('{} not read: {}', if(files = 1, '1 file was', format('{:,} files were', files)), first_names(names)) as message
from left_out
where files > $max_files
order by 1
