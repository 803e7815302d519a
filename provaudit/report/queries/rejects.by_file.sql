-- What: losses by file. Unit: records. Denominator of share: records lost and read of the file.
-- From: rejects_by_file
-- Shape: list
select
    file, source, rejects, records as lost, "read", share, low, high, count(*) over () as total_rows
from rejects_by_file
order by lost desc, file
limit $limit
