-- What: the sampled texts of one origin, of one source or of all ($source null), each text once.
-- Unit: texts, in the order of their hash. Denominator: none.
-- Reference: see strata.sql.
select text, min(language) as language
from sample
where text is not null
    and origin = $origin
    and ($source::varchar is null or source = $source)
group by text
order by min(rank), text
limit $texts
