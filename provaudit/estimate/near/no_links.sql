-- Links between texts, by content_hash read as a number: DuckDB keeps numbers, not byte strings, cheaply.
create or replace table near_links (text uhugeint, first uhugeint);
