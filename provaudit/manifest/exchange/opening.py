"""Bytes of a foreign document to plain values, bounded in size, depth and number."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from provaudit.manifest.document import Unreadable
from provaudit.manifest.parsing import Node, parse
from provaudit.manifest.scalars import resolve

MAX_BYTES = 20_000_000
_MOST_VALUES = 200_000
_DEEPEST = 60
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)(?:^---[ \t]*\r?(?:\n|\Z)|\Z)", re.DOTALL | re.MULTILINE)
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Opened:
    """A document: its values, the Markdown under a card's front matter, and what was odd."""

    values: dict[str, Any]
    body: str
    notes: list[str]
    card: bool = False


def opened(data: bytes) -> Opened:
    """Return what a JSON, YAML or Markdown document holds; raise Unreadable if nothing."""
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"the document is larger than {MAX_BYTES // 1_000_000} MB", "name a card, not data"
        )
    notes: list[str] = []
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if "\ufffd" in text and b"\xef\xbf\xbd" not in data:
        notes.append("the document is not in UTF-8 throughout; what could not be read is a \ufffd")
    start = text.lstrip()
    if start.startswith("{"):
        return Opened(_json(start, notes), "", notes)
    if match := _FRONT.match(start):
        values = _mapping(_yaml(match[1], notes), "the front matter", notes)
        return Opened(values, start[match.end() :], notes, card=True)
    if start.startswith(("# ", "## ", "### ", "<")):
        notes.append("there is no front matter, so the card declares nothing")
        return Opened({}, start, notes, card=True)
    return Opened(_mapping(_yaml(start, notes), "the document", notes), "", notes)


def _mapping(values: Any, what: str, notes: list[str]) -> dict[str, Any]:  # noqa: ANN401
    if isinstance(values, dict):
        return values
    notes.append(f"{what} is empty or no mapping, so it declares nothing")
    return {}


def _json(text: str, notes: list[str]) -> dict[str, Any]:
    odd: list[str] = []
    try:
        values = json.loads(text, parse_constant=odd.append, parse_int=_whole_number)
    except RecursionError as error:
        raise Unreadable("values are nested too deep", "name a dataset's description") from error
    except json.JSONDecodeError as error:
        position = (error.lineno, error.colno)
        raise Unreadable(f"this is not JSON: {error.msg}", "mend it here", position) from error
    if odd:
        notes.append("NaN or Infinity stands where JSON has no such value; left out")
    return _mapping(_bounded(values, 0, [0]), "the document", notes)


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= 40 else digits


def _bounded(value: Any, depth: int, count: list[int]) -> Any:  # noqa: ANN401
    """Return a copy without lone surrogates; raise Unreadable beyond all measure."""
    count[0] += 1
    if depth > _DEEPEST or count[0] > _MOST_VALUES:
        raise Unreadable("the document is nested too deep or too large", "name a card, not data")
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_LONE.sub("\ufffd", k): _bounded(v, depth + 1, count) for k, v in value.items()}
    if isinstance(value, list):
        return [_bounded(one, depth + 1, count) for one in value]
    return value


def _yaml(text: str, notes: list[str]) -> Any:  # noqa: ANN401
    """Return YAML as YAML 1.2 reads it; what follows a fault is lost, with a note."""
    if not text.strip():
        return None
    try:
        return _value(parse(text), 0, [0], notes)
    except Unreadable as error:
        line = error.position[0]
        before = _FLAWED_LINE_END.sub("", "\n".join(text.splitlines()[: max(0, line - 1)]))
        if "\n" not in before or any("not valid YAML after" in note for note in notes):
            raise
        notes.append(f"not valid YAML after line {line - 1}: {error.message}; read up to there")
        return _yaml(_whole_keys(before), notes)


_FLAWED_LINE_END = re.compile(r"\s+\Z")


def _whole_keys(text: str) -> str:
    """Return the lines before the last key at the margin, which may be incomplete."""
    starts = [found.start() for found in re.finditer(r"^[A-Za-z_]", text, re.MULTILINE)]
    return text[: starts[-1]] if len(starts) > 1 else text


def _value(node: Node, depth: int, count: list[int], notes: list[str]) -> Any:  # noqa: ANN401
    count[0] += 1
    if depth > _DEEPEST or count[0] > _MOST_VALUES:
        raise Unreadable("aliases write out to too many values", "use fewer", node.position)
    if node.items is None:
        return node.text if node.quoted else resolve(node.text)
    if not node.mapping:
        return [_value(item, depth + 1, count, notes) for item in node.items]
    found: dict[str, Any] = {}
    for key, value in zip(node.items[::2], node.items[1::2], strict=True):
        name = key.text if key.items is None else "a list or mapping"
        if name in found:
            notes.append(f"{name!r} is given twice; the first counts")
            continue
        found[name] = _value(value, depth + 1, count, notes)
    return found
