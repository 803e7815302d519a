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
        count(repeated_lines) as with_lines,
        count(*) filter (where repeated_lines > 0.2::float) as beyond_lines,
        count(repeated_ngrams) as with_ngrams,
        count(*) filter (where repeated_ngrams > 0.15::float) as beyond_ngrams,
        count(longest_run) as with_run,
        count(*) filter (where longest_run > 100) as beyond_run,
        count(entropy) filter (where text_bytes >= 100) as with_entropy,
        count(*) filter (where entropy < 3.0 and text_bytes >= 100) as below_entropy,
        count(*) filter (where entropy > 6.5 and text_bytes >= 100) as beyond_entropy,
        count(*) filter (where repeated_ngrams > 0.5::float or repeated_lines > 0.5::float) as beyond_degenerate,
        count(mojibake) as with_damage,
        count(*) filter (where replacement > 0 or mojibake > 0 or controls > 0) as beyond_encoding,
        count(*) filter (where cut_off is not null) as beyond_cut_off,
        count(*) filter (where gibberish) as beyond_gibberish,
        count(*) filter (where refusal is not null) as beyond_refusal,
        count(*) filter (where stock_phrase is not null) as beyond_stock_phrase
    from records
    where has_text
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
