-- What: the cluster of each text that shares a band key with another text: the smallest content_hash in it.
-- Unit: texts. Denominator: none.
-- Reference: see the module near_duplicates.
select texts.text::bit::blob as content_hash, firsts.text::bit::blob as cluster
from near_texts as texts
join near_labels as labels using (number)
join near_texts as firsts on firsts.number = labels.cluster
order by 1
