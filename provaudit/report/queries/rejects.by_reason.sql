-- What: why it could not be read, with the first example. Unit: places, and records lost there.
-- From: rejects_by_reason
-- Shape: list
select
    reason, rejects, records as lost, files,
    {
        'file': example_file, 'line': example_line,
        'byte_offset': example_offset, 'detail': example_detail
    } as example,
    count(*) over () as total_rows
from rejects_by_reason
order by lost desc, reason
limit $limit
