-- What: a column that the manifest names under `records` or `attributes` is in no file.
-- Why: what it was to say of each record (origin, language, date, licence) is not known, although the manifest claims it.
-- Example: `records: {date: published}`, and the files have a column `date`.
-- Fix: write the name of the column as it is in the files, dotted where it is nested, or leave the key out.
select
    who as "where",
    null::double as value,
    null::double as threshold,
    message
from missing_columns
order by who
