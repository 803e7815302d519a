-- What: the sampled records that answer to a prompt.
-- Unit: distinct sampled texts, in the order of their hash. Denominator: none.
-- Reference: see strata.sql.
select source, origin, file, position, prompt, text
from sample
where text is not null and prompt is not null
order by source, origin, rank
