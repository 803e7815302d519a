-- What: human texts that are no copy of another and, by what is known, not made from another: each counted once, whatever the number of its copies.
-- Unit: texts (clusters of equal and nearly equal texts count as one, by their longest text), bytes. Denominator: records with text.
-- `fresh` counts texts of which a copy stands where nothing is derived; `effective` also those from outside of the corpus, each as 1 / k where k
-- sources go back to the same dataset there. `_high` takes records of unknown origin for human. A text that also stands somewhere as a
-- model's is nobody's. `hill_1`, `hill_2`: how many human texts with equally many copies would be as concentrated.
-- Reference: effective number of founders: R. C. Lacy (1989), Zoo Biology 8, 111-123; Hill numbers: see macros/generations.sql.
with strata as (
    select
        strata.source, strata.origin, strata.records, strata.text_bytes,
        if(strata.derived, 0, coalesce(nodes.weight, 1)) as weight,
        not (strata.derived or coalesce(nodes.derived, false)) as original
    from (
        select source, origin, derived, records, text_bytes from text_strata
        union all
        select source, origin, derived, -records, -text_bytes from copied_texts
    ) as strata
    left join (select source, weight, derived from lineage_nodes where own) as nodes using (source)
),
alone as (
    select origin, weight, original, sum(records)::double as records, sum(text_bytes)::double as text_bytes
    from strata
    where origin in ('human', 'unknown')
    group by origin, weight, original
),
-- One row a text: what of it may be human.
texts as (
    select *
    from (
        select
            repeated.* exclude (derived), if(repeated.derived, 0, coalesce(nodes.weight, 1)) as weight,
            not (repeated.derived or coalesce(nodes.derived, false)) as original,
            bool_or(repeated.origin in ('synthetic', 'mixed')) over (partition by text) as contested
        from copied_texts as repeated
        left join (select source, weight, derived from lineage_nodes where own) as nodes using (source)
    )
    where not contested and origin in ('human', 'unknown')
),
clusters as (
    select
        sum(records) filter (where origin = 'human') as copies,
        -- An original among the copies makes the text an original; else the least that one of them may count for.
        coalesce(bool_or(texts.original) filter (where origin = 'human'), false) as original,
        bool_or(texts.original) as original_high,
        if(bool_or(texts.original and origin = 'human'), 1, min(weight) filter (where origin = 'human')) as weight,
        if(bool_or(texts.original), 1, min(weight)) as weight_high,
        max(longest) filter (where origin = 'human') as longest,
        max(longest) as longest_high
    from texts
    group by cluster
),
-- `number` is how many units there are like this one, each with so many copies and bytes.
units as (
    select
        if(origin = 'human', records, 0) as number, if(origin = 'human', 1, 0) as copies, original, weight, text_bytes as bytes,
        records as number_high, original as original_high, weight as weight_high, text_bytes as bytes_high
    from alone
    union all
    select
        if(copies is null, 0, 1), copies, original, coalesce(weight, 0), coalesce(longest, 0),
        1, original_high, weight_high, longest_high
    from clusters
),
counted as (
    select
        sum(number) as texts,
        sum(number) filter (where original) as fresh,
        sum(number_high) filter (where original_high) as fresh_high,
        sum(number * weight) as effective,
        sum(number_high * weight_high) as effective_high,
        sum(if(number > 0, bytes * weight, 0)) as effective_bytes,
        sum(bytes_high * weight_high) as effective_bytes_high,
        sum(number * copies) as total,
        sum(number * copies * copies) as squares,
        sum(if(copies > 0, number * copies * ln(copies), 0)) as logs
    from units
),
whole as (
    select
        sum(records)::bigint as records,
        coalesce(sum(records) filter (where origin = 'human'), 0)::bigint as human,
        coalesce(sum(text_bytes) filter (where origin = 'human'), 0)::bigint as human_bytes
    from text_strata
),
rounded as (
    select
        whole.records, whole.human, whole.human_bytes,
        coalesce(texts, 0)::bigint as texts,
        coalesce(fresh, 0)::bigint as fresh,
        coalesce(fresh_high, 0)::bigint as fresh_high,
        coalesce(effective, 0)::double as effective,
        coalesce(effective_high, 0)::double as effective_high,
        coalesce(effective_bytes, 0)::double as effective_bytes,
        coalesce(effective_bytes_high, 0)::double as effective_bytes_high,
        hill_1_of(total, logs) as hill_1,
        hill_2_of(total, squares) as hill_2
    from counted, whole
)
select
    * exclude (hill_1, hill_2),
    fresh / records::double as fresh_share,
    wilson_low(fresh, records) as fresh_low,
    wilson_high(fresh_high, records) as fresh_share_high,
    fresh = fresh_high as identifiable,
    hill_1,
    hill_2
from rounded
where records > 0
order by 1
