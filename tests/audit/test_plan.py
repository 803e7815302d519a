import json
from concurrent.futures import Executor
from pathlib import Path

import pyarrow as pa
import pytest

from provaudit.audit import Request, audit
from provaudit.audit.digests import none_known
from provaudit.audit.plan import make_plan
from provaudit.errors import UserError


def write(folder: Path, name: str, *rows: dict[str, object]) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))


def request(folder: Path, **options: object) -> Request:
    return Request(paths=(str(folder),), out=folder / "out", **options)  # type: ignore[arg-type]


def test_a_column_that_some_files_have_is_used_there(tmp_path: Path, inline: Executor) -> None:
    write(tmp_path, "a.jsonl", {"text": "one", "region": "north"})
    write(tmp_path, "b.jsonl", {"text": "two"})
    made = audit(request(tmp_path, attributes=(("region", "region"),)), executor=inline)
    (attribute,) = made.facts["representation"]["attributes"]
    assert {group.get("value"): group["records"] for group in attribute["groups"]} == {
        "north": 1,
        None: 1,
    }


def test_a_column_that_no_file_has_is_wrong_use(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", {"text": "one"})
    write(tmp_path, "b.jsonl", {"text": "two"})
    with pytest.raises(UserError, match="no column regoin, which attribute region names"):
        audit(request(tmp_path, attributes=(("region", "regoin"),)))


def test_attributes_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", {"text": "one", "sex": "f"})
    with pytest.raises(UserError, match="differ only in case"):
        make_plan(request(tmp_path, attributes=(("sex", "sex"), ("Sex", "sex"))), none_known())


def test_without_a_manifest_the_top_folder_is_the_source(tmp_path: Path) -> None:
    write(tmp_path, "forum/2020/a.jsonl", {"text": "one"})
    write(tmp_path, "b.jsonl", {"text": "two"})
    files = {file.name: file.source for file in make_plan(request(tmp_path), none_known()).files}
    assert files["b.jsonl"] is None
    source = files["forum/2020/a.jsonl"]
    assert source is not None
    assert (source.id, source.declared) == ("forum", "unknown")


def test_a_broken_manifest_stops_the_audit_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", {"text": "one"})
    (tmp_path / "provenance.yaml").write_text("provaudit: 1\nnam: x\n")
    with pytest.raises(UserError, match=r"provenance\.yaml:1:1: PA003 .*5 problems in all"):
        make_plan(request(tmp_path), none_known())


def test_keys_of_shards_follow_content_and_settings_not_places(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        write(tmp_path / folder, "a.jsonl", {"text": "one"})
    keys = [make_plan(request(tmp_path / name), none_known()).shards[0].key for name in ("x", "y")]
    assert keys[0] == keys[1]
    assert make_plan(request(tmp_path / "x", sample=7), none_known()).shards[0].key != keys[0]
    write(tmp_path / "y", "a.jsonl", {"text": "two"})
    assert make_plan(request(tmp_path / "y"), none_known()).shards[0].key != keys[0]


def test_many_small_files_share_a_shard(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.txt").write_text("a note")
    plan = make_plan(request(tmp_path), none_known())
    assert (len(plan.files), len(plan.shards)) == (50, 1)


def test_known_digests_are_not_read_again(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", {"text": "one"})
    digests = make_plan(request(tmp_path), none_known()).digests
    zeros = pa.array([bytes(32)], digests.schema.field("sha256").type)
    forged = digests.set_column(3, digests.schema.field("sha256"), zeros)
    assert make_plan(request(tmp_path), forged).files[0].sha256 == "0" * 64
    write(tmp_path, "a.jsonl", {"text": "one more"})
    assert make_plan(request(tmp_path), forged).files[0].sha256 != "0" * 64


def test_a_wrong_reference_is_told_before_anything_is_scanned(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", {"text": "one"})
    (tmp_path / "census.csv").write_text("attribute,value,share\nregion,north,most\n")
    with pytest.raises(UserError, match="is no number"):
        make_plan(request(tmp_path, reference=tmp_path / "census.csv"), none_known())
