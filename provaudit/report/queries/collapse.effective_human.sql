-- What: human text without copies, and without what was made from other text of the corpus. `_high`: if all records of unknown origin were human.
-- Unit: texts (as records), bytes. Denominator: none.
-- From: human_texts
-- Shape: object
select
    effective as records,
    effective_high as records_high,
    effective_bytes as text_bytes,
    effective_bytes_high as text_bytes_high,
    human as human_records,
    human_bytes as human_text_bytes
from human_texts
