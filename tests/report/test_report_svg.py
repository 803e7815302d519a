import re

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
