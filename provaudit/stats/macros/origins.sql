-- What: the columns that every table about origins shares. `weight` is how many records a row stands for.
-- Reference: an unknown record may be human or synthetic, so the share of synthetic records is known only between
-- two bounds: C. F. Manski (2003), Partial Identification of Probability Distributions, chapter 1. The interval runs from the
-- lower Wilson limit with no unknown record synthetic to the upper one with all of them synthetic. `mixed` is not synthetic.
-- A verdict by style is right about most records only, so for the bounds such a record is unknown.
create or replace macro origin_counts(origin, basis, weight) as {
    'records': coalesce(sum(weight), 0)::bigint,
    'human': coalesce(sum(weight) filter (where origin = 'human'), 0)::bigint,
    'synthetic': coalesce(sum(weight) filter (where origin = 'synthetic'), 0)::bigint,
    'mixed': coalesce(sum(weight) filter (where origin = 'mixed'), 0)::bigint,
    'unknown': coalesce(sum(weight) filter (where origin = 'unknown'), 0)::bigint,
    'by_style': coalesce(sum(weight) filter (where origin = 'synthetic' and basis = 'style'), 0)::bigint
};
create or replace macro synthetic_share(counts) as {
    'share': counts.synthetic / nullif(counts.records, 0)::double,
    'low': wilson_low(counts.synthetic - counts.by_style, counts.records),
    'high': wilson_high(counts.synthetic + counts.unknown, counts.records),
    'identifiable': counts.unknown + counts.by_style = 0
};
-- The same as audit.json holds it: without records nothing, with unknown records no point.
create or replace macro estimate_of(records, share, low, high, identifiable) as
    case when records > 0 then {
        'point': if(identifiable, share, null),
        'low': low,
        'high': high,
        'level': 0.95,
        'method': if(
            identifiable,
            'Wilson interval around what is declared and found',
            'bounds: Wilson interval around what is declared and found, unknown records counted either way'
        ),
        'identifiable': identifiable
    } end;
