-- What: why something could not be read, with the first example in the order of files.
-- Unit: rejects; records lost (1 where the number cannot be known); files. Denominator: none.
-- Reference: none.
with counted as (
    select
        reason,
        count(*) as rejects,
        sum(coalesce(records, 1))::bigint as records,
        count(distinct file) as files,
        min({'file': file, 'at': byte_offset, 'line': line, 'detail': detail}) as example
    from rejects
    group by reason
)
select
    reason,
    rejects,
    records,
    files,
    example.file as example_file,
    example.line as example_line,
    example.at as example_offset,
    example.detail as example_detail
from counted
order by reason
