-- What: the size of the corpus, and how much of it could not be read.
-- Unit: records; rejects (one may stand for several lost records, or for an unknown number, which counts as 1); files; bytes.
-- Denominator: none.
-- Reference: none.
with counted as (
    select
        coalesce(sum(records), 0)::bigint as records,
        coalesce(sum(text_bytes), 0)::bigint as text_bytes,
        coalesce(sum(chars), 0)::bigint as chars,
        coalesce(sum(words), 0)::bigint as words,
        coalesce(sum(records - with_text), 0)::bigint as without_text,
        count(distinct source) as sources
    from cells
),
lost as (
    select coalesce(sum(coalesce(records, 1)), 0)::bigint as rejected, count(*) as rejects from rejects
),
stored as (
    select count(*) as files, coalesce(sum(bytes), 0)::bigint as bytes from files
)
select records, rejected, rejects, files, bytes, text_bytes, chars, words, without_text, sources
from counted, lost, stored
order by 1
