-- What: how many of the near-duplicates are linked, in a sample. Unit: pairs of texts.
-- Denominator of share: true near-duplicates, weighted so that they stand for all of the corpus.
-- From: near_recall
-- Shape: object
select pairs, linked_pairs, share, low, high
from near_recall
