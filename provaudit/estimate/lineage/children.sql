-- What: the records that name a parent: what it is, and which generation it is of if it has no parent itself.
-- Unit: records. Denominator: none. `parent_row` is the parent's own row here, null if it names no parent; an id that several records carry is
-- that of the first.
-- Reference: none.
with children as (
    select
        row_number() over (order by file, position) - 1 as row,
        records.source, records.origin, coalesce(records.text_bytes, 0) as text_bytes, record_id, parent,
        stated_generation(records.generation) as stated,
        wrote(records.origin) as wrote,
        coalesce(nodes.least, 0) + wrote(records.origin) as floor
    from records
    left join (select source, least, weight from lineage_nodes where own) as nodes using (source)
    where parent is not null
),
rows_by_id as (
    select record_id, min(row) as row
    from children
    group by record_id
),
founders as (
    select
        record_id,
        max(coalesce(stated_generation(records.generation), coalesce(nodes.least, 0) + wrote(records.origin))) as generation
    from records
    semi join children on children.parent = records.record_id
    left join (select source, least, weight from lineage_nodes where own) as nodes using (source)
    where parent is null
    group by record_id
)
select
    children.row, source, origin, text_bytes, stated, wrote, floor,
    rows_by_id.row as parent_row,
    founders.generation as parent_generation
from children
left join rows_by_id on rows_by_id.record_id = children.parent
left join founders on founders.record_id = children.parent
order by children.row
