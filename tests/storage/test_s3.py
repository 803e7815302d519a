"""A whole audit on an S3-compatible server: the same tables as on this machine."""

import gzip
import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq
import pytest

from provaudit import addresses, connections, storage
from provaudit.audit import Request, audit, digests, shards
from provaudit.corpus import jsonl, overlap, streams
from provaudit.errors import UserError
from provaudit.remote import finished
from provaudit.scan.partial_tables import PartialTables
from provaudit.store import DATABASE, open_store

MANIFEST = """
provaudit: 1
name: stored
version: "1"
license: Apache-2.0
creators: [{name: nobody}]
records: {id: id}
sources:
  - {id: forum, files: ["forum/**"], category: other, digital_source_type: unknown}
  - {id: rest, files: ["**/*"], category: other, digital_source_type: digitalCreation}
"""
TABLES = ("records", "evidence", "ngrams", "rejects", "sample", "files", "origin_by_source")


def rows(name: str, number: int = 60) -> list[dict[str, str]]:
    return [
        {"id": f"{name}{i}", "text": f"Letter {i} of {name} from the ferry. " * 5}
        for i in range(number)
    ]


def as_lines(data: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in data).encode()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with every way of reading: lines, archives, Parquet, Arrow, CSV, text."""
    folder = tmp_path / "data"
    (folder / "forum").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "provenance.yaml").write_text(MANIFEST)
    (folder / ".hidden" / "h.jsonl").write_bytes(as_lines(rows("hidden")))
    (folder / "forum" / "odd name% #?.jsonl").write_bytes(as_lines(rows("odd")) + b"{broken\n")
    (folder / "zipped.jsonl.gz").write_bytes(gzip.compress(as_lines(rows("zip"))))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(as_lines(rows("cut")))[:-20])
    table = pa.Table.from_pylist(rows("columns"))
    pq.write_table(table, folder / "columns.parquet", row_group_size=17)
    with pa.ipc.new_file(folder / "plain.arrow", table.schema) as file:
        file.write_table(pa.Table.from_pylist(rows("arrow")), max_chunksize=7)
    with pa.CompressedOutputStream(str(folder / "packed.jsonl.zst"), "zstd") as file:
        file.write(as_lines(rows("packed")))
    pieces = [as_lines(rows(name, 20)) for name in ("first", "second", "third")]
    frames = b"".join(pa.compress(piece, "zstd", asbytes=True) for piece in pieces)
    (folder / "frames.jsonl.zst").write_bytes(frames)
    (folder / "sheet.csv").write_text("id,text\nc1,A line of a sheet\nc2,Another line\n")
    (folder / "note.txt").write_text("A note.")
    (folder / "empty.jsonl").write_text("")
    return folder


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start an S3 server of this machine and give its address."""
    moto = pytest.importorskip("moto.server", reason="moto is not installed: pip install '.[dev]'")
    running = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a bucket that holds the data, found by what the environment says."""
    for name, value in (("ACCESS_KEY_ID", "key"), ("SECRET_ACCESS_KEY", "hushhush")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{server}")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    name = f"bucket{time.monotonic_ns()}"
    request = urllib.request.Request(f"http://{server}/{name}", method="PUT")
    urllib.request.urlopen(request).close()
    for path in data.rglob("*"):
        if path.is_file():
            storage.upload(
                str(path), addresses.join(f"s3://{name}/data", *path.relative_to(data).parts)
            )
    return f"s3://{name}"


def cli(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "provaudit", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def tables_of(audit: Path | str) -> dict[str, list[str]]:
    with finished(audit) as folder, open_store(folder / DATABASE, read_only=True) as store:
        return {
            name: sorted(json.dumps(row, default=repr) for row in store.query(f'from "{name}"'))
            for name in TABLES
        }


def names_in(uri: str) -> set[str]:
    return {addresses.below(uri, entry.uri) for entry in storage.listing(uri) or []}


def test_the_command_line_from_store_to_store(
    bucket: str, data: Path, inline: Executor, provaudit: Callable[..., CompletedProcess[str]]
) -> None:
    out = f"{bucket}/audits/one"
    made = cli("audit", f"{bucket}/data", "--out", out, "--fail-on", "never", "--workers", "2")
    assert (made.returncode, made.stderr) == (0, "")
    assert f"report: {out}/report.html" in made.stdout
    local = data.parent / "local"
    audit(Request(paths=(str(data),), out=local), executor=inline)
    assert tables_of(out) == tables_of(local)
    names = names_in(out)
    assert {"report.html", "audit.json", "audit.duckdb", "run.json"} <= names
    assert not [name for name in names if ".tmp" in name or ".lock" in name]
    count = ("select count(*) as n from records", "--json")
    asked = [provaudit("query", place, *count, cwd=data) for place in (out, local)]
    assert json.loads(asked[0].stdout) == json.loads(asked[1].stdout)
    told = provaudit("explain", out, "odd3", cwd=data)
    assert told.returncode == 0
    assert "odd3" in told.stdout


def test_patterns_single_files_and_folders_give_the_same_files(bucket: str, data: Path) -> None:
    from provaudit import corpus

    def names(path: str) -> list[str]:
        return [file.name for file in corpus.find([path], data.parent / "out").files]

    for pattern in ("", "/*.jsonl*", "/**/*.jsonl", "/columns.parquet", "/[cp]*", "/forum"):
        assert names(f"{bucket}/data{pattern}") == names(f"{data}{pattern}")


def inline_request(bucket: str, name: str, **options: Any) -> Request:
    return Request(paths=(f"{bucket}/data",), out=f"{bucket}/{name}", **options)


_KILLED = """
import os, signal, sys, time
from concurrent.futures import Executor, Future
from provaudit.audit import Request, audit, digests, shards
shards.SHARD_BYTES = 1_000
class Slow(Executor):
    left = 3
    def submit(self, fn, /, *args):
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        future = Future()
        future.set_result(fn(*args))
        return future
audit(Request(paths=(sys.argv[1],), out=sys.argv[2]), executor=Slow())
"""


def test_killed_and_resumed(
    bucket: str, data: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = f"{bucket}/resumed"
    killed = subprocess.run([sys.executable, "-c", _KILLED, f"{bucket}/data", out])
    assert killed.returncode == -signal.SIGKILL
    kept = names_in(f"{out}/tables/slices")
    assert len(kept) == 3
    with pytest.raises(UserError, match="not finished"), finished(out):
        pass
    stamps = {name: connections.filesystem(f"{out}/tables/slices/{name}") for name in kept}
    before = {name: fs.get_file_info(path).mtime_ns for name, (fs, path) in stamps.items()}
    time.sleep(1.1)  # the server tells the time of an object in whole seconds
    monkeypatch.setattr(shards, "SHARD_BYTES", 1_000)
    audit(inline_request(bucket, "resumed"), executor=inline)
    after = {name: fs.get_file_info(path).mtime_ns for name, (fs, path) in stamps.items()}
    assert after == before
    local = data.parent / "local"
    audit(Request(paths=(str(data),), out=local), executor=inline)
    assert tables_of(out) == tables_of(local)


def test_one_archive_killed_in_its_middle_goes_on_from_the_last_part(
    bucket: str, data: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def request(out: Path | str, root: str) -> Request:
        return Request(paths=(f"{root}/zipped.jsonl.gz",), out=out, linguistics=False)

    local = data.parent / "local"
    audit(request(local, str(data)), executor=inline)
    monkeypatch.setattr(jsonl, "MARK_BYTES", 2_000)
    monkeypatch.setattr(overlap, "CHUNK", 500)
    monkeypatch.setattr(streams, "_ARCHIVE_CHUNK", 500)
    commit, resumes = PartialTables.commit, []

    def commit_or_die(tables: PartialTables, resume: int | None = None) -> None:
        if len(resumes) == 2:
            raise KeyboardInterrupt
        resumes.append(resume)
        commit(tables, resume)

    out = f"{bucket}/parts"
    with monkeypatch.context() as patch:
        patch.setattr(PartialTables, "commit", commit_or_die)
        with pytest.raises(KeyboardInterrupt):
            audit(request(out, f"{bucket}/data"), executor=inline)
    kept = names_in(f"{out}/tables/slices")
    assert sorted(int(name.partition("-")[2][:-8]) for name in kept) == sorted(resumes)
    audit(request(out, f"{bucket}/data"), executor=inline)
    parts = names_in(f"{out}/tables/slices")
    assert kept < parts
    with finished(out) as folder, open_store(folder / DATABASE, read_only=True) as store:
        starts = store.query("select start from slices order by start")
    assert [row["start"] for row in starts][:3] == [0, *sorted(resumes)]
    assert tables_of(out) == tables_of(local)


def test_a_changed_object_is_read_again_and_fresh_replaces(bucket: str, inline: Executor) -> None:
    first = audit(inline_request(bucket, "again"), executor=inline).facts["corpus"]["records"]
    storage.upload(__file__, f"{bucket}/data/forum/more.txt")
    assert (
        audit(inline_request(bucket, "again"), executor=inline).facts["corpus"]["records"]
        == first + 1
    )
    other = Request(paths=(f"{bucket}/data/forum",), out=f"{bucket}/again")
    with pytest.raises(UserError, match="--fresh"):
        audit(other, executor=inline)
    made = audit(Request(paths=other.paths, out=other.out, fresh=True), executor=inline)
    assert made.facts["corpus"]["records"] == 61


def test_known_objects_are_not_read_again_for_their_digests(
    bucket: str, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noting(path: str) -> Any:  # noqa: ANN401 - an open file
        read.append(path)
        return storage.open_input(path)

    monkeypatch.setattr(digests, "open_input", noting)
    audit(inline_request(bucket, "known"), executor=inline)
    assert len(read) == len(set(read)) > 5
    assert "digests.parquet" in names_in(f"{bucket}/known")
    read.clear()
    more = f"{bucket}/data/forum/more.txt"
    storage.upload(__file__, more)
    audit(inline_request(bucket, "known"), executor=inline)
    assert read == [more]


def test_an_object_that_grew_is_scanned_from_where_it_grew(
    bucket: str, tmp_path: Path, inline: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "SHARD_BYTES", 2_000)
    known = tmp_path / "log.jsonl"
    notes: list[str] = []

    def tell(stage: str, done: int, total: int, rejects: int = 0, note: str = "") -> None:
        notes.extend([note] if note else [])

    request = Request(paths=(f"{bucket}/log",), out=f"{bucket}/grown", linguistics=False)
    for number in (60, 70):
        known.write_bytes(as_lines(rows("log", number)))
        storage.upload(str(known), f"{bucket}/log/log.jsonl")
        made = audit(request, executor=inline, progress=tell)
        assert made.facts["corpus"]["records"] == number
    before, now = (len(as_lines(rows("log", number))) // 2_000 for number in (60, 70))
    assert notes == [f"{before} of {now + 1} shards known from before"]


def test_a_folder_of_something_else_is_refused(bucket: str, inline: Executor) -> None:
    with pytest.raises(UserError, match="not empty and no audit"):
        audit(inline_request(bucket, "data"), executor=inline)


@pytest.mark.parametrize(
    ("path", "message"),
    [("s3://no-such-bucket/data", "NO_SUCH_BUCKET"), ("{bucket}/nothing", "nothing is there")],
)
def test_what_is_not_there_is_told(bucket: str, path: str, message: str, tmp_path: Path) -> None:
    made = cli("audit", path.format(bucket=bucket), "--out", str(tmp_path / "out"))
    assert made.returncode == 2
    assert message in made.stderr
    assert len(made.stderr.splitlines()) == 1


def test_wrong_keys_are_told_and_never_shown(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moto import settings

    # From now on the server knows no key that was not made by it.
    monkeypatch.setattr(settings, "INITIAL_NO_AUTH_ACTION_COUNT", 0.0)
    uri = bucket.replace("s3://", "s3://wrong:topsecret@")
    made = cli("audit", f"{uri}/data", "--out", str(tmp_path / "out"))
    assert made.returncode == 2
    assert "AWS_ACCESS_KEY_ID" in made.stderr
    assert len(made.stderr.splitlines()) == 1
    assert "topsecret" not in made.stderr


def test_keys_in_an_address_reach_no_file_of_the_audit(
    bucket: str, server: str, inline: Executor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    name = bucket.removeprefix("s3://")
    query = f"endpoint_override={server}&scheme=http&region=us-east-1"
    uri = f"s3://mykey:topsecret@{name}/data?{query}"
    made = audit(Request(paths=(uri,), out=tmp_path / "out"), executor=inline)
    assert made.facts["corpus"]["records"] > 100
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert b"topsecret" not in path.read_bytes(), path
            assert b"mykey" not in path.read_bytes(), path


class Failing:
    """A file of a store whose connection is lost after its first bytes."""

    def __init__(self, file: pa.NativeFile) -> None:
        self._file, self.left = file, 1

    def read(self, size: int) -> bytes:
        if not self.left:
            raise OSError("the connection was lost")
        self.left -= 1
        return bytes(self._file.read(size))

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


@pytest.mark.parametrize("name", ["columns.parquet", "plain.arrow", "zipped.jsonl.gz", "note.txt"])
def test_a_store_that_fails_is_no_damaged_file(
    name: str, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from provaudit.corpus import find, layout_of, read
    from provaudit.model import DataFile, RecordColumns, ScanSettings, Slice

    (found,) = find([f"{bucket}/data/{name}"], "out").files
    layout = layout_of(found, RecordColumns(), (), None, None)
    file = DataFile(found.path, name, found.format, found.compression, found.size, "", layout)
    opened = storage.opened
    monkeypatch.setattr(storage, "opened", lambda uri: Failing(opened(uri)))
    with pytest.raises(UserError, match="connection was lost"):
        list(read(Slice(file), ScanSettings()))


def test_what_is_shown_of_an_address() -> None:
    given = "s3://key:word@bucket/a%20b/c?scheme=http&secret_key=x&region=eu"
    assert addresses.shown(given) == "s3://bucket/a%20b/c?scheme=http&region=eu"
    assert addresses.shown("/home/a@b?secret=1") == "/home/a@b?secret=1"
    assert addresses.key_of(addresses.join("s3://b/x", "odd %#?.txt")) == "x/odd %#?.txt"
    assert addresses.below("s3://b/x?region=eu", "s3://b/x/y/z?region=eu") == "y/z"
