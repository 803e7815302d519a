-- What: files that were not read, and why. Unit: files.
-- From: skipped
-- Shape: list
select file, reason, count(*) over () as total_rows
from skipped
order by file, reason
limit $limit
