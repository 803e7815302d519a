-- What: two groups meet much more rarely than their sizes let expect; each pair is judged on its own, not corrected for the number
-- of pairs, so among many pairs some are found by chance.
-- Why: each group alone may look well represented while those who belong to both are missing (Buolamwini & Gebru 2018).
-- Example: of 10,000 records 30 % are from the south and 20 % by experts, but only 12 are from experts of the south: 600 would be expected.
-- Fix: collect records of this intersection; where the two cannot meet in the world, accept the finding with a waiver.
with occurring as (
    select
        attribute_a,
        attribute_b,
        count(*) as pairs,
        count(distinct value_a) as values_a,
        count(distinct value_b) as values_b
    from intersections
    where records > 0
    group by attribute_a, attribute_b
),
-- Where each value of one attribute occurs with one value of the other (a city and its country), pairs are absent by nature.
free as (
    select attribute_a, attribute_b
    from occurring
    where pairs > values_a and pairs > values_b
)
select
    attribute_a || '=' || value_a || ' & ' || attribute_b || '=' || value_b as "where",
    high * total / expected as value,
    $min_ratio as threshold,
    format(
        '{} belong to both {}={} and {}={}, where {:,.0f} would be expected if the two were independent: a ratio of {:.2f}, '
        || 'at most {:.2f} within the 95 % interval; the policy asks for {:.2f} (each pair judged on its own, not corrected for '
        || 'the number of pairs)',
        counted(records, 'record'), named(attribute_a), named(value_a), named(attribute_b), named(value_b), expected,
        ratio, high * total / expected, $min_ratio::double
    ) as message
from intersections
join free using (attribute_a, attribute_b)
-- Neither group is ever smaller than the expected number, so this asks for enough records of both as well.
where expected >= $min_expected and high * total < $min_ratio * expected
order by value, expected desc, "where"
