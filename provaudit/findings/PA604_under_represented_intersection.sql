-- What: two groups meet much more rarely than their sizes let expect.
-- Why: each group alone may look well represented while those who belong to both are missing (Buolamwini & Gebru 2018).
-- Example: of 10,000 records 30 % are from the south and 20 % by experts, but only 12 are from experts of the south: 600 would be expected.
-- Fix: collect records of this intersection; where the two cannot meet in the world, accept the finding with a waiver.
select
    attribute_a || '=' || value_a || ' & ' || attribute_b || '=' || value_b as "where",
    high * total / expected as value,
    $min_ratio as threshold,
    format(
        '{} belong to both {}={} and {}={}, where {:,.0f} would be expected if the two were independent: a ratio of {:.2f}, '
        || 'at most {:.2f} within the 95 % interval; the policy asks for {:.2f}',
        counted(records, 'record'), named(attribute_a), named(value_a), named(attribute_b), named(value_b), expected,
        ratio, high * total / expected, $min_ratio::double
    ) as message
from intersections
where expected >= $min_expected and high * total < $min_ratio * expected
order by value, expected desc, "where"
