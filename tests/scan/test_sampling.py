"""The sample does not depend on how records are cut into batches and shards."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from provaudit import fence
from provaudit.scan import sampling
from provaudit.scan.sampling import KEPT_CHARACTERS, Sampler

Row = tuple[int, str]  # rank and source


def batch(rows: list[Row], start: int) -> tuple[pa.Table, pa.Array]:
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
    return table, pa.array([f"text {rank}" for rank, _ in rows], pa.large_string())


def merged(parts: list[pa.Table], size: int) -> list[tuple[str, bytes, int]]:
    """Merge as views/sample.sql does: first occurrence of each rank, k smallest per source."""
    rows = sorted(
        {
            (row["source"], row["rank"]): min(
                other["position"]
                for part in parts
                for other in part.to_pylist()
                if (other["source"], other["rank"]) == (row["source"], row["rank"])
            )
            for part in parts
            for row in part.to_pylist()
        }.items()
    )
    taken: dict[str, int] = {}
    chosen = []
    for (source, rank), position in rows:
        taken[source] = taken.get(source, 0) + 1
        if taken[source] <= size:
            chosen.append((source, rank, position))
    return chosen


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


def test_memory_is_bounded_by_handing_out(monkeypatch) -> None:  # noqa: ANN001
    monkeypatch.setattr(sampling, "_HELD", 1000)
    sampler = Sampler(100, redact=False)
    parts = [sampler.take(*batch([(rank, "a")], rank)) for rank in range(20)]
    assert any(part.num_rows for part in parts)
    assert len(merged([*parts, sampler.rest()], 100)) == 20


def test_redacted_samples_hold_no_text_and_long_texts_are_cut() -> None:
    table, _ = batch([(1, "a")], 0)
    text = pa.array(["x" * 10_000], pa.large_string())
    kept = {}
    for redact in (True, False):
        sampler = Sampler(5, redact=redact)
        sampler.take(table, text)
        kept[redact] = sampler.rest()["text"].to_pylist()
    assert kept[True] == [None]
    assert kept[False] == ["x" * KEPT_CHARACTERS]


def test_records_without_text_are_not_sampled() -> None:
    table, text = batch([(1, "a")], 0)
    place = table.schema.get_field_index("content_hash")
    table = table.set_column(place, "content_hash", pa.nulls(1, pa.binary(16)))
    sampler = Sampler(5, redact=False)
    sampler.take(table, text)
    assert sampler.rest().num_rows == 0
