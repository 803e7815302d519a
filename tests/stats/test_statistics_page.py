"""The page on the statistics names every result table."""

from __future__ import annotations

import re
from pathlib import Path

from provaudit.estimate.measures import MEASURES
from provaudit.stats import statistics

PAGE = Path(__file__).resolve().parents[2] / "docs" / "statistics.md"


def test_every_table_and_measure_is_named() -> None:
    first_cells = [
        line.split("|")[1]
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("| `")
    ]
    named = {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)}
    assert named == {*statistics(), "diversity", *MEASURES}
