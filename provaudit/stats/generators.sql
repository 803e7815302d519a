-- What: which models the records name, and whether the manifest (or a column that it names) says so, a marker in the data, or only
-- the registry: the record is named as one of a known dataset.
-- Unit: records. Denominator: none; records that name no generator are left out.
-- Reference: families come from the tool's list of known generators; null for a name that is not in it.
with named as (
    select
        generator as name,
        case
            when basis = 'registry' then 'registry'
            when declared_by in ('manifest', 'generator column') and basis <> 'marker' then 'manifest'
            else 'marker'
        end as basis,
        sum(cells.records)::bigint as records
    from cells
    where generator is not null
    group by all
),
known as (
    select name, min(family) as family
    from (
        select name, family from known_generators
        union all
        -- A name that moves from model to model, without a date, is only known by its family.
        select family, family from known_generators
    )
    group by name
)
select name, family, basis, records
from named
left join known using (name)
order by records desc, name, basis
