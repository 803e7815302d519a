-- What: records counted by every combination of what is asked of them most; tables that need no other column start from here.
-- Unit: records; bytes, characters, words. Denominator: none. `texts` have a content hash; for the counts of broken text see text_health.
-- Reference: none. Counts of parts add up, so to count the few cells gives the same as to count all records, in a tenth of the time.
select
    source,
    file,
    split,
    origin,
    declared,
    declared_by,
    observed,
    suspected,
    conflict,
    basis,
    generator,
    language,
    language_by,
    language_found,
    license,
    count(*) as records,
    count(*) filter (where has_text) as with_text,
    count(content_hash) as texts,
    sum(text_bytes)::bigint as text_bytes,
    sum(chars)::bigint as chars,
    sum(words)::bigint as words,
    count(*) filter (where date_unread) as unread_dates,
    count(*) filter (where has_text and longest_run is null) as unmeasured,
    count(repeated_lines) filter (where has_text) as with_lines,
    count(*) filter (where has_text and repeated_lines > 0.2::float) as beyond_lines,
    count(repeated_ngrams) filter (where has_text) as with_ngrams,
    count(*) filter (where has_text and repeated_ngrams > 0.15::float) as beyond_ngrams,
    count(longest_run) filter (where has_text) as with_run,
    count(*) filter (where has_text and longest_run > 100) as beyond_run,
    count(entropy) filter (where has_text and text_bytes >= 100) as with_entropy,
    count(*) filter (where has_text and text_bytes >= 100 and entropy < 3.0) as below_entropy,
    count(*) filter (where has_text and text_bytes >= 100 and entropy > 6.5) as beyond_entropy
from records
group by all
order by all
