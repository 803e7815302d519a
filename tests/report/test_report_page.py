import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from provaudit.report import write_html
from provaudit.report.figures import ABSENT
from provaudit.report.page import MAX_BYTES, environment, flat, render
from provaudit.report.words import words

Json = Any
Facts = dict[str, Json]
Audit = Callable[..., Facts]

HOSTILE = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(2)>"
    "'\"><svg onload=alert(3)>{{7*7}}{% raw %}\u202e\u2066\x1b[31m\x00\u2028\ufffe`${1}`"
)
SECTIONS = (
    "answers findings origin evidence representation diversity duplicates health reading "
    "not-measured made"
)


@pytest.mark.parametrize("name", ["mixed", "empty", "unknown"])
def test_the_sections_stand_in_the_order_of_a_readers_questions(audit: Audit, name: str) -> None:
    page = render(audit(name))
    assert re.findall(r'<section id="([\w-]+)"', page) == SECTIONS.split()


def test_the_page_is_the_same_for_the_same_facts(audit: Audit, tmp_path: Path) -> None:
    facts = audit("mixed")
    write_html(facts, tmp_path / "a.html")
    write_html(facts, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_nothing_is_asked_of_the_network(audit: Audit) -> None:
    page = render(audit("mixed"))
    assert "<script" not in page
    assert not re.search(r"(src|srcset|action|xlink:href)\s*=", page)
    assert {link for link in re.findall(r'href="([^"]*)"', page) if link[0] != "#"} == {"data:,"}
    assert not re.search(r"url\((?!#)|@import", page)
    assert "default-src 'none'" in page


def test_identifiers_are_unique(audit: Audit) -> None:
    identifiers = re.findall(r'\sid="([^"]*)"', render(audit("mixed")))
    assert len(identifiers) == len(set(identifiers))


def test_links_within_the_page_lead_somewhere(audit: Audit) -> None:
    page = render(audit("mixed"))
    targets = set(re.findall(r'\sid="([^"]*)"', page))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= targets


def test_every_hostile_string_is_text(audit: Audit) -> None:
    page = render(_poisoned(audit("mixed")))
    for markup in ("<script", "<img", "<svg onload", "</style></title>", "onerror=alert(2)>"):
        assert markup not in page, markup
    for character in "\u202e\u2066\x1b\x00\u2028\ud800":
        assert character not in page, hex(ord(character))
    assert "&lt;script&gt;" in page
    assert "{{7*7}}" in page  # a template in the data is not run


def test_a_finding_about_a_manifest_shows_its_place(audit: Audit) -> None:
    place = "path = '/data/teaching-corpus/provenance.yaml', line = 12"
    whole = audit("mixed", f"update findings set {place}, \"column\" = 5 where code = 'PA605'")
    (row,) = [row for row in whole["findings"] if "path" in row]
    assert (row["code"], row["line"], row["column"]) == ("PA605", 12, 5)
    assert "In <code>provenance.yaml:12:5</code>" in render(whole)
    part = audit("mixed", f"update findings set {place}, \"column\" = 0 where code = 'PA605'")
    assert "In <code>provenance.yaml:12</code>" in render(part)
    none = audit("mixed", "update findings set path = '', line = 0, \"column\" = 0")
    assert not any({"path", "line", "column"} & set(row) for row in none["findings"])
    assert "In <code>" not in render(none)


def test_the_language_is_shown_where_there_are_several(audit: Audit) -> None:
    assert '<th scope="col">language</th>' not in _section(audit("mixed"), "diversity")
    facts = audit("mixed", "update diversity set language = null where source = 'encyclopedia'")
    assert '<th scope="col">language</th>' in _section(facts, "diversity")
    assert "not stated" in _section(facts, "diversity")


def test_strata_in_two_languages_are_not_drawn_side_by_side(audit: Audit) -> None:
    drawn = "Measures of variety by origin"
    assert drawn in render(audit("mixed"))
    more = "update diversity set language = 'de' where source is null and origin = 'human'"
    assert drawn not in render(audit("mixed", more))


def test_a_measure_without_interval_shows_a_dash(audit: Audit) -> None:
    more = "update diversity_compared set human_low = null, human_high = null"
    assert f"2.40 ({ABSENT} to {ABSENT})" not in render(audit("mixed", more))
    assert f"2.40 ({ABSENT})" in render(audit("mixed", more))


def _section(facts: Facts, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', render(facts), re.DOTALL)
    assert found is not None
    return found[0]


def test_a_template_that_forgets_a_value_is_noticed() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody.knows }}").render()


def test_the_environment_escapes_and_makes_plain_by_itself() -> None:
    shown = environment().from_string("{{ a }}").render(a="<b>\x1b\u202e")
    assert shown == r"&lt;b&gt;\x1b\u202e"


def test_ten_thousand_sources_and_five_thousand_findings_stay_within_the_bound(
    audit: Audit,
) -> None:
    facts = audit(
        "mixed",
        """
        insert into origin_by_source
            select repeat('<é"&', 50) || i, 9, 5, 4, 0, 0, 1, 0.44, 0.2, 0.7, true
            from range(10000) t(i);
        insert into sources select repeat('<é"&', 50) || i, 9, 1, 9, 9, 'human', 0.1
            from range(10000) t(i);
        insert into origin_by_file
            select repeat('"', 200) || i, 9, 5, 4, 0, 0, 1, 0.4, 0.2, 0.7, true
            from range(100000) t(i);
        insert into findings (code, name, level, message, "where", value, threshold, fix, waived)
            select 'PA607', 'many-rejects', 'error', repeat('<"&>''', 400) || i,
                repeat('"', 300) || i, 0.5, 0.1, repeat('"&', 400), ''
            from range(5000) t(i);
        insert into intersections
            select 'a', repeat('"', 200) || i, 'b', 'c', 1, 9, 0.1, 0, 1, 2, 0.5
            from range(100000) t(i);
        """,
    )
    page = render(facts)
    assert len(page.encode()) <= MAX_BYTES
    assert "9,905 more in" in page  # of the sources: 5 + 10,000, of which 100 are shown
    assert "select * from origin_by_source" in page


def test_the_bound_holds_for_the_worst_text_everywhere(audit: Audit) -> None:
    facts = audit("mixed")
    worst = '"' * 2000
    for key in ("findings", "evidence", "generators", "skipped", "layouts"):
        facts[key] = [_with_strings(row, worst) for row in facts[key]] * 500
    facts["not_measured"] = [{"what": worst + str(i), "why": worst + str(i)} for i in range(999)]
    assert len(render(facts).encode()) <= MAX_BYTES


def test_every_measure_and_reason_has_words() -> None:
    from provaudit.report.absence import reasons

    assert set(reasons()) == set(words()["figures"])


def test_how_it_was_made_is_flat_and_bounded() -> None:
    run = {"a": {"b": 1, "c": [1, 2]}, "d": True, "e": {str(i): i for i in range(500)}}
    lines = flat(run)
    assert ("a b", "1") in lines
    assert ("a c", "1, 2") in lines
    assert ("d", "yes") in lines
    assert len(lines) == 60


def _poisoned(value: Json, key: str = "") -> Json:
    """Put the hostile text into every string that may come from a corpus."""
    if isinstance(value, dict):
        return {name: _poisoned(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_poisoned(item, key) for item in value]
    ours = key in ("level", "origin", "declared", "observed", "kind", "provaudit", "measure")
    return HOSTILE + value if isinstance(value, str) and not ours else value


def _with_strings(row: Facts, text: str) -> Facts:
    return {key: text if isinstance(value, str) else value for key, value in row.items()}
