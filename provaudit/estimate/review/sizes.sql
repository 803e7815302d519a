-- What: how many records there are, how many of them have text that could be sampled, and whether the sample has text.
select
    count(*) as records,
    count(content_hash) as with_text,
    exists (select 1 from sample) as has_sample,
    exists (select 1 from sample where text is not null) as has_text
from records
