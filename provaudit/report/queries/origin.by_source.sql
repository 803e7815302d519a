-- What: origin by source. Unit: records. Denominator: the records of the source.
-- From: origin_by_source
-- Shape: list
select
    "source", records, human, synthetic, mixed, unknown, conflicts,
    case when records > 0 then {
        'point': case when identifiable then share end,
        'low': low,
        'high': high,
        'level': 0.95,
        'identifiable': identifiable
    } end as estimate,
    count(*) over () as total_rows
from origin_by_source
order by records desc, "source" nulls last
limit $limit
