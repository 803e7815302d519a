-- What: who says the language: a column, the manifest, or the text. Unit: records. Denominator: all.
-- From: languages_by
-- Shape: list
select said_by, records, share, count(*) over () as total_rows
from languages_by
order by said_by nulls last
limit $limit
