-- What: origin by language. Unit: records. Denominator: the records of the language.
-- From: origin_by_language
-- Shape: list
select
    "language", records, human, synthetic, mixed, unknown, conflicts,
    case when records > 0 then {
        'point': case when identifiable then share end,
        'low': low,
        'high': high,
        'level': 0.95,
        'identifiable': identifiable
    } end as estimate,
    count(*) over () as total_rows
from origin_by_language
order by records desc, "language" nulls last
limit $limit
