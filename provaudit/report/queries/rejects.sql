-- What: how much could not be read. Unit: total in places, lost in records.
-- From: corpus
-- Shape: object
select rejects as total, rejected as lost
from corpus
