"""Write ``unicode.csv``, the character classes of the kernels.

    python -m provaudit.kernels.build_tables

Classes come from this Python's ``unicodedata``; it has no scripts, so those come from RE2 in
pyarrow. The version is fixed on purpose: it is that of the oldest Python we support, and every
later one gives the same figures. Moving it changes figures: say so in the changelog.
"""

import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

VERSION = "14.0.0"
UNSPACED = ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar")
TERMINATORS = ".!?\u2026"
# Scripts that put no space after a sentence, or whose terminator serves nothing else.
FULL_STOPS = "\u3002\uff01\uff1f\uff61\uff0e\u061f\u06d4\u0964\u0965\u1362\u1367\u104b\u17d4\u0589"
_POINTS = range(0x110000)
_JAMO = [*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)]


def main() -> None:
    """Write the file beside this one; refuse a Python whose Unicode version is another."""
    if unicodedata.unidata_version != VERSION:
        raise SystemExit(
            f"this Python has Unicode {unicodedata.unidata_version}, the kernels {VERSION}: "
            "use the Python that has it, or change VERSION and say so in the changelog"
        )
    target = Path(str(files("provaudit.kernels") / "unicode.csv"))
    target.write_text("\n".join(lines()) + "\n", encoding="ascii")


def lines() -> Iterator[str]:
    """Yield the file: a line for the version, one for the names, one for each run of points."""
    yield f"# Unicode {VERSION}"
    yield "first,last,category,marks,lower"
    unspaced, second = _unspaced(), _seconds()
    facts = ((point, _facts(point, unspaced, second)) for point in _POINTS)
    for fact, run in groupby(facts, key=lambda pair: pair[1]):
        points = [point for point, _ in run]
        yield f"{points[0]:X},{points[-1]:X},{fact}"


def _facts(point: int, unspaced: set[int], second: set[int]) -> str:
    """Return category, marks and distance to lower case: see ``unicode_table``."""
    character = chr(point)
    category = unicodedata.category(character)
    normal = category == "Cs" or unicodedata.normalize("NFC", character) == character
    marks = (
        ("u", point in unspaced and category[0] == "L"),
        ("t", character in TERMINATORS),
        ("f", character in FULL_STOPS),
        ("c", category in ("Pe", "Pf") or character in "\"'"),
        ("n", not normal or point in second),
        ("o", unicodedata.combining(character) > 0),
    )
    spaced = "Cw" if category == "Cc" and character.isspace() else category
    text = "".join(mark for mark, given in marks if given)
    return f"{spaced},{text},{_lower(character) - point}"


def _lower(character: str) -> int:
    """Return the simple lower-case mapping: str.lower is the full one, longer for U+0130 only."""
    return ord(character.lower()[0])


def _unspaced() -> set[int]:
    points = [point for point in _POINTS if not 0xD800 <= point < 0xE000]
    pattern = "".join(rf"\p{{{script}}}" for script in UNSPACED)
    found = pc.match_substring_regex(pa.array(map(chr, points)), f"^[{pattern}]$")
    return {point for point, hit in zip(points, found.to_pylist(), strict=True) if hit}


def _seconds() -> set[int]:
    """Return what may join the character before it under NFC (NFC_Quick_Check is Maybe)."""
    points = set(_JAMO)
    for point in _POINTS:
        parts = unicodedata.decomposition(chr(point)).split()
        canonical = len(parts) == 2 and parts[0][0] != "<"
        if canonical and unicodedata.normalize("NFC", chr(point)) == chr(point):
            points.add(int(parts[1], 16))
    return points


if __name__ == "__main__":
    main()
