-- What: how probable it is that the sample of shingles holds both of two texts, whose smallest hashes must not exceed a share
-- `cut` of all hashes; `a`, `b`: shingles of each, `common`: shingles that they share. 1 if the sample is complete (cut = 1).
-- Reference: hashes are independent and uniform, so all of n exceed the cut with probability (1 - cut)^n. Sampling by such
-- probabilities, and weights 1 / probability: Horvitz & Thompson (1952), JASA 47, 663-685; bottom-k: Cohen & Kaplan 2007, PODC.
create or replace macro inclusion(a, b, common, cut) as
    1 - pow(1 - cut, a) - pow(1 - cut, b) + pow(1 - cut, a + b - common);
-- What: likewise that it holds both and they share their smallest hash.
create or replace macro inclusion_by_rank(a, b, common, cut) as
    common / (a + b - common)::double * (1 - pow(1 - cut, a + b - common));
