-- The result tables of an audit with their columns, and no row: what a corpus of nothing gives.
create table corpus (records bigint, rejected bigint, rejects bigint, files bigint, bytes bigint,
    text_bytes bigint, chars bigint, words bigint, without_text bigint, sources bigint);
create table sources (source varchar, records bigint, files bigint, text_bytes bigint, words bigint,
    declared varchar, records_share double);
create table origin_total (records bigint, human bigint, synthetic bigint, mixed bigint,
    unknown bigint, declared_human bigint, declared_synthetic bigint, declared_mixed bigint,
    declared_unknown bigint, observed_synthetic bigint, observed_mixed bigint, suspected bigint,
    conflicts bigint, share double, low double, high double, identifiable boolean);
create table origin_by_source (source varchar, records bigint, human bigint, synthetic bigint,
    mixed bigint, unknown bigint, conflicts bigint, share double, low double, high double,
    identifiable boolean);
create table prevalence (kind varchar, attribute varchar, value varchar, shown boolean,
    estimate struct(point double, low double, high double, level double, method varchar, identifiable boolean));
create table origin_by_file as select source as file, * exclude (source) from origin_by_source;
create table origin_by_language as
    select source as language, * exclude (source) from origin_by_source;
create table origin_by_year as select source::integer as "year", * exclude (source) from origin_by_source;
create table declared_observed (source varchar, declared varchar, observed varchar, records bigint,
    conflicts bigint);
create table evidence_codes (detector varchar, code varchar, tier varchar, records bigint,
    hits bigint, example_file varchar, example_position bigint, example_record varchar,
    example_excerpt varchar);
create table generators (name varchar, family varchar, basis varchar, records bigint);
create table groups (attribute varchar, value varchar, records bigint, total bigint, stated bigint,
    share double, low double, high double, reference double, ratio double);
create table intersections (attribute_a varchar, value_a varchar, attribute_b varchar,
    value_b varchar, records bigint, total bigint, share double, low double, high double,
    expected double, ratio double);
create table origin_by_group (attribute varchar, value varchar, records bigint, human bigint,
    synthetic bigint, mixed bigint, unknown bigint, share double, low double, high double,
    identifiable boolean);
create table sizes (origin varchar, records bigint, words_min bigint, words_p25 double,
    words_median double, words_p75 double, words_max bigint, words_mean double);
create table duplicates (records bigint, exact_clusters bigint, exact_records bigint,
    redundant bigint, share double, low double, high double, across_sources bigint,
    across_origins bigint);
create table duplicates_by_source (source varchar, records bigint, redundant bigint, share double,
    low double, high double);
create table duplicate_ids (ids bigint, records bigint, example varchar);
create table languages (language varchar, records bigint, share double, low double, high double);
create table rejects_by_reason (reason varchar, rejects bigint, records bigint, files bigint,
    example_file varchar, example_line bigint, example_offset bigint, example_detail varchar);
create table rejects_by_file (file varchar, source varchar, rejects bigint, records bigint,
    "read" bigint, share double, low double, high double);
create table diversity (source varchar, origin varchar, language varchar, measure varchar, value double, low double,
    high double, records bigint, words bigint);
create table diversity_compared (source varchar, language varchar, measure varchar, human double, human_low double,
    human_high double, synthetic double, synthetic_low double, synthetic_high double,
    less_varied boolean);
create table files (file varchar, source varchar, format varchar, compression varchar,
    bytes bigint, sha256 varchar, layout varchar, shape varchar, in_manifest boolean);
create table skipped (file varchar, reason varchar);
create table not_measured (what varchar, why varchar);
create table findings (code varchar, name varchar, level varchar, message varchar,
    "where" varchar, value double, threshold double, fix varchar, waived varchar, path varchar,
    line bigint, "column" bigint);
create table near_duplicates (records bigint, near_records bigint, near_clusters bigint,
    redundant bigint, share double, low double, high double, largest bigint,
    across_sources bigint, across_origins bigint);
create table near_duplicates_by_source (source varchar, records bigint, redundant bigint,
    share double, low double, high double);
create table near_duplicates_by_stratum (source varchar, origin varchar, records bigint,
    redundant bigint, share double, low double, high double);
create table near_duplicates_pairs (source_a varchar, source_b varchar, clusters bigint);
create table near_precision (pairs bigint, true_pairs bigint, share double, low double,
    high double, mean_jaccard double);
create table near_recall (pairs bigint, linked_pairs bigint, share double, low double, high double);
create table languages_by (said_by varchar, records bigint, share double);
create table languages_compared (source varchar, stated varchar, found varchar, records bigint,
    differs boolean);
create table text_health (source varchar, origin varchar, "check" varchar, "limit" double,
    records bigint, beyond bigint, share double, low double, high double);
create table ngram_richness (source varchar, origin varchar, n tinyint, words bigint, kept bigint,
    different bigint, relative_error double, low double, high double, singletons_share double,
    singletons_low double, singletons_high double);
create table licences (source varchar, license varchar, records bigint);
create table access_by_part (scope varchar, name varchar, as_of varchar, records bigint, allowed bigint, partly bigint,
    refused bigint, unknown bigint, without_domain bigint, text_bytes bigint, words bigint, refused_text_bytes bigint,
    refused_words bigint, refused_share double);
