-- What: where in the files the text was found, as it was said. Unit: files, bytes.
-- From: files
-- Shape: list
select
    layout, shape, format, count(*) as files, sum(bytes) as bytes, min(file) as example,
    count(*) over () as total_rows
from files
group by layout, shape, format
order by files desc, layout, shape, format
limit $limit
