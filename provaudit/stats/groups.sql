-- What: how large each group is, and how that compares to what a reference expects.
-- Unit: records. Denominator: of share all records of the corpus, of ratio those that state the attribute.
-- Reference: Wilson interval, see macros/wilson.sql. A group that only the reference names is listed with 0 records, unless a value
-- occurs that differs from it in case or white space only: then the reference is misspelt (see not_measured), and nobody is missing.
with counted as (
    select attribute, value, sum(records)::bigint as records
    from group_cells
    group by attribute, value
),
absent as (
    select attribute, value, 0::bigint as records
    from reference
    where attribute in (select attribute from counted)
        and (attribute, loosely(value)) not in (
            select (attribute, loosely(value)) from counted where value is not null
        )
),
totals as (
    select
        attribute,
        sum(records)::bigint as total,
        coalesce(sum(records) filter (where value is not null), 0)::bigint as stated
    from counted
    group by attribute
),
expected as (
    select attribute, value, share::double as reference
    from reference
)
select
    attribute,
    value,
    records,
    total,
    stated,
    unnest(share_of(records, total)),
    reference,
    (records / nullif(stated, 0)::double) / nullif(reference, 0) as ratio
from (from counted union all from absent)
join totals using (attribute)
left join expected using (attribute, value)
order by attribute, value nulls last
