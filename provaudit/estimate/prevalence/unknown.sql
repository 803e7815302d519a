-- What: the scores of the records of $source whose origin nothing but their style tells, of at most 20,000: those with the smallest hashes, which
-- are a random sample; `scored` is how many there are.
select style_score, count(*) over () as scored
from records
where source = $source and (origin = 'unknown' or basis = 'style') and style_score is not null
order by content_hash, file, position
limit 20000
