-- What: origin of the corpus as judged, declared and observed, and the share of synthetic records.
-- Unit: records. Denominator of the estimate: all records that were read. A review by people comes first, else bounds.
-- Reference: Wilson (1927) intervals; with unknown records, the bounds of Manski (1989): see the macro estimate_of.
-- From: origin_total, prevalence
-- Shape: object
select
    {'human': human, 'synthetic': synthetic, 'mixed': mixed, 'unknown': unknown} as records,
    {
        'human': declared_human, 'synthetic': declared_synthetic,
        'mixed': declared_mixed, 'unknown': declared_unknown
    } as declared,
    {'synthetic': observed_synthetic, 'mixed': observed_mixed} as observed,
    suspected,
    conflicts,
    coalesce(
        (select estimate from prevalence where kind = 'corpus' and shown),
        estimate_of(records, share, low, high, identifiable)
    ) as estimate
from origin_total
