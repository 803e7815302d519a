import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.manifest import match_source, matching, source_matcher
from provaudit.model import Manifest, Source


def manifest(*globs: str) -> Manifest:
    sources = tuple(Source(f"s{n}", (glob,)) for n, glob in enumerate(globs))
    return Manifest("m", "0" * 64, "n", "1", sources)


@pytest.mark.parametrize(
    ("glob", "matching", "others"),
    [
        ("a.txt", ["a.txt"], ["b/a.txt", "a.txt2", "xa.txt", "a_txt"]),
        ("*.txt", ["a.txt", ".txt"], ["d/a.txt", "a.txt.gz"]),
        ("d/*", ["d/a", "d/b.c"], ["d/e/a", "a", "d"]),
        ("**/*.txt", ["a.txt", "d/a.txt", "d/e/a.txt"], ["a.csv"]),
        ("d/**", ["d/a", "d/e/a"], ["a", "dd/a"]),
        ("d/**/a", ["d/a", "d/x/a", "d/x/y/a"], ["a", "d/ab", "d/x"]),
        ("d/", ["d/a", "d/e/a"], ["dd"]),
        ("./a", ["a"], ["b"]),
        ("?.[ct]sv", ["a.csv", "b.tsv"], ["ab.csv", "a.xsv", "/.csv"]),
        ("[!a]", ["b"], ["a", "/"]),
        ("a[", ["a["], ["a"]),
        ("**", ["a", "a/b/c"], []),
        ("x**y", ["xy", "xaby"], ["x/y"]),
    ],
)
def test_globs(glob: str, matching: list[str], others: list[str]) -> None:
    found = manifest(glob)
    assert [name for name in matching if not match_source(found, name)] == []
    assert [name for name in others if match_source(found, name)] == []


def test_the_first_source_in_manifest_order_has_the_file() -> None:
    both = manifest("d/*.txt", "**", "d/a.txt")
    found = [match_source(both, name) for name in ("d/a.txt", "e")]
    assert [source.id for source in found if source] == ["s0", "s1"]
    assert match_source(manifest("d/*.txt"), "e") is None


GLOBS = st.text("ab*?[]!-/.", max_size=12)
NAMES = st.text("ab-.", min_size=1, max_size=6)


@given(GLOBS, st.lists(NAMES, min_size=1, max_size=4).map("/".join))
def test_any_glob_is_answered(glob: str, name: str) -> None:
    match_source(manifest(glob), name)


@given(GLOBS.filter(lambda glob: glob and not {"/"} & set(glob) and glob != "**"), NAMES)
def test_one_level_means_what_fnmatch_means(glob: str, name: str) -> None:
    assert (match_source(manifest(glob), name) is not None) == fnmatch.fnmatchcase(name, glob)


def test_many_stars_are_no_trap() -> None:
    trap = "/".join(["**", "*a*a*a*b"] * 30)
    assert match_source(manifest(trap), "/".join(["a" * 60] * 60)) is None


@given(st.lists(GLOBS, max_size=6), st.lists(NAMES, min_size=1, max_size=4).map("/".join))
def test_a_matcher_of_many_names_finds_the_same(globs: list[str], name: str) -> None:
    found = manifest(*globs)
    assert source_matcher(found)(name) == match_source(found, name)


def test_a_matcher_asks_only_sources_whose_folders_are_those_of_the_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    monkeypatch.setattr(matching, "glob_matches", lambda glob, name: bool(asked.append(glob)))
    globs = ("d/a/*.txt", "d/b/**", "**/*.txt", "d/", "e", "d/a/x.txt", "./d/a/**/x.txt", "[d]/a")
    assert source_matcher(manifest(*globs))("d/a/x.txt") is None
    assert asked == ["d/a/*.txt", "**/*.txt", "d/", "d/a/x.txt", "./d/a/**/x.txt", "[d]/a"]
