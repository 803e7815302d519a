-- Numbers the linked texts from 0, in the order of their hash, so that a cluster is known by its smallest.
create or replace table near_texts as
select row_number() over (order by text) - 1 as number, text
from (select text from near_links union select first from near_links)
order by text;
