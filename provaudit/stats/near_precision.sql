-- What: of the pairs of texts that the clusters link, how many are true near-duplicates (see macros/near.sql); no row without pairs.
-- Unit: pairs of different texts that share a band key. Denominator: of `share` all such pairs in the corpus, by weight.
-- Reference: weighted share (Horvitz & Thompson 1952); Wilson interval at the effective number of pairs (sum w)^2 / sum w^2 (Kish
-- 1965, Survey Sampling). Pairs of one cluster are alike, so the true uncertainty is larger where few clusters give the pairs.
with counted as (
    select
        count(*) as pairs,
        count(*) filter (where is_near(jaccard)) as true_pairs,
        sum(weight) filter (where is_near(jaccard)) / sum(weight) as near_share,
        pow(sum(weight), 2) / sum(pow(weight, 2)) as effective,
        sum(weight * jaccard) / sum(weight) as mean_jaccard
    from near_pairs
    where linked and weight is not null
)
select pairs, true_pairs, unnest(share_of(least(coalesce(near_share, 0), 1) * effective, effective)), mean_jaccard
from counted
where pairs > 0
order by 1
