-- What: the scores of the trusted records of $source.
select style_score
from trusted_scores
where source = $source and style_score is not null
order by style_score
