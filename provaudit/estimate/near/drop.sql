-- What only served to find the clusters.
drop table near_links;
drop table near_texts;
drop table near_labels;
