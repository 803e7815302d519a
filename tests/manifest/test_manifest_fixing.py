"""``check --fix`` mends what is safe, keeps the rest as it was, and is done after one run."""

import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provaudit.manifest import load
from provaudit.manifest.fixing import fix

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
BROKEN = """# a comment
provaudit: 1
name: tiny           # another
version: 1.10
licence: cc-by-4.0   # kept
creators: [{name: A}]
issued: 2026/1/5
language: [en, no]
sources:
  - id: letters
    files: ["letters/*.txt"]
    category: 'userdata'
    digitalSourceType: digital-creation
"""
MENDED = """# a comment
provaudit: 1
name: tiny           # another
version: "1.10"
license: CC-BY-4.0   # kept
creators: [{name: A}]
issued: 2026-01-05
language: [en, "no"]
sources:
  - id: letters
    files: ["letters/*.txt"]
    category: 'user-data'
    digital_source_type: digitalCreation
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "provenance.yaml"
    path.write_bytes(text.encode())
    return path


def test_what_is_safe_is_mended_and_all_else_kept(tmp_path: Path) -> None:
    path = written(tmp_path, BROKEN)
    path.chmod(0o640)
    said = fix(path)
    assert path.read_text() == MENDED
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert 'line 4: 1.10 is now "1.10"' in said
    assert "line 5: licence is now license" in said
    assert load(path, "2026-11-24")[1] == ()
    assert fix(path) == ()
    assert path.read_text() == MENDED
    assert list(tmp_path.iterdir()) == [path]


VALUES = """provaudit: 1
name: tiny
version: "1"
license: MIT
creators: [{name: A}]
sources:
  - id: letters
    files: ["letters/*.txt"]
    category: web-crwl   # kept
    digital_source_type: "CODE"
    rights: {tdm_opt_out_checked: [robots.txt]}
    generators: [{model: gpt-4o-2024-08-06, role: genrator}]
"""


@pytest.mark.parametrize(
    ("code", "mended"),
    [
        ("digitalCreaton", "digitalCreation"),
        ("trainedAlgoritmicMedia", "trainedAlgoritmicMedia"),  # or ...Data: somebody has to say
        ("photograph", "photograph"),
    ],
)
def test_a_misspelt_value_is_mended_if_it_can_only_be_one(
    tmp_path: Path, code: str, mended: str
) -> None:
    path = written(tmp_path, VALUES.replace("CODE", code))
    fix(path)
    expected = VALUES.replace("web-crwl ", "web-crawl ").replace("genrator", "generator")
    assert path.read_text() == expected.replace("CODE", mended)


def test_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeff" + BROKEN.replace("\n", "\r\n"))
    assert "removed the byte order mark" in fix(path)
    assert path.read_bytes() == MENDED.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    "text",
    [
        "license: MIT\nlicence: cc-by-4.0\n",  # the right key is there already
        "name: {no: &a no, yes: *a}\n",
        "issued: 03/04/2026\n",  # the day or the month first?
        "sources: [{digital_source_type: human}]\n",  # a guess, not a spelling
        "a: [\n",
        "",
    ],
)
def test_what_needs_a_decision_is_left_alone(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    fix(path)
    assert path.read_text() == text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_mending_any_case_twice_changes_nothing_more(case: Path, tmp_path: Path) -> None:
    path = written(tmp_path, case.read_text("utf-8"))
    before = len(load(path)[1])
    fix(path)
    once = path.read_bytes()
    fix(path)
    assert path.read_bytes() == once
    assert len(load(path)[1]) <= before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.sampled_from(["no", "1.10", " ", "\n", ": ", "- ", "#", "version", "licence"])))
def test_any_text_stays_readable(tmp_path: Path, pieces: list[str]) -> None:
    path = written(tmp_path, "provaudit: 1\nversion: 1.10\n" + "".join(pieces))
    readable = {f.code for f in load(path)[1]}.isdisjoint({"PA001"})
    fix(path)
    assert {f.code for f in load(path)[1]}.isdisjoint({"PA001"}) == readable
