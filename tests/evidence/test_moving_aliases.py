"""A name that its maker moves from model to model says which model only with a date."""

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import pytest

from provaudit.evidence.declarations import declare
from provaudit.evidence.markers import find_markers
from provaudit.generators import name_at_a_time
from provaudit.model import Generator, Source, TextBatch

MakeBatch = Callable[..., TextBatch]


@pytest.mark.parametrize(
    ("value", "dated", "name"),
    [
        ("gpt-4o-mini", True, "gpt-4o-mini"),
        ("gpt-4o-mini", False, "gpt-4o"),  # its family
        ("gpt-4o-mini-2024-07-18", False, "gpt-4o-mini"),
        ("claude-3-5-sonnet-latest", False, "claude-3.5"),
        ("claude-3-5-sonnet-latest", True, "claude-3.5-sonnet"),
        ("claude-3-5-sonnet-20241022", False, "claude-3.5-sonnet"),
        ("gpt-2", False, "gpt-2"),
        ("nobody-knows", False, None),
    ],
)
def test_names(value: str, dated: bool, name: str | None) -> None:
    assert name_at_a_time(value, dated=dated) == name


def test_a_date_of_the_record_or_of_its_source_counts(make_batch: MakeBatch) -> None:
    cells = pa.array(["gpt-4o-mini", "gpt-4o-mini"])
    columns = {"generator": cells, "date": pa.array(["2025-01-02", None])}
    batch = replace(make_batch(["a", "b"]), columns=columns)
    assert find_markers(batch)["generator"].to_pylist() == ["gpt-4o-mini", "gpt-4o"]
    assert declare(batch).generator.to_pylist() == ["gpt-4o-mini", "gpt-4o"]
    source = Source("s", ("*",), generators=(Generator("gpt-4o-mini"),), collected=True)
    told = replace(batch, file=replace(batch.file, source=source))
    assert find_markers(told)["generator"].to_pylist() == ["gpt-4o-mini", "gpt-4o-mini"]
