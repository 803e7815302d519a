-- What: the sources with trusted records, and how many of their records are known to be synthetic or of unknown origin;
-- a verdict by style is no knowledge.
select source, records, synthetic - by_style as synthetic, unknown + by_style as unknown
from origin_by_source
where source in (select source from trusted_scores where style_score is not null)
order by source
