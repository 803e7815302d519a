"""Each file in ``cases`` begins with what is expected: ``# expect: LINE:COLUMN CODE text``."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from provaudit.manifest import load
from provaudit.manifest.checks import ALL_RULES
from provaudit.manifest.schema import manifest_schema
from provaudit.model import Finding

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
EXPECT = re.compile(r"^# expect: (\S+) (PA\d{3}) (.+)$", re.MULTILINE)
FATAL = {"PA001", "PA002", "PA003"}
TODAY = "2026-11-24"


def place(finding: Finding) -> tuple[str, str]:
    return f"{finding.line}:{finding.column}", finding.code


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_gives_exactly_the_findings_that_its_head_expects(case: Path) -> None:
    expected = EXPECT.findall(case.read_text(encoding="utf-8"))
    manifest, findings = load(case, TODAY)
    findings = tuple(finding for finding in findings if not finding.waived)
    assert sorted(map(place, findings)) == sorted((at, code) for at, code, _ in expected)
    for at, code, text in expected:
        said = [f"{f.message}: {f.fix}" for f in findings if place(f) == (at, code)]
        assert any(text in line for line in said), said
    unusable = any(code in FATAL for _, code, _ in expected) or case.stem == "code_still_to_do"
    assert (manifest is None) == unusable


def test_there_are_sixty_faults() -> None:
    assert sum(bool(EXPECT.search(case.read_text("utf-8"))) for case in CASES) >= 60


def test_the_rich_case_uses_every_key_of_the_schema() -> None:
    text = (CASES[0].parent / "rich.yaml").read_text("utf-8")
    unused = [key for key in _keys(manifest_schema()) if f"{key}:" not in text]
    assert unused == []


def _keys(schema: object) -> Iterator[str]:
    for name, part in schema.items() if isinstance(schema, dict) else ():
        if name == "properties":
            yield from part
        yield from (
            key for one in (part if isinstance(part, list) else [part]) for key in _keys(one)
        )


def test_every_rule_has_a_case_that_breaks_it() -> None:
    broken = {code for case in CASES for _, code, _ in EXPECT.findall(case.read_text("utf-8"))}
    # No editor shows a byte order mark; the fields that PA008 asks for come from a policy.
    # PA420 and PA421 are about several manifests: test_manifest_related.py
    assert broken == {*ALL_RULES} - {"PA004", "PA008", "PA420", "PA421"}


@pytest.mark.parametrize(
    ("data", "at", "code", "text"),
    [
        (b"", "1:1", "PA001", "the file is empty"),
        (b"name: x\nurl: \xc3\xa9\xff\n", "2:7", "PA001", "byte 0xff is not UTF-8"),
        (b"name: x\ny: a\x00b\n", "2:5", "PA001", "a NUL byte"),
        (b"name: \x1b[31mred\n", "1:7", "PA001", "U+001B"),
        ("name: x".encode("utf-16"), "1:1", "PA001", "UTF-16"),
        (b" " * 10_000_001, "1:1", "PA001", "larger than 10 MB"),
        (b"[" * 100_000, "1:1001", "PA001", "nested too deep"),
        (b"- " * 100_000, "1:129", "PA001", "nested more than 64 deep"),
        (b"- a\n" * 250_000, "200000:3", "PA001", "more than 200,000 values"),
        (b"\xef\xbb\xbf- a\n", "1:1", "PA004", "byte order mark"),
    ],
)
def test_bytes_that_no_editor_shows(
    data: bytes, at: str, code: str, text: str, tmp_path: Path
) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(data)
    said = {place(f): f.message for f in load(path)[1]}
    assert text in said[at, code]


def test_many_problems_of_a_kind_are_not_all_listed(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("".join(f"k{n}: 1\n" for n in range(500)))
    findings = load(path)[1]
    assert len(findings) == 101
    assert findings[-1].message == "there are more than 100 problems of this kind"
