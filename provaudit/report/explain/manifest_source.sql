-- What the manifest says about source $source.
select source, digital_source_type, declared, generators
from manifest_sources
where source = $source
order by position;
