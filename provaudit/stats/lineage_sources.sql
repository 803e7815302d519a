-- What: the place of each source in the graph of sources: its generation, its parents, and what of it cannot be traced.
-- Unit: records. Denominator: none. `untraced`: records that a model wrote or changed, of no model that they or the manifest name.
-- Reference: none. `generation` is that of the source as declared, or as most of its records; `deepest` the greatest of its records.
with counted as (
    select source, sum(without_generator)::bigint as without_generator
    from lineage_cells
    group by source
),
deepest as (
    select source, max(generation) as deepest
    from generations
    group by source
)
select
    nodes.source, nodes.origin, nodes.records, nodes.generation, deepest.deepest, nodes.derived, nodes.traced, nodes.cyclic,
    nodes.writers_named, nodes.unknown_parents, nodes.weight,
    if(nodes.writers_named, 0, coalesce(counted.without_generator, 0)) as untraced
from lineage_nodes as nodes
left join counted using (source)
left join deepest using (source)
where nodes.own
order by nodes.source
