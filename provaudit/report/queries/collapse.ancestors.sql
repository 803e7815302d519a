-- What: what sources were made from and is no source of this audit: sources of other manifests, and addresses. Unit: sources. Denominator: none.
-- From: lineage_nodes, lineage_links
-- Shape: list
select
    node as name, origin, generation, traced,
    coalesce(parents, []) as parents,
    count(*) over () as total_rows
from lineage_nodes
left join (
    select child as node, list(distinct parent order by parent)[:20] as parents
    from lineage_links
    where not child_own
    group by child
) using (node)
where not own
order by generation, name
limit $limit
