-- What: how much was read. Unit: records, bytes, words, files. Denominator: the whole corpus.
-- From: corpus
-- Shape: object
select records, rejected, rejects, files, bytes, text_bytes, chars, words, without_text
from corpus
