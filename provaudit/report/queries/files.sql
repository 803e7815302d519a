-- What: origin by file. Unit: records. Denominator: the records of the file.
-- From: origin_by_file
-- Shape: list
select
    "file", records, human, synthetic, mixed, unknown, conflicts,
    estimate_of(records, share, low, high, identifiable) as estimate,
    count(*) over () as total_rows
from origin_by_file
order by records desc, "file" nulls last
limit $limit
