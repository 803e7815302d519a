import re

import pytest

from provaudit.report import charts as drawing
from provaudit.report.chart_rows import drawable, labels
from provaudit.report.charts import charts
from provaudit.report.svg import safe_svg

HOSTILE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox="0 0 9 9" onload="alert(1)"><script>alert(2)</script>
<foreignObject><body>x</body></foreignObject><image href="http://example.org/a.png"/>
<a xlink:href="javascript:alert(3)"><text>linked</text></a>
<g clip-path="url(#clip0)"><rect style="background:url(http://example.org)"
 fill="url(http://example.org/x)"/>
<rect id="clip0" fill="url(#unknown)" onclick="alert(4)"/>
<text>&lt;script&gt; id="clip0"</text></g></svg>"""


def test_nothing_active_and_no_address_survives() -> None:
    safe = safe_svg(HOSTILE, "p-")
    for word in ("alert", "foreignObject", "<image", "href", "http", "onload", "<script", "style="):
        assert word not in safe, word


def test_identifiers_get_the_prefix_and_text_stays_as_it_is() -> None:
    safe = safe_svg(HOSTILE, "p-")
    assert 'id="p-clip0"' in safe
    assert 'clip-path="url(#p-clip0)"' in safe
    assert '&lt;script&gt; id="clip0"' in safe


def test_unknown_is_hatched() -> None:
    safe = safe_svg(HOSTILE, "p-")
    assert '<pattern id="p-unknown"' in safe
    assert 'fill="url(#p-unknown)"' in safe


def test_characters_that_xml_cannot_hold_do_not_stop_the_page() -> None:
    drawn = '<svg xmlns="http://www.w3.org/2000/svg"><text>a\x00\ufffeb</text></svg>'
    assert ">ab<" in safe_svg(drawn, "p-")


def test_equal_labels_stay_two_bars_and_hostile_ones_stay_text() -> None:
    name = "a" * 30
    row = {"records": 9, "human": 4, "synthetic": 5, "mixed": 0, "unknown": 0, "conflicts": 0}
    sources = [
        {**row, "source": text}
        for text in (name + "x", name + "y", "<script>alert(1)</script>", "a\ufffe\u202eb")
    ]
    estimate = {"low": 0.1, "high": 0.2, "identifiable": False}
    records = {"human": 16, "synthetic": 20, "mixed": 0, "unknown": 0}
    origin = {"by_source": sources, "estimate": estimate, "records": records}
    drawn = charts({"origin": origin})["sources"].wide
    assert len(re.findall("aaaa…", drawn)) == 2
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "\u202e" not in drawn


def test_labels_are_short_unique_and_made_of_known_characters() -> None:
    made = labels(["a", "a", "a (2)", None, "", "\ufffe", "界" * 30, "x" * 99])
    assert made[:6] == ["a", "a (2)", "a (2) (2)", "not stated", "(empty)", "\\ufffe"]
    assert made[6] == "界" * 12 + "…"
    assert len(made[7]) == 26


def test_characters_outside_the_first_plane_are_drawn() -> None:
    # The library fails on half a surrogate pair, which its own cutting of labels would leave.
    rows = [{"label": drawable("🏳️‍🌈" * 9), "origin": "human", "order": 0, "records": 3}]
    wanted = drawing.Wanted("x", "shares", "x", rows)
    assert drawing._draw(wanted, "x").narrow


def test_a_chart_that_fails_leaves_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(chart: drawing.Wanted, width: int) -> str:
        raise ValueError

    monkeypatch.setattr(drawing, "_svg", fails)
    records = {"human": 1, "synthetic": 0, "mixed": 0, "unknown": 0}
    drawn = charts({"origin": {"estimate": {"low": 0.0, "high": 0.1}, "records": records}})
    assert drawn["whole"].wide == ""
