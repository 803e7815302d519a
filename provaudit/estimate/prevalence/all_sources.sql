-- What: how many records of each source are known to be synthetic or of unknown origin; a verdict by style is no knowledge.
select source, records, synthetic - by_style as synthetic, unknown + by_style as unknown
from origin_by_source
order by source
