"""Which known dataset a file is of: the nearest name wins, and a mixture has none of its own."""

from pathlib import Path

import pytest

from provaudit.audit.recognising import names_of_the_whole, recognised
from provaudit.model import Manifest, Source


def manifest(name: str, *ids: str) -> Manifest:
    return Manifest("m", "", name, "1", tuple(Source(id, ("**",)) for id in ids))


@pytest.mark.parametrize(
    ("name", "source", "by"),
    [
        ("x/openorca.jsonl.gz", None, "file openorca"),
        ("tatsu-lab/alpaca/a.jsonl", None, "folder tatsu-lab/alpaca"),
        ("alpaca/a.jsonl", None, ""),
        ("openorca/deep/er/a.jsonl", None, "folder openorca"),
        ("a.jsonl", Source("ultrachat", ()), "source ultrachat"),
        ("openorca/a.jsonl", Source("ultrachat", ()), "source ultrachat"),
        ("a.jsonl", Source("ours", ()), "manifest Dolly 15k"),
    ],
)
def test_nearest_name(name: str, source: Source | None, by: str) -> None:
    whole = (("manifest", "Dolly 15k"),) if by.startswith("manifest") else ()
    assert recognised(name, source, whole).by == by


def test_names_of_the_whole(tmp_path: Path) -> None:
    root = tmp_path / "openorca"
    root.mkdir()
    (root / "README.md").write_text("---\npretty_name: WildChat\nlicense: mit\n---\n# x\n")
    names = names_of_the_whole(str(root), manifest("ours", "one"))
    assert names[0] == ("manifest", "ours")
    assert ("card", "WildChat") in names
    assert names[-1] == ("folder", "openorca")
    assert names_of_the_whole(str(root), manifest("ours", "one", "two")) == ()
    (root / "README.md").write_bytes(b"\xff\xfe not a card")
    assert names_of_the_whole(str(root), None) == (("folder", "openorca"),)
    assert names_of_the_whole("s3://KEY:SECRET@bucket/data/openorca?region=x", None) == (
        ("folder", "openorca"),
    )
