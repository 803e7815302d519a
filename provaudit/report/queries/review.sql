-- What: what a review by people says: who labelled how much, how far they agree, how often rules err on what they labelled.
-- From: review
-- Shape: object
select * from review
