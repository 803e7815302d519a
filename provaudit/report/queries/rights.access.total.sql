-- What: what sites allowed, when records were collected and now, in the whole corpus. Unit: records; bytes and words of those refused.
-- From: access_by_part
-- Shape: list
select
    as_of, records, allowed, partly, refused, unknown, without_domain, text_bytes, words, refused_text_bytes, refused_words,
    refused_share, count(*) over () as total_rows
from access_by_part
where scope = 'corpus'
order by as_of
limit $limit
