"""The facts as one page of HTML that needs nothing else: no script, no font, no request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provaudit.plain import plain
from provaudit.policy.accepting import BY_BASELINE
from provaudit.report.answers import answers
from provaudit.report.chart_rows import with_point
from provaudit.report.charts import charts
from provaudit.report.compiled import compiled_templates
from provaudit.report.figures import FILTERS, interval
from provaudit.report.words import words
from provaudit.resources import resource_dir

if TYPE_CHECKING:
    from jinja2 import Environment

Facts = dict[str, Any]

MAX_BYTES = 2_000_000
# Rows a table shows; the next step is taken only if hostile text makes a page too big.
ROW_STEPS = (100, 25, 5)
LONGEST_TEXT = 600
RUN_LINES = 60


def render(facts: Facts) -> str:
    """Return the page, of at most 2,000,000 bytes in UTF-8; tables say what they leave out."""
    template = environment().get_template("report.html.j2")
    values = {
        "facts": facts,
        "answers": answers(facts),
        "charts": charts(facts),
        "words": words(),
        "total": _totals(facts),
        "inside": _inside(facts),
    }
    page = ""
    for rows in ROW_STEPS:
        page = template.render(rows=rows, **values)
        if len(page.encode()) <= MAX_BYTES:
            break
    return page


@cache  # it keeps the templates compiled, for all pages of a process
def environment() -> Environment:
    """Return the templates' environment: everything is escaped, made plain, and must exist."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled_templates(Path(__file__)),
    )
    made.filters |= FILTERS | {
        "short": _short,
        "base_name": _base_name,
        "flat": flat,
        "svg": Markup,  # safe_svg has let nothing active through
    }
    made.globals |= {
        "interval": interval,
        "by_baseline": BY_BASELINE,
        "css": Markup(_source("style.css")),  # ours, without a word of the corpus
        "bounds": lambda row: interval(row.get("low"), row.get("high")),
    }
    return made


def _short(value: object, limit: int = 60) -> str:
    return plain(str(value), limit)


def _base_name(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]


def flat(run: Facts) -> list[tuple[str, str]]:
    """Return what ``run`` says as lines of a path and a value, sorted, at most 60."""
    return sorted(_leaves(run, ""))[:RUN_LINES]


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path} {key}".strip())
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value[:20])) or "none"
    else:
        yield path, ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _source(name: str) -> str:
    return resource_dir("report_templates").joinpath(*name.split("/")).read_text("utf-8")


def _finalize(value: object) -> object:
    # Text of a corpus reaches the page only through here, also where a template forgets it.
    return plain(value, LONGEST_TEXT) if type(value) is str else value


def _totals(facts: Facts) -> Callable[[str, list[Any]], int]:
    """Return a function from a key of the facts and its list to how many rows there really are."""
    cut = {row["what"]: row["total"] for row in facts["truncated"]}
    return lambda what, rows: cut.get(what, len(rows))


def _inside(facts: Facts) -> dict[tuple[str, str | None], Facts]:
    """Return the synthetic share inside each group, by attribute and value (None: not stated)."""
    rows = facts.get("origin", {}).get("by_group", [])
    return {(row["attribute"], row.get("value")): with_point(row) for row in rows}
