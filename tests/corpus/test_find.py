import os
from pathlib import Path

import pytest
from corpus_cases import COMPRESS, NOWHERE, write

from provaudit.corpus import Found, find
from provaudit.errors import UserError

LINE = '{"text": "a"}\n'


def names(found: Found) -> list[str]:
    return [file.name for file in found.files]


def test_finds_files_below_folders_sorted_by_name(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a/z.csv", "a/y.parquet", "c.txt.gz", "README.md", ".hidden.jsonl"):
        write(tmp_path, name, LINE)
    write(tmp_path, ".git/config.jsonl", LINE)
    found = find([str(tmp_path)], NOWHERE)
    assert names(found) == ["a/y.parquet", "a/z.csv", "b.jsonl", "c.txt.gz"]
    assert [(f.format, f.compression) for f in found.files] == [
        ("parquet", "none"), ("csv", "none"), ("jsonl", "none"), ("text", "gzip"),
    ]  # fmt: skip
    assert found.root == str(tmp_path)
    assert found.skipped == ()
    assert found.files[2].size == len(LINE)


def test_companions_of_data_are_left_out_silently_and_others_with_a_reason(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", LINE)
    for name in ("LICENSE", "provenance.yaml", "dataset_info.json", "state.json", ".gitattributes"):
        write(tmp_path, name, "{}")
    write(tmp_path, "card.json", '{"@context": {}, "distribution": []}')
    write(tmp_path, "image.png", b"\x89PNG")
    write(tmp_path, "cache-12.arrow", b"ARROW1")
    write(tmp_path, "b.parquet.gz", b"")
    found = find([str(tmp_path)], NOWHERE)
    assert names(found) == ["a.jsonl"]
    assert [name for name, _ in found.skipped] == ["b.parquet.gz", "cache-12.arrow", "image.png"]
    assert all(reason for _, reason in found.skipped)


def test_a_saved_dataset_folder(tmp_path: Path) -> None:
    for name in ("dataset_dict.json", "train/dataset_info.json", "train/state.json"):
        write(tmp_path, name, "{}")
    write(tmp_path, "train/data-00000-of-00001.arrow", b"x")
    assert names(find([str(tmp_path)], NOWHERE)) == ["train/data-00000-of-00001.arrow"]


def test_the_output_folder_and_other_audits_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", LINE)
    write(tmp_path, "out/tables/records/x.parquet", b"")
    write(tmp_path, "old/run.json", "{}")
    write(tmp_path, "old/tables/records/x.parquet", b"")
    found = find([str(tmp_path)], tmp_path / "out")
    assert names(found) == ["a.jsonl"]
    assert found.skipped == (("old", "an audit's own folder"),)


def test_links_to_files_are_followed_and_links_to_folders_are_not(tmp_path: Path) -> None:
    write(tmp_path, "blobs/0a1b", LINE)
    (tmp_path / "data").mkdir()
    os.symlink("../blobs/0a1b", tmp_path / "data" / "train.jsonl")
    os.symlink("..", tmp_path / "data" / "circle")
    os.symlink("nowhere", tmp_path / "data" / "broken.jsonl")
    os.mkfifo(tmp_path / "data" / "pipe.jsonl")
    found = find([str(tmp_path / "data")], NOWHERE)
    assert names(found) == ["train.jsonl"]
    assert [name for name, _ in found.skipped] == ["broken.jsonl", "circle", "pipe.jsonl"]


def test_globs(tmp_path: Path) -> None:
    for name in ("a/1.jsonl", "a/b/2.jsonl", "a/b/3.csv"):
        write(tmp_path, name, LINE)
    found = find([str(tmp_path / "a" / "**" / "*.jsonl")], NOWHERE)
    assert names(found) == ["1.jsonl", "b/2.jsonl"]
    assert found.root == str(tmp_path / "a")
    with pytest.raises(UserError, match="no file matches"):
        find([str(tmp_path / "*.parquet")], NOWHERE)


def test_several_roots_give_unique_names(tmp_path: Path) -> None:
    for name in ("x/data/1.jsonl", "y/data/1.jsonl", "z/1.jsonl"):
        write(tmp_path, name, LINE)
    roots = [str(tmp_path / name) for name in ("y/data", "z", "x/data")]
    found = find(roots, NOWHERE)
    assert names(found) == ["data/1.jsonl", "data/1.jsonl~2", "z/1.jsonl"]
    assert found.files[0].path == str(tmp_path / "x/data/1.jsonl")
    assert found == find(roots[::-1], NOWHERE)
    assert found.root == str(tmp_path)


def test_a_file_given_twice_is_found_once(tmp_path: Path) -> None:
    path = write(tmp_path, "d/a.jsonl", LINE)
    assert names(find([str(path), str(tmp_path), str(path)], NOWHERE)) == ["d/a.jsonl"]


def test_hostile_names_are_printable(tmp_path: Path) -> None:
    write(tmp_path, "\x1b[31m\u202e.jsonl", LINE)
    (tmp_path / os.fsdecode(b"\xff.jsonl")).write_text(LINE)
    assert names(find([str(tmp_path)], NOWHERE)) == ["\\x1b[31m\\u202e.jsonl", "\\xff.jsonl"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (LINE.encode(), ("json", "none")),
        (LINE.encode() * 2, ("jsonl", "none")),
        (b"a,b\n1,2\n", ("csv", "none")),
        (b"PAR1xxxx", ("parquet", "none")),
        (b"ARROW1\x00\x00", ("arrow", "none")),
        (COMPRESS["gz"](LINE.encode() * 2), ("jsonl", "gzip")),
        (COMPRESS["zst"](b"a\tb\n1\t2\n"), ("csv", "zstd")),
    ],
)
def test_a_named_file_is_known_by_its_content(
    tmp_path: Path, data: bytes, expected: tuple[str, str]
) -> None:
    path = write(tmp_path, "data.bin", data)
    (file,) = find([str(path)], NOWHERE).files
    assert (file.format, file.compression, file.name) == (*expected, "data.bin")


def test_json_lines_in_a_json_file_are_known(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", LINE * 3)
    assert find([str(path)], NOWHERE).files[0].format == "jsonl"


def test_a_named_file_of_no_known_kind_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "data.bin", b"\x00\x01\x02")
    with pytest.raises(UserError, match=r"no known kind of file.*\.jsonl"):
        find([str(path)], NOWHERE)
    with pytest.raises(UserError, match="decompress it first"):
        find([str(write(tmp_path, "a.parquet.gz", b""))], NOWHERE)


def test_nothing_found_is_an_error_that_says_what_was_there(tmp_path: Path) -> None:
    write(tmp_path, "image.png", b"")
    with pytest.raises(UserError, match=r"no data files found.*image\.png.*Known are"):
        find([str(tmp_path)], NOWHERE)
    with pytest.raises(UserError, match="no such file or folder"):
        find([str(tmp_path / "missing")], NOWHERE)


@pytest.mark.parametrize("given", ["data", "data/a.jsonl", "data/*.jsonl", "."])
def test_data_inside_the_output_folder_are_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    write(tmp_path, "data/a.jsonl", LINE)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=r"lies inside the output folder .*--out"):
        find([given], Path())
    assert names(find([given], tmp_path / "data" / "out"))
