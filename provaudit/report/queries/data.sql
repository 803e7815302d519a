-- What: one digest that changes with any file of the data: SHA-256 over lines `sha256 name`, by name.
-- From: files
-- Shape: object
select sha256(string_agg(sha256 || ' ' || file, chr(10) order by file)) as digest
from files
