-- What: what detectors found, with the first example. Unit: records that carry it, and hits.
-- From: evidence_codes
-- Shape: list
select
    detector, code, tier, records, hits,
    {
        'file': example_file, 'position': example_position,
        'record': example_record, 'excerpt': example_excerpt
    } as example,
    count(*) over () as total_rows
from evidence_codes
order by records desc, detector, code, tier
limit $limit
