-- What: how much fresh human text there is (by people, not made from other text, no copy), and how often models wrote on the way to a record.
-- Unit: texts; times. Denominator of fresh_human_share: the records with text. No share where records of unknown origin may be fresh as well.
-- From: human_texts, generations
-- Shape: object
select
    if(identifiable, fresh_share, null) as fresh_human_share,
    fresh_low as low,
    fresh_share_high as high,
    if(records is null, null, 0.95) as level,
    identifiable,
    fresh as fresh_human_texts,
    records as records_with_text,
    deepest.generation as max_generation_depth
from (select max(generation) as generation from generations) as deepest
left join human_texts on true
