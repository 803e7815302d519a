"""A tree of nodes to plain JSON values, with the position of every value and key.

The schema has the first word on types: where it wants a string, ``1.10`` stays ``"1.10"``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from provaudit.manifest.document import Json, Place, Position, Repeat, Unreadable
from provaudit.manifest.parsing import MAX_DEPTH, MAX_VALUES, Node
from provaudit.manifest.scalars import resolve
from provaudit.manifest.schema import Schema, below, manifest_schema

_CORE = "tag:yaml.org,2002:"
_TAGS = {None, "!", *(_CORE + name for name in ("str", "int", "float", "bool", "null"))}
_COLLECTION_TAGS = {None, "!", _CORE + "map", _CORE + "seq"}


@dataclass(slots=True)
class Placed:
    """Values so far: where they and their keys stand, which came twice, which lack quotes."""

    data: Json = None
    values: dict[Place, Position] = field(default_factory=dict)
    keys: dict[Place, Position] = field(default_factory=dict)
    repeats: list[Repeat] = field(default_factory=list)
    plain: dict[Place, str] = field(default_factory=dict)
    count: int = 0


def place(root: Node) -> Placed:
    """Return the values of ``root``; raise Unreadable for what JSON values cannot say."""
    placed = Placed()
    placed.data = _value(root, manifest_schema(), (), placed)
    return placed


def _value(node: Node, schema: Schema, where: Place, placed: Placed) -> Json:
    _bound(node, where, placed)
    placed.values[where] = node.position
    if node.items is None:
        return _scalar(node, schema, where, placed)
    _refuse_tag(node, _COLLECTION_TAGS)
    if node.mapping:
        return _mapping(node, schema, where, placed)
    return [
        _value(item, below(schema, index), (*where, index), placed)
        for index, item in enumerate(node.items)
    ]


def _mapping(node: Node, schema: Schema, where: Place, placed: Placed) -> Json:
    result: dict[str, Json] = {}
    items = node.items or []
    for key, value in zip(items[::2], items[1::2], strict=True):
        if key.items is not None:
            raise Unreadable(
                "a key is a list or mapping", "use a plain word as the key", key.position
            )
        here = (*where, key.text)
        if key.text in result:
            placed.repeats.append(Repeat(key.text, key.position, placed.keys[here]))
        else:
            placed.keys[here] = key.position
        result[key.text] = _value(value, below(schema, key.text), here, placed)
    return result


def _scalar(node: Node, schema: Schema, where: Place, placed: Placed) -> Json:
    _refuse_tag(node, _TAGS)
    if node.quoted or node.tag in ("!", _CORE + "str"):
        return node.text
    if schema.get("type") == "string":
        placed.plain[where] = node.text
    value = resolve(node.text)
    wants_text = schema.get("type") == "string" and value is not None
    return node.text if wants_text else value


def _refuse_tag(node: Node, known: set[str | None]) -> None:
    if node.tag not in known:
        raise Unreadable(
            f"the tag '{node.tag}' means nothing in a manifest", "remove the tag", node.position
        )


def _bound(node: Node, where: Place, placed: Placed) -> None:
    placed.count += 1
    if placed.count > MAX_VALUES:
        raise Unreadable(
            f"there are more than {MAX_VALUES:,} values when aliases are written out",
            "use fewer aliases",
            node.position,
        )
    if len(where) > MAX_DEPTH:
        raise Unreadable(
            f"aliases nest values more than {MAX_DEPTH} deep", "use fewer aliases", node.position
        )
