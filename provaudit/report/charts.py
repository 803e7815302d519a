"""Charts: a Vega-Lite specification (data in ``report_templates/charts``) and rows to static SVG.

Each is drawn twice, for wide and for narrow windows; the page's style sheet shows one of them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from provaudit.plain import plain
from provaudit.report import chart_rows as rows_for
from provaudit.report import lineage_rows
from provaudit.report.svg import safe_svg
from provaudit.resources import resource_dir

Facts = dict[str, Any]
Rows = list[dict[str, Any]]

VEGA_LITE = "5.20"  # pinned, so that every version of the library draws the same
WIDE, HALF, NARROW = 1010, 460, 320  # pixels; HALF: two stand side by side
FACET = 230  # pixels that one of several small charts needs
MOST_ATTRIBUTES = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chart to draw: its name on the page, its specification, what it shows, and its rows."""

    name: str
    spec: str
    label: str
    rows: Rows
    width: int = WIDE


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: ``label`` says to a screen reader what it shows; the SVGs are safe markup.

    They are empty if the chart could not be drawn.
    """

    label: str
    wide: str
    narrow: str


def charts(facts: Facts) -> dict[str, Chart]:
    """Return the charts by name; those without rows are left out."""
    wanted = [*_of_origin(facts), *_of_groups(facts), *_of_diversity(facts), *_of_access(facts)]
    wanted += _of_lineage(facts)
    return {
        chart.name: _draw(chart, f"chart{number}")
        for number, chart in enumerate(wanted)
        if chart.rows
    }


def load_drawing() -> None:
    """Draw nothing, so that the drawing library is there when it is needed."""
    _svg(Wanted("", "whole", "", []), WIDE)


def _of_origin(facts: Facts) -> Iterator[Wanted]:
    origin = facts.get("origin", {})
    if "estimate" not in origin:
        return
    mix = "Share of synthetic, mixed, unknown and human records"
    yield Wanted("whole", "whole", f"{mix} in the corpus", rows_for.whole(origin))
    sources = origin.get("by_source", [])
    yield Wanted("sources", "shares", f"{mix} by source", rows_for.shares(sources, "source"))
    estimates = rows_for.ranges(sources, "source", origin["estimate"])
    yield Wanted("estimates", "ranges", "Share of synthetic records with interval", estimates)
    languages = [row for row in origin.get("by_language", []) if row.get("language") is not None]
    by_language = rows_for.shares(languages, "language")
    yield Wanted("languages", "shares", f"{mix} by language", by_language)
    years = [row for row in origin.get("by_year", []) if row.get("year") is not None]
    by_year = rows_for.shares(years[-rows_for.YEARS :], "year", rows_for.YEARS)
    yield Wanted("years", "years", f"{mix} by year", by_year)


def _of_groups(facts: Facts) -> Iterator[Wanted]:
    by_group = facts.get("origin", {}).get("by_group", [])
    for attribute in facts.get("representation", {}).get("attributes", [])[:MOST_ATTRIBUTES]:
        name = attribute["attribute"]
        said = f"each group of {plain(name, 40)}, with interval"
        shares = rows_for.group_shares(attribute)
        yield Wanted(f"groups:{name}", "groups", f"Share of records of {said}", shares, HALF)
        inside = rows_for.group_ranges(by_group, name)
        yield Wanted(f"inside:{name}", "ranges", f"Synthetic share inside {said}", inside, HALF)


def _of_diversity(facts: Facts) -> Iterator[Wanted]:
    rows = rows_for.diversity(facts.get("diversity", []))
    yield Wanted("diversity", "diversity", "Measures of variety by origin, with intervals", rows)


def _of_lineage(facts: Facts) -> Iterator[Wanted]:
    collapse = facts.get("collapse", {})
    said = "Synthetic, mixed, unknown and human records by generation"
    yield Wanted("generations", "generations", said, lineage_rows.by_generation(collapse))
    said = "Sources by generation, with lines to what they were made from"
    yield Wanted("lineage", "lineage", said, lineage_rows.graph(collapse))


def _of_access(facts: Facts) -> Iterator[Wanted]:
    access = facts.get("rights", {}).get("access", {})
    rows = rows_for.access(access.get("total", []), access.get("by_source", []))
    yield Wanted("access", "access", "Share of records by what their sites allow", rows)


def _draw(chart: Wanted, identity: str) -> Chart:
    try:
        wide = safe_svg(_svg(chart, chart.width), f"{identity}-wide-")
        narrow = safe_svg(_svg(chart, NARROW), f"{identity}-narrow-")
    except ValueError:
        # The library stumbled over some text of the corpus; the page says so, the table has it.
        return Chart(chart.label, "", "")
    return Chart(chart.label, wide, narrow)


def _svg(chart: Wanted, width: int) -> str:
    import vl_convert

    folder = resource_dir("report_templates") / "charts"
    config = json.loads((folder / "config.json").read_text("utf-8"))
    spec = json.loads((folder / f"{chart.spec}.vl.json").read_text("utf-8"))
    spec["data"] = {"values": chart.rows}
    _fit(spec, width)
    # An empty list of addresses: whatever a specification says, nothing is fetched.
    drawn: str = vl_convert.vegalite_to_svg(
        spec, vl_version=VEGA_LITE, config=config, allowed_base_urls=[]
    )
    return drawn


def _fit(spec: dict[str, Any], width: int) -> None:
    if "facet" not in spec:
        spec["width"] = width
        return
    # Small multiples: as many columns as fit, each with room for its own labels.
    columns = max(1, width // FACET)
    spec["columns"] = columns
    spec["spec"]["width"] = width // columns - 50
