-- What: origin by year. Unit: records. Denominator: the records of the year.
-- From: origin_by_year
-- Shape: list
select
    "year", records, human, synthetic, mixed, unknown, conflicts,
    case when records > 0 then {
        'point': case when identifiable then share end,
        'low': low,
        'high': high,
        'level': 0.95,
        'identifiable': identifiable
    } end as estimate,
    count(*) over () as total_rows
from origin_by_year
order by "year" nulls last
limit $limit
