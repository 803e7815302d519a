"""Five questions a stranger asks first, answered in plain sentences from the facts alone."""

from dataclasses import dataclass
from typing import Any

from provaudit.report.figures import count, estimate, interval, percent, times
from provaudit.report.missing_groups import missing_groups
from provaudit.report.words import words

Facts = dict[str, Any]
# Tiers that are no trace of a model in the record.
_NO_TRACE = frozenset(("link", "registry", "shape"))
# How the methods begin that only count declarations and evidence; the others estimate.
COUNTED = ("Wilson", "bounds")


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its answer in a few words, what stands behind it, and where on the page."""

    question: str
    short: str
    sentences: tuple[str, ...]
    section: str


def answers(facts: Facts) -> tuple[Answer, ...]:
    """Return the five answers in the order of the page; sentences are text, not markup."""
    return (
        Answer("How much is synthetic?", *_how_much(facts), "origin"),
        Answer("From what evidence?", *_what_evidence(facts), "evidence"),
        Answer("Who is missing?", *missing_groups(facts), "representation"),
        Answer("Is the synthetic text less varied?", *_less_varied(facts), "diversity"),
        Answer("What should I do?", *_what_to_do(facts), "findings"),
    )


def _how_much(facts: Facts) -> tuple[str, tuple[str, ...]]:
    origin = facts.get("origin", {})
    share = origin.get("estimate")
    if share is None:
        return "Not measured", ("No record was read, so there is no share to state.",)
    records, total = origin["records"], sum(origin["records"].values())
    said = [
        f"{count(records['synthetic'])} of {times(total, 'record')} are known to be synthetic; "
        f"{count(records['human'])} are human, {count(records['mixed'])} mixed."
    ]
    if share.get("method") and not share["method"].startswith(COUNTED):
        said.append(
            f"95 % interval by {share['method']}: {interval(share['low'], share['high'])}. "
            "How far people or scores may err is not in it."
        )
        return _capital(estimate(share)), tuple(said)
    if share["identifiable"]:
        said.append(
            f"95 % Wilson interval around what is declared and found: "
            f"{interval(share['low'], share['high'])}."
        )
        return percent(share.get("point")), tuple(said)
    unknown = percent(records["unknown"] / total)
    said.append(
        f"{count(records['unknown'])} ({unknown}) are of unknown origin and may be either, "
        "so only bounds can be stated: Wilson intervals around what is declared and found, "
        "with all unknown records counted either way."
    )
    return _capital(estimate(share)), tuple(said)


def _what_evidence(facts: Facts) -> tuple[str, tuple[str, ...]]:
    origin = facts.get("origin", {})
    if "estimate" not in origin:
        return "None", ("No record was read.",)
    tagged = facts.get("style", {}).get("tagged", 0)
    declared, observed = origin["declared"], sum(origin["observed"].values()) - tagged
    conflicts = origin.get("conflicts", 0)
    stated = sum(declared.values()) - declared["unknown"]
    said = [
        f"{times(stated, 'record')} declare an origin (manifest or column); "
        f"{count(declared['unknown'])} do not.",
        _found(facts, observed),
        f"In {times(conflicts, 'record')} declaration and evidence disagree."
        if conflicts
        else "No declaration is contradicted by evidence.",
    ]
    if tagged:
        said.append(f"By style {times(tagged, 'record')} count as synthetic, as nothing else does.")
    if not stated and not observed and not tagged:
        return "None at all", tuple(said)
    kinds = ["declarations"] * bool(stated) + ["traces in records"] * bool(observed)
    kinds += ["style"] * bool(tagged)
    return _capital(" and ".join(kinds)), tuple(said)


def _found(facts: Facts, observed: int) -> str:
    if not observed:
        return "Detectors found no trace of a model in any record, which proves nothing."
    tiers = words()["tiers"]
    seen = sorted({row["tier"] for row in facts.get("evidence", [])} - _NO_TRACE)
    kinds = "; ".join(tiers.get(tier, tier) for tier in seen)
    return f"Detectors found traces of a model in {times(observed, 'record')}" + (
        f" ({kinds})." if kinds else "."
    )


def _less_varied(facts: Facts) -> tuple[str, tuple[str, ...]]:
    compared = facts.get("diversity_compared", [])
    overall = [row for row in compared if "source" not in row]
    rows = overall or compared
    if not rows:
        why = (
            "Human and synthetic text can be compared only where both have enough sampled text "
            "in the same language."
        )
        return "Not measured", (why,)
    less = [row for row in rows if row.get("less_varied")]
    what = "measures" if overall else "comparisons within sources"
    said = [f"Synthetic text is clearly less varied on {len(less)} of {len(rows)} {what}."]
    if less:
        measures = words()["measures"]
        names = sorted({measures.get(r["measure"], {}).get("label", r["measure"]) for r in less})
        said.append(f"These are: {', '.join(names).lower()}.")
    said.append(f"Compared at equal size, {_sample(facts)}; “clearly” means the intervals part.")
    return "No sign of it" if not less else "Yes" if 2 * len(less) > len(rows) else "In part", (
        tuple(said)
    )


def _sample(facts: Facts) -> str:
    sizes = {row["sample_size"] for row in facts.get("diversity", []) if "sample_size" in row}
    return f"{' or '.join(count(size) for size in sorted(sizes)) or 'some'} records each"


def _what_to_do(facts: Facts) -> tuple[str, tuple[str, ...]]:
    open_findings = [row for row in facts["findings"] if not row["waived"]]
    serious = [row for row in open_findings if row["level"] != "note"]
    if not serious and not facts.get("corpus", {}).get("records"):
        return "Check the input", ("No record was read: see “What was read” for the reasons.",)
    if not serious:
        return "Nothing presses", ("No rule of the policy is broken at error or warning level.",)
    # dict keeps the order (errors first) and drops repeated advice
    fixes = tuple(dict.fromkeys(f"{row['code']}: {row['fix']}" for row in serious))
    errors = sum(row["level"] == "error" for row in serious)
    short = " and ".join(
        times(number, noun)
        for number, noun in ((errors, "error"), (len(serious) - errors, "warning"))
        if number
    )
    rest = (f"And {len(fixes) - 3} more, below.",) if len(fixes) > 3 else ()
    return short + " to look at", fixes[:3] + rest


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
