from collections.abc import Callable
from typing import Any

from provaudit.report.answers import Answer, answers
from provaudit.report.figures import NBSP

Facts = dict[str, Any]
Audit = Callable[..., Facts]


def _said(facts: Facts) -> list[tuple[str, str]]:
    return [(one.short.replace(NBSP, " "), _joined(one)) for one in answers(facts)]


def _joined(answer: Answer) -> str:
    return " ".join(answer.sentences).replace(NBSP, " ")


def test_a_stranger_gets_five_answers(audit: Audit) -> None:
    synthetic, evidence, missing, varied, todo = _said(audit("mixed"))
    assert synthetic[0] == "Between 26.4 % and 32.8 %"
    assert "3,387 of 12,480 records are known to be synthetic" in synthetic[1]
    assert "600 (4.8 %) are of unknown origin" in synthetic[1]
    assert evidence[0] == "Declarations and traces in records"
    assert "In 287 records declaration and evidence disagree." in evidence[1]
    assert missing[0] == "region = south"
    assert "1.3 % of the records that state it against 24.0 % expected" in missing[1]
    assert "1 combination of two groups never occurs, such as senior with south" in missing[1]
    assert "Nearly every record is synthetic in level=senior." in missing[1]
    assert varied[0] == "Yes"
    assert "clearly less varied on 3 of 4 measures" in varied[1]
    assert todo[0] == "2 errors and 2 warnings to look at"
    assert "PA303: Look at the records" in todo[1]


def test_a_known_share_is_one_figure_with_its_interval(audit: Audit) -> None:
    facts = audit(
        "mixed",
        "update origin_total set unknown = 0, human = 8113, identifiable = true, high = 0.2793",
    )
    short, sentences = _said(facts)[0]
    assert short == "27.1 %"
    interval = "95 % Wilson interval around what is declared and found: 26.4 % to 27.9 %."
    assert interval in sentences


def test_groups_that_are_nearly_all_synthetic_are_those_of_the_finding(audit: Audit) -> None:
    rule = "select 'PA605', 'error', 'many', {}, {}, 0.1, '', ''"
    columns = '(code, level, message, "where", value, threshold, fix, waived)'
    more = [
        f"insert into findings {columns} {rule.format(where, value)}"
        for where, value in (("'level=junior'", 0.05), ("''", 7))
    ]
    assert "synthetic in level=senior and 8 more." in _said(audit("mixed", *more))[2][1]
    # The table of origins alone says nothing: the rule has the limit.
    without = audit("mixed", "delete from findings where code = 'PA605'")
    assert "synthetic in" not in _said(without)[2][1]
    waived = audit("mixed", "update findings set waived = 'accepted' where code = 'PA605'")
    assert "synthetic in" not in _said(waived)[2][1]


def test_an_empty_corpus_is_not_called_free_of_synthetic_text(audit: Audit) -> None:
    shorts = [short for short, _ in _said(audit("empty"))]
    assert shorts == ["Not measured", "None", "Not measured", "Not measured", "Check the input"]


def test_an_unknown_corpus_may_be_anything(audit: Audit) -> None:
    synthetic, evidence, *_ = _said(audit("unknown"))
    assert synthetic[0] == "Between 0 % and 100 %"
    assert evidence[0] == "None at all"
    assert "which proves nothing" in evidence[1]


def test_waived_findings_are_not_advised(audit: Audit) -> None:
    facts = audit("mixed", "update findings set waived = 'accepted'")
    assert _said(facts)[4][0] == "Nothing presses"


def test_less_varied_needs_the_intervals_to_part(audit: Audit) -> None:
    facts = audit("mixed", "update diversity_compared set less_varied = false")
    assert _said(facts)[3][0] == "No sign of it"


def test_no_answer_accuses_a_person(audit: Audit) -> None:
    text = " ".join(sentence for _, sentence in _said(audit("mixed"))).lower()
    assert not {"cheat", "author", "lied", "fraud", "plagiar"} & set(text.split())
