-- What: the languages of the records, as stated, else as found in the text; null where neither is known.
-- Unit: records. Denominator: all records of the corpus.
-- Reference: Wilson interval, see macros/wilson.sql.
with counted as (
    select language, sum(cells.records)::bigint as records, sum(sum(cells.records)) over ()::bigint as total
    from cells
    group by language
)
select language, records, unnest(share_of(records, total))
from counted
order by records desc, language nulls last
