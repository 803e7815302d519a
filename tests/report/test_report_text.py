"""Near-duplicates, languages, text health and n-grams in the facts and on the page."""

from collections.abc import Callable
from typing import Any

from provaudit.report.figures import NBSP
from provaudit.report.page import render

Facts = dict[str, Any]
Audit = Callable[..., Facts]
NEAR_TABLES = (
    "near_duplicates",
    "near_duplicates_by_source",
    "near_duplicates_by_stratum",
    "near_duplicates_pairs",
    "near_precision",
    "near_recall",
)
EMPTIED = ";".join(f"delete from {table}" for table in NEAR_TABLES)


def page_of(facts: Facts) -> str:
    return render(facts).replace(NBSP, " ")


def test_near_duplicates_stand_beside_the_exact_ones(audit: Audit) -> None:
    duplicates = audit("mixed")["duplicates"]
    assert (duplicates["exact_records"], duplicates["near_records"]) == (655, 1302)
    assert (duplicates["near_share"], duplicates["near_low"]) == (0.0723, 0.0679)
    assert duplicates["near_precision"]["true_pairs"] == 188
    by_source = {row["source"]: row for row in duplicates["by_source"]}
    assert by_source["forum-answers"]["near_redundant"] == 401
    assert "encyclopedia" not in by_source  # nothing there is redundant
    assert duplicates["by_stratum"][0]["stratum"] == {"origin": "human"}


def test_the_page_says_how_far_to_trust_near_duplicates(audit: Audit) -> None:
    page = page_of(audit("mixed"))
    assert "1,302 records stand in 402 sets of nearly equal text" in page
    assert "188 of 210 linked pairs" in page
    assert "91.0 % of all direct links (86.2 % to 94.2 %)" in page
    assert "86.0 % are linked (79.3 % to 90.8 %; 142 pairs)" in page


def test_near_duplicates_that_were_not_searched_for_are_named_not_zero(audit: Audit) -> None:
    facts = audit("mixed", EMPTIED)
    named = {row["what"] for row in facts["not_measured"]}
    assert {"duplicates.near_records", "duplicates.near_precision"} <= named
    assert not any(key.startswith("near_") and value for key, value in facts["duplicates"].items())
    assert facts["duplicates"]["exact_records"] == 655
    assert "sets of nearly equal text" not in page_of(facts)


def test_links_without_a_sample_are_not_called_precise(audit: Audit) -> None:
    facts = audit("mixed", "delete from near_precision; delete from near_recall")
    assert "how precise the links are was not measured" in page_of(facts)


def test_the_share_of_near_duplicates_stands_with_the_diversity_of_its_stratum(
    audit: Audit,
) -> None:
    shares = {
        (row["stratum"].get("source"), row["stratum"]["origin"]): row.get("near_duplicate_share")
        for row in audit("mixed")["diversity"]
    }
    assert shares[None, "human"] == 0.0547
    assert shares["forum-answers", "human"] == 0.0997
    assert shares["encyclopedia", "human"] is None


def test_languages_as_found(audit: Audit) -> None:
    facts = audit("mixed")
    assert facts["languages_compared"] == [
        {"source": "crawl", "stated": "sw", "found": "en", "records": 64}
    ]
    page = page_of(facts)
    assert "a column for 9,800 records, identified from the text for 1,580 records." in page
    assert "Languages that are not as stated" in page


def test_text_health(audit: Audit) -> None:
    facts = audit("mixed")
    assert [row["check"] for row in facts["text_health"]] == [
        "longest_run",
        "repeated_lines",
        "entropy_low",
    ]
    assert "4.1 % (3.7 % to 4.6 %)" in page_of(facts)
    named = {row["what"] for row in audit("empty")["not_measured"]}
    assert {"text_health", "ngrams"} <= named


def test_n_grams_too_few_to_say(audit: Audit) -> None:
    facts = audit("mixed")
    large, small = facts["ngrams"]
    assert (large["different"], large["singletons"]["share"]) == (215040, 0.43)
    assert "different" not in small
    assert "singletons" not in small
    page = page_of(facts)
    assert "215,040 (185,956 to 244,124)" in page
    assert "too few to say" in page
