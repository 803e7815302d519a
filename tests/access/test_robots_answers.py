"""What a robots.txt, an ai.txt, a tdmrep.json or an RSL licence says of a whole site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.access.reservations import rsl_answer, tdmrep_answer
from provaudit.access.robots import ai_txt_answers, preferences, robots_answers

BOT = "User-agent: GPTBot\n"
ALL = "User-agent: *\n"


@pytest.mark.parametrize(
    ("text", "everybody", "gptbot"),
    [
        ("", "yes", None),
        (ALL + "Disallow:\n", "yes", None),
        (ALL + "Disallow: /\n", "no", None),
        (ALL + "Disallow: /admin/\n", "partly", None),
        (BOT + "Disallow: /\n", "yes", "no"),
        (BOT + "Disallow: /\n\n" + ALL + "Disallow: /admin/\n", "partly", "no"),
        (BOT + "Allow: /\n\n" + ALL + "Disallow: /\n", "no", "yes"),
        (BOT + "Disallow: /\nAllow: /public/\n", "yes", "partly"),
        ("user-agent: gptbot\nDISALLOW: /\n", "yes", "no"),
        ("User-agent: *\r\nDisallow: /*\r\n", "no", None),
        # a page that a site shows where there is no robots.txt
        ("<!DOCTYPE html><html>Not found</html>", None, None),
    ],
)
def test_robots(text: str, everybody: str | None, gptbot: str | None) -> None:
    answers = robots_answers(text)
    assert answers.get("*") == everybody
    assert answers.get("gptbot") == gptbot


def test_a_group_of_several_agents_holds_for_each() -> None:
    answers = robots_answers("User-agent: CCBot\nUser-agent: ClaudeBot\nDisallow: /\n")
    assert answers == {"*": "yes", "ccbot": "no", "claudebot": "no"}


def test_ai_txt_in_the_form_of_robots_counts_and_other_forms_say_nothing() -> None:
    assert ai_txt_answers(ALL + "Disallow: /\n") == {"*": "no"}
    assert ai_txt_answers(ALL + "Disallow: *.jpg\n") == {"*": "partly"}
    assert ai_txt_answers("# About this app\nIt has three features.\n") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ALL + "Content-Usage: train-ai=n\nDisallow:\n", {"*": "no"}),
        (ALL + "Content-Signal: search=yes, ai-train=no\n", {"*": "no"}),
        (ALL + "Content-Usage: /blog/ train-ai=n\n", {"*": "partly"}),
        (ALL + "Content-Usage: train-ai=y\nContent-Usage: /blog/ train-ai=n\n", {"*": "partly"}),
        ("Content-Usage: train-ai=n\n" + BOT + "Disallow:\n", {"*": "no"}),
        (BOT + ALL + "Disallow:\nContent-Usage: train-ai=y\n", {"*": "yes", "gptbot": "yes"}),
        (ALL + "Content-Usage: search=n\n", {}),
        (ALL + "Disallow: /train-ai=n\n", {}),
    ],
)
def test_preferences(text: str, expected: dict[str, str]) -> None:
    assert preferences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"location": "/", "tdm-reservation": 1}]', "no"),
        ('[{"location": "/*", "tdm-reservation": 0}]', "yes"),
        (
            '[{"location": "/", "tdm-reservation": 0}, {"location": "/a", "tdm-reservation": 1}]',
            "partly",
        ),
        (
            '[{"location": "/a", "tdm-reservation": 1, "tdm-policy": "https://a.example/p"}]',
            "partly",
        ),
        ('[{"location": "/", "tdm-reservation": "yes"}]', "unknown"),
        ('[{"location": "/", "tdm-reservation": [1]}, 7]', "unknown"),
        ("{}", "unknown"),
        ("[" * 100_000, "unknown"),
        ("<html>", "unknown"),
    ],
)
def test_tdmrep(text: str, expected: str) -> None:
    assert tdmrep_answer(text) == expected


def rsl(*licences: str, url: str = "/") -> str:
    inside = "".join(f"<license>{licence}</license>" for licence in licences)
    return f'<rsl xmlns="https://rslstandard.org/rsl"><content url="{url}">{inside}</content></rsl>'


NO = '<prohibits type="usage">ai-train</prohibits>'
YES = '<permits type="usage">search ai-train</permits>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rsl(NO), "no"),
        (rsl(YES), "yes"),
        (rsl('<permits type="usage">search</permits>'), "no"),
        (rsl(YES + '<payment type="crawl"/>'), "no"),
        (rsl(YES + '<payment type="attribution"/>'), "yes"),
        (rsl(NO, YES + '<payment type="free"/>'), "yes"),
        (rsl('<permits type="geo">EU</permits>'), "unknown"),
        (rsl(NO, url="https://a.example/*"), "no"),
        (rsl(NO, url="/news/*"), "partly"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]>" + rsl(NO), "unknown"),
        ("not xml", "unknown"),
    ],
)
def test_rsl(text: str, expected: str) -> None:
    assert rsl_answer(text) == expected


@given(st.text())
def test_no_text_breaks_a_reader(text: str) -> None:
    known = {"yes", "no", "partly", "unknown"}
    assert set(robots_answers(text).values()) <= known
    assert set(ai_txt_answers(text).values()) <= known
    assert set(preferences(text).values()) <= known
    assert {tdmrep_answer(text), rsl_answer(text)} <= known


@given(
    st.lists(st.sampled_from([BOT, ALL, "Disallow: /\n", "Allow: /\n", "Disallow: /a*b$\n", "\n"]))
)
def test_any_order_of_lines_has_an_answer(lines: list[str]) -> None:
    assert robots_answers("".join(lines))["*"] in {"yes", "no", "partly"}
