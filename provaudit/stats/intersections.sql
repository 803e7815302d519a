-- What: every pair of groups from two attributes, also the pairs that no record belongs to.
-- Unit: records. Denominator: records that state both attributes.
-- Reference: expected = row total x column total / total, the count under independence (Pearson's contingency table);
-- share with Wilson interval, see macros/wilson.sql.
with pairs as (
    select
        a.attribute as attribute_a,
        a.value as value_a,
        b.attribute as attribute_b,
        b.value as value_b,
        sum(a.records)::bigint as records
    from group_cells as a
    join group_cells as b on a.cell = b.cell and a.attribute < b.attribute
    where a.value is not null and b.value is not null
    group by all
),
rows_of as (
    select attribute_a, value_a, attribute_b, sum(records)::bigint as row_total
    from pairs
    group by all
),
columns_of as (
    select attribute_a, attribute_b, value_b, sum(records)::bigint as column_total
    from pairs
    group by all
),
totals as (
    select attribute_a, attribute_b, sum(records)::bigint as total
    from pairs
    group by all
),
table_cells as (
    select *, coalesce(pairs.records, 0) as found, row_total / total::double * column_total as expected
    from rows_of
    join columns_of using (attribute_a, attribute_b)
    join totals using (attribute_a, attribute_b)
    left join pairs using (attribute_a, value_a, attribute_b, value_b)
)
select
    attribute_a,
    value_a,
    attribute_b,
    value_b,
    found as records,
    total,
    unnest(share_of(found, total)),
    expected,
    found / expected as ratio
from table_cells
order by attribute_a, attribute_b, value_a, value_b
