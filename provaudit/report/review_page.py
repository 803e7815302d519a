"""The page on which a person labels drawn records: one file, offline, blind to any verdict.

Its one script is ours and named by its digest in the content security policy; all that comes from
the corpus is JSON that no parser of HTML can take for markup, and is shown as text only.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from provaudit.directory import write_text
from provaudit.report.page import environment
from provaudit.resources import resource_dir

Row = dict[str, Any]
# What helps to judge where a record comes from and says nothing of what was found about it.
_CONTEXT = ("source", "date", "domain", "language")
_INERT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def write_review(head: Row, records: list[Row], design: list[Row], path: Path) -> None:
    """Write the page for ``records`` in their order.

    ``head`` names the review (``review``, ``size``); ``design`` says of each record its stratum,
    how often it was drawn and how often it was expected to be.
    """
    shown = [_shown(record) | drawn for record, drawn in zip(records, design, strict=True)]
    write_text(path, render_review(head | {"records": shown}))


def render_review(review: Row) -> str:
    """Return the page of a review."""
    from markupsafe import Markup

    script = resource_dir("report_templates").joinpath("review.js").read_text("utf-8")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    data = json.dumps(review, ensure_ascii=True, sort_keys=True).translate(_INERT)
    page: str = (
        environment()
        .get_template("review.html.j2")
        .render(
            script=Markup(script),  # ours, without a word of the corpus
            script_digest=digest,
            data=Markup(data),  # made inert above
            size=len(review["records"]),
        )
    )
    return page


def _shown(record: Row) -> Row:
    context = {name: str(record[name])[:200] for name in _CONTEXT if record.get(name)}
    return {
        "record_id": record["record_id"],
        "file": record["file"],
        "position": record["position"],
        "text": record["text"],
        "cut": record["chars"] > len(record["text"]),
        "prompt": record["prompt"],
        "prompt_cut": record["prompt_chars"] > len(record["prompt"] or ""),
        "context": context,
    }
