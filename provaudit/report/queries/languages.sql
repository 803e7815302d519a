-- What: languages as stated by the data or its manifest, else as found in the text. Unit: records. Denominator: all records.
-- From: languages
-- Shape: list
select language, records, share, low, high, count(*) over () as total_rows
from languages
order by records desc, language nulls last
limit $limit
