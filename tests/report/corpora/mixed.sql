-- A corpus that has something to say in every section: 12,480 records from five sources.
insert into corpus values (12480, 23, 19, 7, 48230112, 39120044, 38950120, 6241900, 38, 5);
insert into sources values
    ('forum-answers', 4200, 2, 11900200, 1890000, 'human', 0.3365),
    ('encyclopedia', 3600, 2, 15100900, 2410000, 'human', 0.2885),
    ('assistant-dialogues', 3100, 1, 8300700, 1320000, 'synthetic', 0.2484),
    ('translated-news', 980, 1, 2600100, 420000, 'mixed', 0.0785),
    ('crawl', 600, 1, 1218144, 201900, 'unknown', 0.0481);
insert into origin_total values (12480, 7513, 3387, 980, 600, 7800, 3100, 980, 600, 287, 41, 63, 287,
    0.2714, 0.2637, 0.3278, false);
insert into origin_by_source values
    ('forum-answers', 4200, 3913, 287, 0, 0, 287, 0.0683, 0.0611, 0.0764, true),
    ('encyclopedia', 3600, 3600, 0, 0, 0, 0, 0.0, 0.0, 0.0011, true),
    ('assistant-dialogues', 3100, 0, 3100, 0, 0, 0, 1.0, 0.9988, 1.0, true),
    ('translated-news', 980, 0, 0, 980, 0, 0, 0.0, 0.0, 0.0039, true),
    ('crawl', 600, 0, 0, 0, 600, 0, 0.0, 0.0, 1.0, false);
insert into origin_by_file values
    ('forum/answers-1.jsonl.gz', 2100, 2001, 99, 0, 0, 99, 0.0471, 0.0389, 0.0571, true),
    ('forum/answers-2.jsonl.gz', 2100, 1912, 188, 0, 0, 188, 0.0895, 0.078, 0.1025, true),
    ('encyclopedia/a.parquet', 3600, 3600, 0, 0, 0, 0, 0.0, 0.0, 0.0011, true);
insert into origin_by_language values
    ('en', 9100, 5420, 2700, 480, 500, 240, 0.2967, 0.2874, 0.3613, false),
    ('de', 2100, 1500, 400, 200, 0, 30, 0.1905, 0.1743, 0.2078, true),
    ('sw', 180, 10, 150, 20, 0, 9, 0.8333, 0.7723, 0.8806, true),
    (null, 1100, 583, 137, 280, 100, 8, 0.1245, 0.1064, 0.2396, false);
insert into origin_by_year values
    ('2018', 1200, 1200, 0, 0, 0, 0, 0.0, 0.0, 0.0032, true),
    ('2019', 1400, 1380, 0, 20, 0, 0, 0.0, 0.0, 0.0027, true),
    ('2020', 1500, 1430, 0, 70, 0, 0, 0.0, 0.0, 0.0026, true),
    ('2021', 1450, 1350, 20, 80, 0, 5, 0.0138, 0.0089, 0.0212, true),
    ('2022', 1500, 1100, 200, 100, 100, 60, 0.1333, 0.117, 0.221, false),
    ('2023', 1900, 800, 800, 200, 100, 90, 0.4211, 0.399, 0.496, false),
    ('2024', 2100, 253, 1367, 280, 200, 132, 0.651, 0.6303, 0.765, false),
    (null, 1430, 0, 1000, 230, 200, 0, 0.6993, 0.675, 0.858, false);
insert into declared_observed values
    ('forum-answers', 'human', null, 3913, 0), ('forum-answers', 'human', 'synthetic', 246, 246),
    ('forum-answers', 'human', 'mixed', 41, 41), ('encyclopedia', 'human', null, 3600, 0),
    ('assistant-dialogues', 'synthetic', null, 3059, 0),
    ('assistant-dialogues', 'synthetic', 'synthetic', 41, 0),
    ('translated-news', 'mixed', null, 980, 0), ('crawl', 'unknown', null, 600, 0);
insert into evidence_codes values
    ('markers', 'marker:model_name', 'marker', 205, 205, 'forum/answers-2.jsonl.gz', 10231, 'f-20417',
        'gpt-4o-mini'),
    ('residues', 'oaicite', 'A', 41, 77, 'forum/answers-1.jsonl.gz', 88211, 'f-0312',
        'the usual ratio is 3 to 1 :contentReference[oaicite:2]{index=2}. Start with'),
    ('self_reports', 'as_ai', 'B', 63, 64, 'forum/answers-1.jsonl.gz', 412, 'f-0007',
        'As an AI language model, I cannot visit the workshop'),
    ('links', 'utm_chat', 'link', 12, 14, 'encyclopedia/a.parquet', 90, 'e-90',
        'see the archive?utm_source=chatgpt.com for');
insert into generators values ('gpt-4o-mini', 'GPT-4', 'marker', 205),
    ('mixtral-8x7b', 'Mixtral', 'manifest', 3100);
insert into groups values
    ('region', 'north', 6500, 12480, 11900, 0.5208, 0.512, 0.5296, 0.27, 2.023),
    ('region', 'west', 3200, 12480, 11900, 0.2564, 0.2488, 0.2642, 0.25, 1.0756),
    ('region', 'east', 2050, 12480, 11900, 0.1643, 0.1579, 0.1709, 0.24, 0.7178),
    ('region', 'south', 150, 12480, 11900, 0.012, 0.0102, 0.0141, 0.24, 0.0525),
    ('region', null, 580, 12480, 11900, 0.0465, 0.0429, 0.0503, null, null),
    ('level', 'beginner', 7000, 12480, 12480, 0.5609, 0.5522, 0.5696, null, null),
    ('level', 'expert', 4100, 12480, 12480, 0.3285, 0.3203, 0.3368, null, null),
    ('level', 'senior', 1380, 12480, 12480, 0.1106, 0.1052, 0.1162, null, null);
insert into origin_by_group values
    ('region', 'north', 6500, 4500, 1500, 300, 200, 0.2308, 0.2207, 0.272, false),
    ('region', 'west', 3200, 2000, 700, 300, 200, 0.2188, 0.2048, 0.297, false),
    ('region', 'east', 2050, 950, 700, 300, 100, 0.3415, 0.3213, 0.412, false),
    ('region', 'south', 150, 3, 120, 27, 0, 0.8, 0.729, 0.856, true),
    ('region', null, 580, 60, 367, 53, 100, 0.6328, 0.5928, 0.837, false),
    ('level', 'beginner', 7000, 4500, 1500, 600, 400, 0.2143, 0.2048, 0.281, false),
    ('level', 'expert', 4100, 3013, 507, 380, 200, 0.1237, 0.114, 0.184, false),
    ('level', 'senior', 1380, 0, 1380, 0, 0, 1.0, 0.9972, 1.0, true);
insert into intersections values
    ('level', 'senior', 'region', 'south', 0, 11900, 0.0, 0.0, 0.0003, 17.4, 0.0),
    ('level', 'expert', 'region', 'south', 2, 11900, 0.0002, 0.0, 0.0006, 50.2, 0.04),
    ('level', 'senior', 'region', 'east', 160, 11900, 0.0134, 0.0115, 0.0157, 226.7, 0.706),
    ('level', 'beginner', 'region', 'north', 3900, 11900, 0.3277, 0.3193, 0.3362, 3646.0, 1.07);
insert into sizes values ('human', 7490, 3, 140, 402, 690, 9120, 512.4),
    ('synthetic', 3380, 40, 280, 391, 455, 1022, 388.1), ('mixed', 972, 12, 200, 380, 520, 2400, 401.7),
    ('unknown', 600, 2, 60, 250, 500, 8800, 336.5);
insert into duplicates values (12442, 210, 655, 445, 0.0358, 0.0326, 0.0392, 31, 12);
insert into duplicates_by_source values
    ('forum-answers', 4200, 322, 0.0767, 0.069, 0.0851), ('encyclopedia', 3600, 0, 0, 0, 0.0011),
    ('assistant-dialogues', 3100, 92, 0.0297, 0.0243, 0.0363);
insert into duplicate_ids values (14, 29, 'f-0312');
insert into languages values ('en', 9100, 0.7292, 0.7213, 0.7369), ('de', 2100, 0.1683, 0.1618, 0.175),
    ('sw', 180, 0.0144, 0.0125, 0.0167), (null, 1100, 0.0881, 0.0833, 0.0932);
insert into rejects_by_reason values
    ('bad_json', 15, 15, 2, 'forum/answers-1.jsonl.gz', 412, 918233, 'unexpected end of data: line 1'),
    ('bad_utf8', 3, 8, 1, 'forum/answers-2.jsonl.gz', 77, 66012, 'byte 0xff at character 120'),
    ('truncated', 1, null, 1, 'crawl.jsonl.zst', null, 1180012, 'the archive ends too early');
insert into rejects_by_file values
    ('forum/answers-1.jsonl.gz', 'forum-answers', 12, 12, 2100, 0.0057, 0.0033, 0.0099),
    ('forum/answers-2.jsonl.gz', 'forum-answers', 6, 11, 2100, 0.0052, 0.0029, 0.0093);
insert into files values
    ('forum/answers-1.jsonl.gz', 'forum-answers', 'jsonl', 'gzip', 9000100, 'aa01',
        'text: column body (found by name); id: id', 'text', true),
    ('forum/answers-2.jsonl.gz', 'forum-answers', 'jsonl', 'gzip', 9100100, 'aa02',
        'text: column body (found by name); id: id', 'text', true),
    ('encyclopedia/a.parquet', 'encyclopedia', 'parquet', 'none', 21129912, 'aa03',
        'text: column text (found by name); id: id; language: lang', 'text', true),
    ('crawl.jsonl.zst', null, 'jsonl', 'zstd', 9000000, 'aa04', 'text: column text (found by name)',
        'text', false);
insert into skipped values ('notes.docx', 'no format of data that is known'),
    ('images/plan.png', 'no format of data that is known');
insert into not_measured values ('variety of crawl, unknown',
    '31 records with at least 50 words were sampled, 50 are needed');
insert into findings (code, name, level, message, "where", value, threshold, fix, waived) values
    ('PA303', 'declared-human-observed-synthetic', 'error',
        '287 of 4,200 records declared human carry evidence of a model (6.8 %, 6.1 % to 7.6 %)',
        'forum-answers', 287, 0,
        'Look at the records with provaudit explain; remove them or declare them as what they are.', ''),
    ('PA605', 'group-only-synthetic', 'error',
        '1,380 of 1,380 records of group "level"="senior" are synthetic; at most 0.28 % are anything else', 'level=senior', 0.0028, 0.1,
        'Add text by people of this group, or say in the data sheet that it is simulated.', ''),
    ('PA603', 'under-represented-group', 'warning',
        'region = south has 1.3 % of records that state it (1.1 % to 1.5 %); expected are 24 %',
        'region = south', 0.0525, 0.8, 'Collect more records of this group, or weight them.', ''),
    ('PA606', 'synthetic-less-varied', 'warning',
        'synthetic text is less varied than human text on 3 measures', 'all sources', 3, 2,
        'Generate with more varied prompts and models, or mix in more human text.', ''),
    ('PA602', 'origin-unknown', 'warning', '100 % of 600 records have an unknown origin', 'crawl',
        1.0, 0.2, 'Declare the source in the manifest.', 'until 2027-01-31: under review'),
    ('PA610', 'skipped-files', 'note', '2 files were not read', '', 2, null,
        'Convert them to a known format, or move them away.', '');
create table strata (source varchar, origin varchar, factor double);
insert into strata values (null, 'human', 1.0), (null, 'synthetic', 0.78), (null, 'mixed', 0.93),
    ('forum-answers', 'human', 1.02), ('forum-answers', 'synthetic', 0.8),
    ('encyclopedia', 'human', 1.05), ('assistant-dialogues', 'synthetic', 0.75);
create table measures (measure varchar, base double);
insert into measures values ('distinct_1', 0.31), ('distinct_2', 0.79), ('distinct_3', 0.95),
    ('hill_1', 1240.0), ('hill_2', 131.0), ('hapax', 0.17), ('tail_mass', 0.34),
    ('compression_ratio', 2.4), ('self_repetition', 0.21);
insert into diversity
    select source, origin, 'en', measure, round(base * factor, 4), round(base * factor * 0.96, 4),
        round(base * factor * 1.04, 4), 240, 12000
    from strata, measures;
insert into diversity_compared values
    (null, 'en', 'compression_ratio', 2.4, 2.35, 2.45, 2.9, 2.8, 3.0, true),
    (null, 'en', 'self_repetition', 0.21, 0.17, 0.25, 0.48, 0.42, 0.54, true),
    (null, 'en', 'distinct_3', 0.95, 0.94, 0.96, 0.86, 0.84, 0.88, true),
    (null, 'en', 'hill_2', 131, 124, 138, 127, 119, 134, false);
drop table strata;
drop table measures;
insert into near_duplicates values (12442, 1302, 402, 900, 0.0723, 0.0679, 0.077, 61, 44, 18);
insert into near_duplicates_by_source values
    ('forum-answers', 4200, 401, 0.0955, 0.087, 0.1047), ('encyclopedia', 3600, 0, 0, 0, 0.0011),
    ('assistant-dialogues', 3100, 380, 0.1226, 0.1115, 0.1346);
insert into near_duplicates_by_stratum values (null, 'human', 7490, 410, 0.0547, 0.0498, 0.0601),
    (null, 'synthetic', 3380, 388, 0.1148, 0.1045, 0.126),
    ('forum-answers', 'human', 3913, 390, 0.0997, 0.0907, 0.1094);
insert into near_duplicates_pairs values ('assistant-dialogues', 'forum-answers', 18),
    ('crawl', 'encyclopedia', 7);
insert into near_precision values (210, 188, 0.91, 0.862, 0.942, 0.884);
insert into near_recall values (142, 121, 0.86, 0.793, 0.908);
insert into languages_by values ('column', 9800, 0.7853), ('text', 1580, 0.1266), (null, 1100, 0.0881);
insert into languages_compared values ('crawl', 'sw', 'en', 64, true), ('crawl', 'sw', 'sw', 90, false);
insert into text_health values
    (null, 'human', 'longest_run', 100, 7490, 12, 0.0016, 0.0009, 0.0028),
    (null, 'human', 'repeated_lines', 0.2, 7490, 310, 0.0414, 0.0371, 0.0461),
    ('forum-answers', 'human', 'entropy_low', 3.0, 3800, 4, 0.0011, 0.0004, 0.0027);
insert into ngram_richness values
    (null, 'human', 1, 3900000, 210, 215040, 0.069, 185956, 244124, 0.43, 0.3648, 0.4977),
    ('crawl', 'unknown', 1, 201900, 31, null, null, null, null, null, null, null);
