-- What: how many of the links between texts are true, in a sample. Unit: pairs of texts.
-- Denominator of share: linked pairs, weighted so that they stand for all of the corpus.
-- From: near_precision
-- Shape: object
select pairs, true_pairs, share, low, high, mean_jaccard
from near_precision
