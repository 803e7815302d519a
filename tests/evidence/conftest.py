from collections.abc import Callable
from typing import Literal

import pyarrow as pa
import pytest

from provaudit.model import DataFile, Layout, Source, TextBatch

Shape = Literal["text", "turns", "pair", "table"]
MakeBatch = Callable[..., TextBatch]


@pytest.fixture(scope="session")
def make_batch() -> MakeBatch:
    def make(
        texts: list[str | None],
        *,
        shape: Shape = "text",
        source: Source | None = None,
        columns: dict[str, list[str | None]] | None = None,
    ) -> TextBatch:
        file = DataFile("f", "f", "jsonl", "", 0, "", Layout(shape, ("text",)), source)
        rows = len(texts)
        return TextBatch(
            file,
            pa.array(range(rows), pa.int64()),
            pa.array(texts, pa.large_string()),
            pa.nulls(rows, pa.large_string()),
            {key: pa.array(cells, pa.string()) for key, cells in (columns or {}).items()},
        )

    return make
