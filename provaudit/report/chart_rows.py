"""The rows that each chart receives, made from the facts; labels are short, plain and unique."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from provaudit.plain import plain
from provaudit.report.words import words

Facts = dict[str, Any]
Rows = list[dict[str, Any]]

ORIGIN_ORDER = ("synthetic", "mixed", "unknown", "human")  # left to right: known, possible, not
BARS = 15
YEARS = 40
LABEL = 26


def whole(origin: Facts) -> Rows:
    """Return a row for each origin in the whole corpus."""
    return [
        {"origin": name, "order": order, "records": origin["records"][name]}
        for order, name in enumerate(ORIGIN_ORDER)
    ]


def shares(rows: Rows, key: str, most: int = BARS) -> Rows:
    """Return a row for each label and origin, for the first ``most`` rows that have records."""
    shown = [row for row in rows if row["records"]][:most]
    names = labels(row.get(key) for row in shown)
    return [
        {"label": name, "origin": origin, "order": order, "records": row[origin]}
        for name, row in zip(names, shown, strict=True)
        for order, origin in enumerate(ORIGIN_ORDER)
    ]


ACCESS_ORDER = ("refused", "partly", "unknown", "without_domain", "allowed")


def access(total: Rows, by_source: Rows) -> Rows:
    """Return a row for each answer of sites: of the corpus at both times, of each source now."""
    times = {"collection": "all, collected", "now": "all, now"}
    sources = [row for row in by_source if row["as_of"] == "now"] if len(by_source) > 2 else []
    named = [(times[row["as_of"]], row) for row in total]
    named += [(row["source"], row) for row in sources[: BARS - len(named)]]
    names = labels(name for name, _ in named)
    return [
        {"label": name, "answer": answer, "order": order, "records": row[answer]}
        for name, (_, row) in zip(names, named, strict=True)
        for order, answer in enumerate(ACCESS_ORDER)
    ]


_RANGE = ("low", "high", "point")


def ranges(rows: Rows, key: str, whole: Facts | None = None) -> Rows:
    """Return label, low, high and (where it exists) point; ``whole`` goes first."""
    shown = [row for row in rows if "estimate" in row][:BARS]
    first = [("Whole corpus", whole)] if whole else []
    pairs = first + [(row.get(key), row["estimate"]) for row in shown]
    names = labels(name for name, _ in pairs)
    return [
        {"label": name, "order": order, **{k: value[k] for k in _RANGE if k in value}}
        for order, (name, (_, value)) in enumerate(zip(names, pairs, strict=True))
    ]


def group_shares(attribute: Facts) -> Rows:
    """Return the groups of one attribute, largest first, with interval and reference."""
    shown = [group for group in attribute["groups"] if "low" in group][:BARS]
    names = labels(group.get("value") for group in shown)
    keys = {"low": "low", "high": "high", "share": "point", "reference": "reference"}
    return [
        {"label": name, "order": order, **{keys[k]: group[k] for k in keys if k in group}}
        for order, (name, group) in enumerate(zip(names, shown, strict=True))
    ]


def group_ranges(rows: Rows, attribute: str) -> Rows:
    """Return the synthetic share inside the groups of one attribute."""
    mine = [row for row in rows if row["attribute"] == attribute and "low" in row]
    return ranges([row | {"estimate": with_point(row)} for row in mine], "value")


def with_point(row: Facts) -> Facts:
    """Return a row of ``origin.by_group`` as an estimate: its share is called ``point``."""
    point = {"point": row["synthetic_share"]} if "synthetic_share" in row else {}
    return {key: row[key] for key in ("low", "high") if key in row} | point


def diversity(strata: Rows) -> Rows:
    """Return a row for each measure and origin over all sources, if in one language, else none."""
    overall = [row for row in strata if "source" not in row["stratum"]]
    if len({row.get("language") for row in overall}) > 1:
        return []  # side by side they would look comparable
    found: Rows = []
    for order, (name, measure) in enumerate(words()["measures"].items()):
        title = f"{measure['label']} {_ARROWS[measure['varied']]}"
        found += [_measured(title, row, name) | {"order": order} for row in overall if name in row]
    return found


# Which way text is more varied; the caption says what the arrows mean.
_ARROWS = {"higher": "↑", "lower": "↓"}


def _measured(title: str, row: Facts, measure: str) -> Facts:
    low, high = row.get("intervals", {}).get(measure, (row[measure], row[measure]))
    origin = row["stratum"]["origin"]
    return {"measure": title, "origin": origin, "value": row[measure], "low": low, "high": high}


def labels(values: Iterable[str | int | None]) -> list[str]:
    """Return a label for each value; equal ones get a number, so that no two bars merge."""
    made: dict[str, None] = {}
    for value in values:
        base = "not stated" if value is None else drawable(str(value)) or "(empty)"
        label, number = base, 1
        while label in made:
            number += 1
            label = f"{base} ({number})"
        made[label] = None
    return list(made)


def drawable(text: str) -> str:
    """Return ``text`` as a label: plain, some 26 columns wide, unknown characters as U+FFFD.

    The drawing library ends the whole process, without an exception, at a character that XML
    cannot hold, such as U+FFFE; so only characters that Unicode assigns go in.
    """
    shown, columns = "", 0
    for character in plain(text, LABEL):
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if columns > LABEL:
            return shown[:-1] + "…"
        shown += "\ufffd" if unicodedata.category(character) == "Cn" else character
    return shown
