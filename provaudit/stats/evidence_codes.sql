-- What: what the detectors found, by code, with the first example in the order of files.
-- Unit: records with at least one hit; hits. Denominator: none.
-- Reference: none.
with counted as (
    select
        detector,
        code,
        tier,
        count(distinct (file, position)) as records,
        count(*) as hits,
        min({'file': file, 'position': position, 'start': "offset", 'record': record_id, 'excerpt': excerpt}) as example
    from evidence
    group by detector, code, tier
)
select
    detector,
    code,
    tier,
    records,
    hits,
    example.file as example_file,
    example.position as example_position,
    example.record as example_record,
    example.excerpt as example_excerpt
from counted
order by detector, code, tier
