-- What: how many human sources the corpus goes back to, as if each gave equally much.
-- Unit: sources that people wrote, here or in a manifest or registry that was read. Denominator: none; of traced_share all records.
-- Reference: effective number of founders, 1 / sum of squared contributions: R. C. Lacy (1989), Zoo Biology 8, 111-123. A source
-- shares what it holds among its parents in equal parts. Order 1: exp of Shannon's entropy, Hill (1973).
with counted as (
    select
        count(*) as sources,
        sum(records) as total,
        sum(records * records) as squares,
        sum(records * ln(records)) as logs,
        max_by(node, (records, node)) as largest,
        max(records) as largest_records
    from lineage_roots
    where human and records > 0
)
select
    counted.sources,
    hill_1_of(total, logs) as hill_1,
    hill_2_of(total, squares) as hill_2,
    coalesce(total, 0) / corpus.records as traced_share,
    largest,
    largest_records / total as largest_share
from counted, corpus
where corpus.records > 0
order by 1
