-- The links by the numbers of the texts; their order is of no importance to what they connect.
select one.number as text, other.number as first
from near_links
join near_texts as one on one.text = near_links.text
join near_texts as other on other.text = near_links.first
