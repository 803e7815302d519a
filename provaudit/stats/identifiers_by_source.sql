-- What: identifiers that cannot exist: ISBN, ISSN, IBAN, DOI and arXiv numbers whose form or check digits are wrong, dates that the
-- calendar lacks, URLs on reserved domains. Hallucination leaves such traces, so does bad scanning.
-- Unit: records with at least one impossible identifier of the kind (`beyond`), and identifiers (`impossible` of `seen`).
-- Denominator: records of the source (source null: all) that hold at least one identifier of the kind; `ratio` is of all seen.
-- Reference: ISO 2108, 3297, 13616, 26324, checked by python-stdnum; arXiv, "Understanding the arXiv identifier"; RFC 2606 and RFC 6761.
-- Wilson interval, see macros/wilson.sql, of records, since the identifiers of one record are made by one hand.
with counted as (
    select
        source, kind,
        count(*) as records,
        count(*) filter (where impossible > 0) as beyond,
        sum(seen)::bigint as seen,
        sum(impossible)::bigint as impossible,
        min({'file': file, 'position': position, 'record_id': record_id, 'text': example}) filter (where impossible > 0) as example
    from identifiers
    group by grouping sets ((source, kind), (kind))
)
select
    source, kind, records, beyond, unnest(share_of(beyond, records)),
    seen, impossible, impossible / seen::double as ratio, example
from counted
order by source nulls first, kind
