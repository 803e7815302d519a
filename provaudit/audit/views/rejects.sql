-- What could not be read, with the line counted in the whole file.
-- A worker counts lines within its slice; the lines of the slices before it are added here.
create or replace view rejects as
with starts as (
    select
        file,
        start as slice_start,
        sum(lines) over (partition by file order by start) - lines as lines_before
    from slices
)
select
    parts.source,
    parts.file,
    (parts.line_in_slice + starts.lines_before)::bigint as line,
    parts.byte_offset,
    parts.reason,
    parts.detail,
    parts.records,
    parts.slice_start,
    parts.line_in_slice
from rejects_parts as parts
left join starts using (file, slice_start)
order by parts.file, parts.byte_offset, parts.line_in_slice, parts.reason, parts.detail;
