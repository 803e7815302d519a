-- What: pairs of different texts in the sample of shingles that share a band key (`linked`, as clusters are made) or their smallest
-- hash (`same_rank`), with the true similarity of their word 5-grams. Of each kind at most 2,500 pairs, drawn by chance, the same
-- ones each time.
-- Unit: pairs of texts; jaccard in [0, 1]. Denominator: none.
-- Reference: Jaccard (1912); weights see macros/inclusion.sql. `weight` is for the linked pairs that were drawn, `weight_by_rank`
-- for those of the same rank; null for a pair that was not drawn for it.
with sampled as (
    select
        row_number() over (order by shingles.rank, shingles.content_hash) as text,
        shingles.file,
        shingles.position,
        shingles.rank,
        shingles.shingles,
        records.bands
    from shingles
    join records using (file, position)
    -- Leaves few records before their bands are read.
    where len(shingles.shingles) > 0 and records.position in (select position from shingles)
),
keys as (
    select text, unnest(bands) as key, true as band from sampled
    union all
    select text, rank, false from sampled
),
candidates as (
    select a.text as a, b.text as b, bool_or(band) as linked, bool_or(not band) as same_rank
    from keys as a
    join keys as b using (key, band)
    where a.text < b.text
    group by all
),
drawn as (
    select
        *,
        row_number() over (partition by linked order by md5(format('{} {}', a, b)), a, b) as link,
        row_number() over (partition by same_rank order by md5(format('{} {}', a, b)), a, b) as equal_rank
    from candidates
),
chosen as (
    select *, linked and link <= 2500 as for_links, same_rank and equal_rank <= 2500 as for_ranks
    from drawn
    where for_links or for_ranks
),
compared as (
    select
        one.file as file_a,
        one.position as position_a,
        other.file as file_b,
        other.position as position_b,
        linked,
        same_rank,
        for_links,
        for_ranks,
        len(one.shingles) as size_a,
        len(other.shingles) as size_b,
        len(list_intersect(one.shingles, other.shingles)) as shared
    from chosen
    join sampled as one on one.text = chosen.a
    join sampled as other on other.text = chosen.b
),
sampling as (
    select if(count(*) < $shingle_texts, 1, max(rank) / pow(2, 64)) as cut
    from shingles
)
select
    * exclude (for_links, for_ranks, size_a, size_b, shared, cut),
    shared / (size_a + size_b - shared)::double as jaccard,
    if(for_links, 1 / nullif(inclusion(size_a, size_b, shared, cut), 0), null) as weight,
    if(for_ranks, 1 / nullif(inclusion_by_rank(size_a, size_b, shared, cut), 0), null) as weight_by_rank
from compared, sampling
order by file_a, position_a, file_b, position_b
