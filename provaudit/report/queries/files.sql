-- What: origin by file. Unit: records. Denominator: the records of the file.
-- From: origin_by_file
-- Shape: list
select
    "file", records, human, synthetic, mixed, unknown, conflicts,
    case when records > 0 then {
        'point': case when identifiable then share end,
        'low': low,
        'high': high,
        'level': 0.95,
        'identifiable': identifiable
    } end as estimate,
    count(*) over () as total_rows
from origin_by_file
order by records desc, "file" nulls last
limit $limit
