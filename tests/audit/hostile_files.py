"""Two hundred files that a corpus may hold and a reader may stumble over, made from a seed."""

import bz2
import gzip
import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

GOOD = [{"id": f"ok-{i}", "text": f"A plain sentence, the {i}th of its kind."} for i in range(5)]
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"
TERMINAL = "\x1b[2J\x1b]0;owned\x07\x1b[31mred\u202egnp.exe\x9b1m"
FORMULA = '=HYPERLINK("http://x","=cmd|\' /C calc\'!A0")'
SQL = "x\"); drop table records; --'); attach 'owned.db'"
HOSTILE_TEXTS = (
    SCRIPT,
    TERMINAL,
    FORMULA,
    SQL,
    "{{ 7*7 }}{% raw %}",
    "${jndi:ldap://x}",
    "\x00\x01",
)


def jsonl(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Yield names below the corpus and their bytes; 200 and more."""
    for files in (_damaged_lines, _archives, _binary, _empty, _nested, _texts, _columnar, _tables):
        yield from files()


def _damaged_lines() -> Iterator[tuple[str, bytes]]:
    good = jsonl(GOOD)
    bad_lines = {
        "half": b'{"id": "a", "text": "never',
        "latin1": '{"id": "a", "text": "caf\xe9"}'.encode("latin-1"),
        "surrogate": b'{"id": "a", "text": "\\ud800"}',
        "number": b"42",
        "list": b'["text"]',
        "trailing": b'{"text": "a"} and more',
        "two": b'{"text": "a"}{"text": "b"}',
        "duplicate-key": b'{"text": "a", "text": "b", "id": "d"}',
        "nul": b'{"text": "a\x00b"}',
        "text-is-number": b'{"id": "n", "text": 12}',
        "text-is-object": b'{"id": "o", "text": {"a": 1}}',
        "text-is-null": b'{"id": "z", "text": null}',
        "nan": b'{"id": "m", "text": "a", "score": NaN}',
        "huge-number": b'{"id": "h", "text": "a", "n": ' + b"9" * 5000 + b"}",
        "control": b'{"id": "c", "text": "a\tb"}',
        "blank": b"   \t ",
        "single-quotes": b"{'text': 'a'}",
    }
    for name, line in bad_lines.items():
        yield f"lines/{name}-first.jsonl", line + b"\n" + good
        yield f"lines/{name}-last.jsonl", good + line
        yield f"lines/{name}-crlf.jsonl", good.replace(b"\n", b"\r\n") + line + b"\r\n"
    yield "lines/utf16.jsonl", good.decode().encode("utf-16")
    yield "lines/bom.jsonl", b"\xef\xbb\xbf" + good
    yield "lines/same-ids.jsonl", good + good
    yield "lines/cr-only.jsonl", good.replace(b"\n", b"\r")


def _archives() -> Iterator[tuple[str, bytes]]:
    good = jsonl(GOOD * 200)
    packed = {
        "gz": gzip.compress(good, mtime=0),
        "bz2": bz2.compress(good),
        "xz": lzma.compress(good),
        "zst": pa.compress(good, codec="zstd", asbytes=True),
    }
    chance = random.Random(3)
    for suffix, data in packed.items():
        yield f"archives/whole.jsonl.{suffix}", data
        yield f"archives/half.jsonl.{suffix}", data[: len(data) // 2]
        yield f"archives/stub.jsonl.{suffix}", data[:5]
        yield f"archives/empty.jsonl.{suffix}", b""
        yield f"archives/twice.jsonl.{suffix}", data + data
        yield f"archives/tail.jsonl.{suffix}", data + b"trailing garbage"
        yield f"archives/plain.jsonl.{suffix}", good
        yield f"archives/holes.csv.{suffix}", data[:60] + chance.randbytes(40) + data[100:]


def _binary() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(5)
    for suffix in (
        "jsonl",
        "json",
        "csv",
        "tsv",
        "parquet",
        "arrow",
        "feather",
        "txt",
        "md",
        "ndjson",
    ):
        yield f"binary/noise.{suffix}", chance.randbytes(3000)
        yield f"binary/zeros.{suffix}", bytes(3000)
        yield f"binary/magic.{suffix}", b"PAR1" + chance.randbytes(200) + b"PAR1"
        yield f"binary/arrow-magic.{suffix}", b"ARROW1\0\0" + chance.randbytes(300)


def _empty() -> Iterator[tuple[str, bytes]]:
    for suffix in ("jsonl", "json", "csv", "tsv", "parquet", "arrow", "txt", "jsonl.gz"):
        yield f"empty/nothing.{suffix}", b""
        yield f"empty/newlines.{suffix}", b"\n\n\n"
    yield "empty/list.json", b"[]"
    yield "empty/object.json", b"{}"
    yield "empty/header.csv", b"id,text\n"


def _nested() -> Iterator[tuple[str, bytes]]:
    deep = b"[" * 100_000 + b"]" * 100_000
    yield "nested/deep.jsonl", b'{"text": ' + deep + b"}\n" + jsonl(GOOD)
    yield "nested/deep.json", deep
    yield "nested/deep-objects.jsonl", b'{"a":' * 50_000 + b"1" + b"}" * 50_000
    yield "nested/open.json", b'[{"text": "a"}, {"text": '
    yield "nested/broken.json", b'[{"text": "a"}, {"text": }, {"text": "c"}]'
    yield "nested/mixed.json", b'[1, "two", null, {"text": "four"}, [5]]'
    yield "nested/lines.json", jsonl(GOOD)
    yield "nested/long-line.jsonl", b'{"text": "' + b"x" * (100 << 20) + b'"}\n' + jsonl(GOOD)
    yield "nested/one-word.txt", b"x" * (3 << 20)


def _texts() -> Iterator[tuple[str, bytes]]:
    for number, text in enumerate(HOSTILE_TEXTS):
        row: dict[str, object] = {"id": text, "text": text, text: text, "source": text[:60]}
        yield f"texts/text-{number}.jsonl", jsonl([row])
        yield f"texts/text-{number}.txt", text.encode("utf-8", "surrogatepass")
        yield (
            f"texts/turns-{number}.jsonl",
            jsonl(
                [{"id": text, "messages": [{"role": text, "content": text}, {"role": "assistant"}]}]
            ),
        )
        yield f"texts/model-{number}.jsonl", jsonl([{"text": "a", "model": text, "lang": text}])
    yield "texts/\x1b[31mname\u202e.jsonl", jsonl(GOOD)
    yield "texts/<script>alert(1)<x>.jsonl", jsonl(GOOD)
    yield "texts/'); drop table records; --.jsonl", jsonl(GOOD)
    yield "texts/=1+1.csv", b"id,text\n1,a\n"


def _columnar() -> Iterator[tuple[str, bytes]]:
    table = pa.Table.from_pylist(GOOD * 50)
    hostile = pa.table({"text": ["a"], SQL: ["b"], 'quo"te': ["c"], "": ["d"], "TEXT": ["e"]})
    for name, rows in (("good", table), ("columns", hostile), ("none", table.slice(0, 0))):
        data = _parquet(rows)
        yield f"columnar/{name}.parquet", data
        yield f"columnar/{name}-half.parquet", data[: len(data) // 2]
        yield f"columnar/{name}-tail.parquet", data[len(data) // 2 :]
        yield f"columnar/{name}-holes.parquet", data[:20] + bytes(60) + data[80:]
        for kind, packed in (("file", _feather(rows)), ("stream", _stream(rows))):
            yield f"columnar/{name}-{kind}.arrow", packed
            yield f"columnar/{name}-{kind}-half.arrow", packed[: len(packed) // 2]
    numbers = pa.table({"text": [1.5, float("nan"), None], "id": [1, 2, 3]})
    yield "columnar/numbers.parquet", _parquet(numbers)
    yield "columnar/lists.parquet", _parquet(pa.table({"text": [["a", "b"], None, []]}))
    yield "columnar/bytes.parquet", _parquet(pa.table({"text": [b"\xff\xfe", b"ok", None]}))


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, row_group_size=60)
    return bytes(sink.getvalue())


def _feather(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    feather.write_feather(table, sink)
    return bytes(sink.getvalue())


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _tables() -> Iterator[tuple[str, bytes]]:
    yield "tables/quotes.csv", b'id,text\n1,"open\n2,b\n3,c\n'
    yield "tables/ragged.csv", b"id,text\n1,a,extra\n2\n3,c\n"
    yield "tables/same-names.csv", b"text,text\na,b\n"
    yield "tables/no-names.csv", b",,\na,b,c\n"
    yield "tables/bom.csv", b"\xef\xbb\xbfid,text\n1,a\n"
    yield "tables/nul.csv", b"id,text\n1,a\x00b\n2,c\n"
    yield "tables/latin1.csv", "id,text\n1,caf\xe9\n2,b\n".encode("latin-1")
    yield "tables/semicolons.csv", b"id;text\n1;a\n2;b\n"
    yield "tables/formula.csv", f"id,text\n1,{FORMULA!r}\n".encode()
    yield "tables/columns.csv", b'"text","x""); drop table records; --"\na,b\n'
    yield "tables/wide.csv", b",".join(b"c%d" % i for i in range(5000)) + b"\n" + b"," * 4999
    yield "tables/tabs.tsv", b'id\ttext\n1\t"quoted\tcell"\n'


def write_all(folder: Path) -> list[str]:
    """Write every file below ``folder`` and return their names."""
    names = []
    for name, data in hostile_files():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        names.append(name)
    return names
