-- What: of the pairs of texts that are true near-duplicates (see macros/near.sql), how many a band key links; no row without pairs.
-- Unit: pairs of different texts in the sample that share their smallest hash, which does not depend on the bands. Denominator: of
-- `share` all true near-duplicates in the corpus, by weight.
-- Reference: as near_precision.
with counted as (
    select
        count(*) as pairs,
        count(*) filter (where linked) as linked_pairs,
        sum(weight_by_rank) filter (where linked) / sum(weight_by_rank) as linked_share,
        pow(sum(weight_by_rank), 2) / sum(pow(weight_by_rank, 2)) as effective
    from near_pairs
    where same_rank and is_near(jaccard) and weight_by_rank is not null
)
select pairs, linked_pairs, unnest(share_of(least(coalesce(linked_share, 0), 1) * effective, effective))
from counted
where pairs > 0
order by 1
