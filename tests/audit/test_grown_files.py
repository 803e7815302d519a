"""A JSONL file that grew is scanned from where it grew; one whose beginning changed, from there."""

import hashlib
import json
import random
from concurrent.futures import Executor
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_incremental import run

from provaudit.audit import digests, shards

CUT = 2000


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shards, "SHARD_BYTES", CUT)
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def lines(first: int, last: int) -> str:
    rows = [{"id": f"r{i}", "text": f"Sentence {i} of the log."} for i in range(first, last)]
    return "".join(json.dumps(row) + "\n" for row in rows)


def shards_in(size: int) -> int:
    return -(-size // CUT)


@pytest.mark.parametrize("ends_with", ["\n", ""])
def test_appended_lines_cost_only_the_shards_that_they_reach(
    ends_with: str, grown: Path, tmp_path: Path, inline: Executor
) -> None:
    log = grown / "log.jsonl"
    log.write_text(lines(0, 400).rstrip("\n") + ends_with)
    before = log.stat().st_size
    assert run(grown, tmp_path / "out", inline)[1] == shards_in(before)
    with log.open("a") as file:
        file.write(("" if ends_with else "\n") + lines(400, 500))
    facts, scanned, notes = run(grown, tmp_path / "out", inline)
    untouched, now = before // CUT, shards_in(log.stat().st_size)
    # The last shard ran to the end; without a newline the line before may have grown as well.
    assert now - untouched <= scanned <= now - untouched + 1
    assert notes == [f"{now - scanned} of {now} shards known from before"]
    fresh, all_of_them, _ = run(grown, tmp_path / "fresh", inline)
    assert (facts, all_of_them) == (fresh, now)
    assert facts["corpus"]["records"] == 500


def test_a_changed_beginning_costs_all_that_follows(
    grown: Path, tmp_path: Path, inline: Executor
) -> None:
    log = grown / "log.jsonl"
    log.write_text(lines(0, 400))
    total = run(grown, tmp_path / "out", inline)[1]
    content = log.read_bytes()
    at = content.index(b"of", 5 * CUT)
    log.write_bytes(content[:at] + b"OF" + content[at + 2 :])
    facts, scanned, _ = run(grown, tmp_path / "out", inline)
    assert total - 5 <= scanned <= total - 4
    assert facts == run(grown, tmp_path / "fresh", inline)[0]


def test_a_line_longer_than_a_shard_may_grow(grown: Path, tmp_path: Path, inline: Executor) -> None:
    log = grown / "log.jsonl"
    log.write_text(lines(0, 50) + '{"text": "' + "long words here " * 500)
    run(grown, tmp_path / "out", inline)
    with log.open("a") as file:
        file.write('and an end"}\n' + lines(50, 100))
    facts, scanned, _ = run(grown, tmp_path / "out", inline)
    assert facts == run(grown, tmp_path / "fresh", inline)[0]
    assert facts["corpus"]["records"] == 101
    assert scanned < shards_in(log.stat().st_size)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_was_edited_the_figures_are_those_of_a_fresh_audit(
    seed: int, grown: Path, tmp_path: Path, inline: Executor
) -> None:
    draw = random.Random(seed)
    log = grown / "log.jsonl"
    content = lines(0, 200).encode()
    for step in range(2):
        log.write_bytes(content)
        facts = run(grown, tmp_path / "out", inline)[0]
        assert facts == run(grown, tmp_path / f"fresh{step}", inline)[0]
        at, gone = draw.randrange(len(content)), draw.choice([0, 1, 50, 3000])
        content = content[:at] + draw.choice([b"", b"\n", b"x", b'{"text": 1}\n']) + content[at:]
        content = content[: len(content) - gone] + lines(0, draw.randrange(60)).encode()


@given(st.lists(st.sampled_from([b"\n", b"ab", b"c" * 9])).map(b"".join), st.integers(1, 12))
def test_beginnings_end_with_the_line_that_crosses_the_cut(content: bytes, cut: int) -> None:
    for chunk in (1, 3, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(digests, "_CHUNK", chunk)
            whole, *found = digests._with_beginnings(BytesIO(content), cut)
        assert whole == hashlib.sha256(content).digest()
        cuts = range(cut, len(content), cut)
        ends = [content.find(b"\n", at - 1) + 1 or len(content) for at in cuts]
        expected = [hashlib.sha256(content[:end]).digest() for end in ends]
        assert found[: len(expected)] == expected
