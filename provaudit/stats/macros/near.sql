-- What: from which Jaccard similarity of their word 5-grams on two texts count as near-duplicates.
-- Reference: a convention; FineWeb's deduplication by MinHash over 5-grams aims at 0.75 (Penedo et al. 2024, arXiv:2406.17557).
create or replace macro is_near(jaccard) as jaccard >= 0.7::double;
