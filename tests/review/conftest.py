"""An audited corpus with hostile text, and its review page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

HOSTILE = (
    "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    "<!-- ]]> {{ 7 * 7 }} \u202e\u2028 & 'quote' \x1b[31m"
)
PAGE = re.compile(r'<script type="application/json" id="review">(.*?)</script>', re.DOTALL)

Run = Callable[..., CompletedProcess[str]]
PageData = Callable[[Path], dict[str, Any]]
Answers = Callable[..., list[dict[str, Any]]]


def synthetic(record_id: str) -> bool:
    """Return the truth of a record of the corpus: every fourth is synthetic."""
    return int(record_id.removeprefix("r")) % 4 == 0


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory, provaudit: Run) -> Path:
    """Return a folder with `data`, its audit `audit` and the page `review.html` of 60 draws."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "data").mkdir()
    for name, numbers in (("a", range(200)), ("b", range(200, 240))):
        rows = [
            {"id": f"r{i}", "text": f"Record {i}. {HOSTILE} {i * i}", "region": name}
            for i in numbers
        ]
        lines = "\n".join(map(json.dumps, rows))
        (folder / "data" / f"{name}.jsonl").write_text(lines)
    made = provaudit("audit", "data", "--workers", "1", "--attribute", "region", cwd=folder)
    assert made.returncode in (0, 1), made.stderr
    page = provaudit("review", "audit", "--size", "60", cwd=folder)
    assert page.returncode == 0, page.stderr
    return folder


@pytest.fixture(scope="session")
def page_data() -> PageData:
    """Return a function from a folder to what its page holds as JSON."""

    def read(folder: Path) -> dict[str, Any]:
        found = PAGE.findall((folder / "review.html").read_text("utf-8"))
        assert len(found) == 1
        data: dict[str, Any] = json.loads(found[0])
        return data

    return read


@pytest.fixture(scope="session")
def answers(page_data: PageData) -> Answers:
    """Return a function that gives the rows of a labels file, true but for the first ``wrong``."""

    def rows(folder: Path, reviewer: str, wrong: int = 0) -> list[dict[str, Any]]:
        data = page_data(folder)
        return [
            {
                "review": data["review"],
                "size": data["size"],
                "record_id": record["record_id"],
                "file": record["file"],
                "position": record["position"],
                "label": "synthetic" if synthetic(record["record_id"]) ^ (n < wrong) else "human",
                "reviewer": reviewer,
                "time": "",
            }
            for n, record in enumerate(data["records"])
        ]

    return rows
