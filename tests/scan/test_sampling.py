"""The sample does not depend on how records are cut into batches and shards."""

from importlib.resources import files

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit import fence
from provaudit.scan import sampling
from provaudit.scan.sampling import KEPT_CHARACTERS, KEPT_PROMPT, Sampler

Row = tuple[int, str]  # rank and source


def batch(rows: list[Row], start: int) -> tuple[pa.Table, pa.Array, pa.Array]:
    table = pa.Table.from_pylist(
        [
            {
                "record_id": f"r{start + i}", "source": source, "file": "f", "position": start + i,
                "origin": "human", "language": None, "content_hash": bytes([rank]) * 16,
            }
            for i, (rank, source) in enumerate(rows)
        ],
        schema=fence.plain_schema(fence.RECORDS),
    )  # fmt: skip
    texts = pa.array([f"text {rank}" for rank, _ in rows], pa.large_string())
    return table, texts, pa.nulls(len(rows), pa.large_string())


def merged(parts: list[pa.Table], size: int) -> list[tuple[str, bytes, int]]:
    """Merge as the audit does, by its own query."""
    store = duckdb.connect()
    store.register("sample_parts", pa.concat_tables(parts))
    store.execute("create table relabelled (file varchar, position bigint, origin varchar)")
    query = (files("provaudit.audit") / "views" / "sample.sql").read_text("utf-8")
    rows = store.execute(
        f"select source, rank, position from ({query}) order by source, rank", {"size": size}
    )
    return rows.fetchall()


def expected(rows: list[Row], size: int) -> list[tuple[str, bytes, int]]:
    first: dict[tuple[str, bytes], int] = {}
    for position, (rank, source) in enumerate(rows):
        first.setdefault((source, bytes([rank]) * 16), position)
    chosen = []
    for source in sorted({source for _, source in rows}):
        ranks = sorted(rank for name, rank in first if name == source)[:size]
        chosen += [(source, rank, first[source, rank]) for rank in ranks]
    return chosen


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from("ab")), max_size=80),
    st.lists(st.integers(1, 30), min_size=1, max_size=6),
    st.integers(1, 5),
    st.booleans(),
)
def test_any_split_gives_the_same_sample(
    rows: list[Row], cuts: list[int], size: int, one_shard: bool
) -> None:
    parts, start, sampler = [], 0, Sampler(size, redact=False)
    for cut in [*cuts, len(rows)]:
        parts.append(sampler.take(*batch(rows[start : start + cut], start)))
        start += cut
        if not one_shard:
            parts.append(sampler.rest())
            sampler = Sampler(size, redact=False)
    parts.append(sampler.rest())
    assert merged(parts, size) == expected(rows, size)


def test_memory_is_bounded_and_so_is_what_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "_HELD", 10_000)
    sampler, parts = Sampler(5, redact=False), []
    for rank in range(200, 0, -1):  # every record is smaller than all before it
        parts.append(sampler.take(*batch([(rank, "a")], 200 - rank)))
        assert sampler._held <= 10_000 + 2_000
    parts.append(sampler.rest())
    assert merged(parts, 5) == [("a", bytes([rank]) * 16, 200 - rank) for rank in range(1, 6)]
    assert sum(part.num_rows for part in parts) <= 10  # k, not all 200


def test_many_strata_are_handed_out_before_memory_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "_HELD", 10_000)
    sampler = Sampler(5, redact=False)
    parts = [sampler.take(*batch([(1, f"s{number}")], number)) for number in range(100)]
    assert any(part.num_rows for part in parts)
    assert len(merged([*parts, sampler.rest()], 5)) == 100


def test_redacted_samples_hold_no_text_and_long_texts_are_cut() -> None:
    table, *_ = batch([(1, "a")], 0)
    text, prompt = (pa.array([one * 10_000], pa.large_string()) for one in "xy")
    kept = {}
    for redact in (True, False):
        sampler = Sampler(5, redact=redact)
        sampler.take(table, text, prompt)
        (kept[redact],) = sampler.rest().select(["text", "prompt"]).to_pylist()
    assert kept[True] == {"text": None, "prompt": None}
    assert kept[False] == {"text": "x" * KEPT_CHARACTERS, "prompt": "y" * KEPT_PROMPT}


def test_records_without_text_are_not_sampled() -> None:
    table, text, prompt = batch([(1, "a")], 0)
    place = table.schema.get_field_index("content_hash")
    table = table.set_column(place, "content_hash", pa.nulls(1, pa.binary(16)))
    sampler = Sampler(5, redact=False)
    sampler.take(table, text, prompt)
    assert sampler.rest().num_rows == 0
