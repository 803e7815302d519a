"""Arrow batches of which a part, or all, is too large are told by their sizes, never decoded."""

import io
import json
from pathlib import Path
from unittest.mock import patch

import pyarrow as pa
import pyarrow.feather as feather
import pytest
from corpus_cases import NOWHERE, batches, data_file, positions, rejects, texts

from provaudit.corpus import arrow_file, columnar, find, lots, peek, read
from provaudit.corpus.arrow_messages import message_at, places_of
from provaudit.model import ScanSettings, Slice

LIMIT = 10_000
WRITERS = {"file": pa.ipc.new_file, "stream": pa.ipc.new_stream}


@pytest.fixture(autouse=True)
def _a_first_look_has_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peek, "_LIMIT", LIMIT)


def arrow(
    folder: Path, *tables: pa.Table, form: str = "file", compression: str | None = None
) -> Path:
    path = folder / "a.arrow"
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with WRITERS[form](str(path), tables[0].schema, options=options) as writer:
        for table in tables:
            writer.write_table(table)
    return path


def small(first: int) -> pa.Table:
    return pa.table({"text": [f"a small note {first + i}" for i in range(3)], "n": [1, 2, 3]})


def huge(size: int) -> pa.Table:
    return pa.table({"text": ["one", "word " * (size // 5), "three"], "n": [1, 2, 3]})


@pytest.mark.parametrize("form", ["file", "stream"])
def test_a_huge_cell_of_a_mapped_batch_is_one_reject_and_never_text(
    form: str, tmp_path: Path
) -> None:
    path = arrow(tmp_path, small(0), huge(8 * LIMIT), small(3), form=form)

    def never_text(column: pa.Array, **_: object) -> list[object]:
        assert max(map(len, map(str, column.to_pylist()))) <= 2 * LIMIT
        return list(column.to_pylist())

    with (
        patch.object(columnar, "values_of", never_text),
        patch.object(lots, "LOT", 1000),
        patch.object(columnar, "LOT", 1000),
    ):
        assert positions(path, limit=LIMIT) == [0, 1, 2, 3, 5, 6, 7, 8]
        (reject,) = rejects(path, limit=LIMIT)
    assert (reject.reason, reject.records) == ("too_long", 1)
    assert reject.detail == "row 4: a record of more than 10000 bytes"


@pytest.mark.parametrize("form", ["file", "stream"])
@pytest.mark.parametrize("compression", ["zstd", "lz4"])
def test_a_compressed_batch_that_is_too_large_is_one_reject_that_counts_its_rows(
    compression: str, form: str, tmp_path: Path
) -> None:
    tables = small(0), huge(5 * LIMIT), small(6)
    path = arrow(tmp_path, *tables, form=form, compression=compression)
    with patch.object(arrow_file, "lots_of", wraps=arrow_file.lots_of) as seen:
        assert positions(path, limit=LIMIT) == [0, 1, 2, 6, 7, 8]
    assert all(call.args[0].get_total_buffer_size() < LIMIT for call in seen.call_args_list)
    (reject,) = rejects(path, limit=LIMIT)
    assert (reject.reason, reject.records) == ("too_long", 3)
    assert "after row 3: a record batch of 50" in reject.detail
    assert "none of more than 40000 is read with this --memory: give more" in reject.detail
    assert len(texts(path, limit=10 * LIMIT)) == 9


@pytest.mark.parametrize("form", ["file", "stream"])
def test_what_lies_in_a_store_is_decoded_whole_so_its_size_counts(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = arrow(tmp_path, small(0), huge(5 * LIMIT), small(6), form=form)
    whole = data_file(path)
    monkeypatch.setattr(arrow_file, "is_remote", lambda path: True)
    there = io.BufferedReader(io.BytesIO(path.read_bytes()))  # type: ignore[arg-type]
    monkeypatch.setattr(arrow_file, "RemoteFile", lambda path: there)
    found = list(read(Slice(whole), ScanSettings(max_record=LIMIT)))
    assert [n for batch in found for n in batch.position.to_pylist()] == [0, 1, 2, 6, 7, 8]
    assert [reject.records for batch in found for reject in batch.rejects] == [3]


def test_a_dictionary_that_is_too_large_is_told(tmp_path: Path) -> None:
    column = pa.array(["word " * 10_000, "a note"]).dictionary_encode()
    path = tmp_path / "a.feather"
    feather.write_feather(pa.table({"text": column}), str(path), compression="zstd")
    (reject,) = rejects(path, limit=LIMIT)
    assert (reject.reason, reject.records) == ("unreadable", None)
    assert "a dictionary of 50" in reject.detail
    assert len(texts(path, limit=10 * LIMIT)) == 2


def test_a_long_dictionary_entry_that_many_rows_name_is_read_few_rows_at_a_time(
    tmp_path: Path,
) -> None:
    column = pa.array(["word " * 1_000] * 400 + ["a note"]).dictionary_encode()
    path = arrow(tmp_path, pa.table({"text": column}))
    wrapped = patch.object(lots, "block_of_lot", wraps=lots.block_of_lot)
    with patch.object(lots, "LOT", 20_000), wrapped as seen:
        assert len(texts(path, limit=LIMIT)) == 401
    assert max(call.args[0].num_rows for call in seen.call_args_list) <= 8


@pytest.mark.parametrize("form", ["file", "stream"])
@pytest.mark.parametrize("compression", [None, "zstd"])
def test_messages_say_rows_and_decoded_size(
    form: str, compression: str | None, tmp_path: Path
) -> None:
    path = arrow(tmp_path, small(0), huge(30_000), form=form, compression=compression)
    with pa.OSFile(str(path)) as source:
        if form == "file":
            found = [message_at(source, place) for place in places_of(source)[1]]
        else:
            schema = message_at(source, 0)
            assert schema is not None
            assert not schema.is_records
            first = message_at(source, schema.end)
            assert first is not None
            found = [first, message_at(source, first.end)]
    kept = [message for message in found if message]
    assert [message.rows for message in kept] == [3, 3]
    assert [message.is_compressed for message in kept] == [compression is not None] * 2
    # Texts, four offsets of 4 bytes each, three numbers of 8; padded to 8 where not compressed.
    assert kept[1].size - 30_008 in range(40, 120)


@pytest.mark.parametrize("form", ["file", "stream"])
def test_damaged_metadata_are_rejects(form: str, tmp_path: Path) -> None:
    path = arrow(tmp_path, small(0), small(3), form=form)
    whole = path.read_bytes()
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        found = batches(path, limit=LIMIT)
        assert sum(map(len, found)) <= 6
    for at in range(0, len(whole), 40):
        path.write_bytes(whole[:at])
        if at:
            assert sum(map(len, batches(path, limit=LIMIT))) <= 6


def test_a_first_look_holds_no_more_text_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peek, "_HELD", 3 * LIMIT)
    path = tmp_path / "long.jsonl"
    line = json.dumps({"inner": [{"text": "word " * (LIMIT // 10)}]}) + "\n"
    path.write_text(line * 100)
    (file,) = find([str(path)], NOWHERE).files
    assert len(peek.peek(file).records) == 7
