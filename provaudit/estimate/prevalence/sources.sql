-- What: the sources with trusted records, and how many of their records are known to be synthetic or of unknown origin.
select source, records, synthetic, unknown
from origin_by_source
where source in (select source from trusted_scores where style_score is not null)
order by source
