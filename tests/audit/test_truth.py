"""Each lie of a manifest about its data is told by `check --data`, and a true one gives nothing."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from provaudit.cli.check_command import command

ENGLISH = "The harbour was quiet in the morning and the boats lay still along the wall"
FRENCH = "Le port était calme ce matin et les bateaux reposaient le long du vieux quai"
GERMAN = "Der Hafen war am Morgen ruhig und die Boote lagen still an der alten Mauer"


def rows(text: str, **facts: str) -> bytes:
    made = [
        {"text": f"{text} {n}.", "when": "2020-05-01", "lic": "MIT", "made": "human"} | facts
        for n in range(60)
    ]
    return "".join(json.dumps(row) + "\n" for row in made).encode()


def write(folder: Path, data: bytes) -> str:
    (folder / "a.jsonl").write_bytes(data)
    line = f"{hashlib.sha256(data).hexdigest()}  a.jsonl\n"
    digest = hashlib.sha256(line.encode()).hexdigest()
    return f"""\
provaudit: 1
name: letters
version: "1"
license: MIT
creators: [{{name: A}}]
records: {{text: text, date: when, license: lic, origin: made}}
sources:
  - id: letters
    files: ["*.jsonl"]
    category: user-data
    digital_source_type: digitalCreation
    language: [en, fr]
    license: MIT
    share: 1.0
    collected: {{start: 2019, end: 2020-12}}
    contents: {{files: 1, bytes: {len(data)}, records: 60, sha256: {digest}}}
"""


def said(folder: Path, manifest: str) -> list[tuple[str, str]]:
    path = folder / "provenance.yaml"
    path.write_text(manifest)
    done = CliRunner().invoke(command, [str(path), "--data"], standalone_mode=False)
    if done.exception:
        raise done.exception
    found = re.findall(r"provenance\.yaml:(\d+:\d+): (PA\d+)", done.stdout)
    return [(code, at) for at, code in found]


def test_a_true_manifest_gives_no_message(tmp_path: Path) -> None:
    assert said(tmp_path, write(tmp_path, rows(ENGLISH))) == []


LIES = {
    "files: 1,": ("files: 2,", "PA411", "16:15"),
    "end: 2020-12": ("end: 2020-04", "PA414", "15:35"),
    "    license: MIT": ("    license: Apache-2.0", "PA415", "13:14"),
    "share: 1.0": ("share: 0.5", "PA417", "14:12"),
}


def test_each_of_several_lies_is_told_where_it_stands(tmp_path: Path) -> None:
    manifest = write(tmp_path, rows(ENGLISH))
    for true, (lie, _, _) in LIES.items():
        manifest = manifest.replace(true, lie)
    told = sorted((code, at) for _, code, at in LIES.values())
    other = {"PA410"}  # shares that do not add up are a matter of the manifest alone
    assert sorted(one for one in said(tmp_path, manifest) if one[0] not in other) == told


@pytest.mark.parametrize(
    ("true", "lie", "code", "at"),
    [
        (r"bytes: ", "bytes: 1", "PA411", "16:15"),
        (r"records: 60", "records: 61", "PA411", "16:15"),
        (r"sha256: .", "sha256: x", "PA411", "16:15"),
        (r"date: when", "date: day", "PA412", "6:29"),
    ],
)
def test_one_lie_alone_is_told_where_it_stands(
    tmp_path: Path, true: str, lie: str, code: str, at: str
) -> None:
    manifest = write(tmp_path, rows(ENGLISH))
    if lie == "sha256: x":  # any other digit than the true one
        lie = "sha256: 1" if "sha256: 0" in manifest else "sha256: 0"
    assert said(tmp_path, re.sub(true, lie, manifest)) == [(code, at)]


def test_what_records_say_otherwise_is_told(tmp_path: Path) -> None:
    manifest = write(tmp_path, rows(GERMAN, made="synthetic", lic="CC-BY-NC-4.0"))
    told = [("PA413", "12:15"), ("PA415", "13:14"), ("PA416", "11:26")]
    assert sorted(said(tmp_path, manifest)) == told


def test_the_other_stated_language_gives_no_message(tmp_path: Path) -> None:
    assert said(tmp_path, write(tmp_path, rows(FRENCH))) == []


def test_what_no_source_covers_and_what_matches_nothing(tmp_path: Path) -> None:
    manifest = write(tmp_path, rows(ENGLISH)).replace('"*.jsonl"', '"b.jsonl"')
    assert sorted(said(tmp_path, manifest))[:2] == [("PA403", "7:1"), ("PA404", "9:12")]
