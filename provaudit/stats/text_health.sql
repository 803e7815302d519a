-- What: how much of the text looks broken: repeats itself, holds a long run of one character, is too even or too random, badly decoded,
-- gibberish or cut off, or is a refusal or stock answer. What each of the last is: docs/health.md.
-- Unit: records beyond the limit. Denominator: records of the source and origin (source null: all) for which it was measured; entropy
-- is judged from 100 bytes on, because n bytes have at most log2(n) bits a byte.
-- Reference: limits of repeated lines (share of characters, 0.2) and repeated 5-grams (0.15; there of characters, here of words): Gopher,
-- Rae et al. 2021, arXiv:2112.11446, table A1. Entropy of bytes (Shannon 1948): English prose has 4 to 5 bits a byte; its limits, 3.0
-- and 6.5, that of runs, 100, and half of a text, from which on repetition is called degenerate, are ours. Wilson interval, see
-- macros/wilson.sql.
with counted as (
    select
        source,
        origin,
        sum(with_lines)::bigint as with_lines,
        sum(beyond_lines)::bigint as beyond_lines,
        sum(with_ngrams)::bigint as with_ngrams,
        sum(beyond_ngrams)::bigint as beyond_ngrams,
        sum(with_run)::bigint as with_run,
        sum(beyond_run)::bigint as beyond_run,
        sum(with_entropy)::bigint as with_entropy,
        sum(below_entropy)::bigint as below_entropy,
        sum(beyond_entropy)::bigint as beyond_entropy,
        sum(beyond_degenerate)::bigint as beyond_degenerate,
        sum(with_damage)::bigint as with_damage,
        sum(beyond_encoding)::bigint as beyond_encoding,
        sum(beyond_cut_off)::bigint as beyond_cut_off,
        sum(beyond_gibberish)::bigint as beyond_gibberish,
        sum(beyond_refusal)::bigint as beyond_refusal,
        sum(beyond_stock_phrase)::bigint as beyond_stock_phrase
    from cells
    where with_text > 0
    group by grouping sets ((source, origin), (origin))
),
checked as (
    select
        source,
        origin,
        unnest([
            {'check': 'repeated_lines', 'limit': 0.2::double, 'records': with_lines, 'beyond': beyond_lines},
            {'check': 'repeated_ngrams', 'limit': 0.15::double, 'records': with_ngrams, 'beyond': beyond_ngrams},
            {'check': 'longest_run', 'limit': 100::double, 'records': with_run, 'beyond': beyond_run},
            {'check': 'entropy_low', 'limit': 3::double, 'records': with_entropy, 'beyond': below_entropy},
            {'check': 'entropy_high', 'limit': 6.5::double, 'records': with_entropy, 'beyond': beyond_entropy},
            {'check': 'degenerate', 'limit': 0.5::double, 'records': with_ngrams, 'beyond': beyond_degenerate},
            {'check': 'encoding', 'limit': 0::double, 'records': with_damage, 'beyond': beyond_encoding},
            {'check': 'cut_off', 'limit': 0::double, 'records': with_damage, 'beyond': beyond_cut_off},
            {'check': 'gibberish', 'limit': 0::double, 'records': with_damage, 'beyond': beyond_gibberish},
            {'check': 'refusal', 'limit': 0::double, 'records': with_damage, 'beyond': beyond_refusal},
            {'check': 'stock_phrase', 'limit': 0::double, 'records': with_damage, 'beyond': beyond_stock_phrase}
        ], recursive := true)
    from counted
)
select source, origin, "check", "limit", records, beyond, unnest(share_of(beyond, records))
from checked
where records > 0
order by source nulls first, origin, "check"
