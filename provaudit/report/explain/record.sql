-- The records that a person may mean by $record: by id, or by FILE@POSITION.
select
    record_id, source, file, position, declared, declared_by, observed, suspected, origin, basis,
    conflict, generator, language, date, chars, words, has_text, style_score, p_synthetic,
    replacement, mojibake, controls, repeated_lines, repeated_ngrams, cut_off, gibberish, refusal, stock_phrase
from records
where
    record_id = $record
    or (file = $file and position = $position)
order by file, position
limit 10;
