-- What: the language of a tag, to compare what is stated with what is found: its primary subtag in lower case ("zh-CN" gives "zh"),
-- and the macrolanguage where identification cannot tell its members apart; null for what is no two-letter or three-letter code
-- ("code-python", "English").
-- Reference: RFC 5646 (tags); ISO 639-3 macrolanguages; deprecated codes as in the IANA registry of language subtags.
create or replace macro primary_subtag(tag) as
    nullif(regexp_extract(lower(trim(tag)), '^([a-z]{2,3})(?:[-_].*)?$', 1), '');
create or replace macro compared_language(tag) as
    coalesce(
        map {
            'iw': 'he', 'in': 'ms', 'ji': 'yi', 'id': 'ms', 'nb': 'no', 'nn': 'no', 'bs': 'sh', 'hr': 'sh', 'sr': 'sh',
            'cmn': 'zh', 'yue': 'zh', 'wuu': 'zh', 'arz': 'ar', 'azb': 'az', 'und': '', 'mul': '', 'mis': '', 'zxx': ''
        }[primary_subtag(tag)],
        primary_subtag(tag)
    );
