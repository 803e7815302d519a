-- What: records by source, origin, the generation that they state, and whether they name a parent: what the tables on lineage are made from.
-- Unit: records, bytes. Denominator: none. `without_generator` counts those that a model wrote or changed and that name no model.
-- Reference: none.
select
    source, origin, generation as stated, parent is not null as has_parent,
    count(*) as records,
    coalesce(sum(text_bytes), 0)::bigint as text_bytes,
    count(*) filter (where origin in ('synthetic', 'mixed') and generator is null) as without_generator
from records
group by all
order by all
