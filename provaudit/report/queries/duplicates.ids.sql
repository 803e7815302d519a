-- What: identifiers that more than one record carries. Unit: identifiers, records.
-- From: duplicate_ids
-- Shape: object
select ids, records, example
from duplicate_ids
