"""YAML text to a tree of nodes with their positions, however deep, twisted or broken it is.

Built from PyYAML's events by a loop, not by its composer, which recurses in C.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from provaudit.manifest.complaints import in_plain_words
from provaudit.manifest.document import START, Position, Unreadable

MAX_DEPTH = 64
MAX_VALUES = 200_000
"""Far more than a manifest has, far less than would take long."""

Loader: TypeAlias = "type[yaml.SafeLoader] | type[yaml.CSafeLoader]"


@dataclass(slots=True)
class Node:
    """A scalar (``items`` is None), a list (``items``), or a mapping (keys and values in turn).

    ``tag`` is as written, None where there is none; ``quoted`` scalars are always text.
    """

    position: Position
    tag: str | None
    text: str = ""
    quoted: bool = False
    mapping: bool = False
    items: list[Node] | None = None


@dataclass(slots=True)
class _Open:
    root: list[Node] = field(default_factory=list)
    count: int = 0
    stack: list[tuple[Node, str | None]] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)

    def place(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_VALUES:
            raise Unreadable(
                f"there are more than {MAX_VALUES:,} values",
                "use globs in 'files', or name a manifest if this is data",
                node.position,
            )
        parent = self.stack[-1][0].items if self.stack else None
        (self.root if parent is None else parent).append(node)


def parse(text: str, loader: Loader | None = None) -> Node:
    """Return the root node of the single document in ``text``.

    ``loader`` is a PyYAML loader; default: the one on libyaml, else the pure one.
    Raises Unreadable for anything that is not exactly one well-formed document.
    """
    tree = _Open()
    fastest: Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    for event in _events(text, loader or fastest):
        if isinstance(event, yaml.DocumentStartEvent) and tree.root:
            raise Unreadable(
                "a second document begins",
                "keep one manifest in a file: remove the '---'",
                _position(event),
            )
        _take(event, tree)
    if not tree.root:
        raise Unreadable("the file is empty", "write a manifest: it begins with 'provaudit: 1'")
    return tree.root[0]


def _events(text: str, loader: Loader) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = (mark.line + 1, mark.column + 1) if mark else START
        character = text[mark.index : mark.index + 1] if mark else ""
        said = f"{error.context or ''} {error.problem or ''}".strip()
        message, fix = in_plain_words(said, character)
        raise Unreadable(message, fix, position) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The pure parser lets an impossible escape such as "\UFFFFFFFF" through to chr().
        raise Unreadable(*in_plain_words("", "")) from error


def _take(event: yaml.Event, tree: _Open) -> None:
    if isinstance(event, yaml.AliasEvent):
        tree.place(_target(event, tree))
    elif isinstance(event, yaml.ScalarEvent):
        quoted = event.style not in (None, "")
        node = Node(_position(event), event.tag, event.value, quoted)
        tree.place(node)
        _name(event.anchor, node, tree)
    elif isinstance(event, yaml.CollectionStartEvent):
        if len(tree.stack) >= MAX_DEPTH:
            raise Unreadable(
                f"values are nested more than {MAX_DEPTH} deep",
                "flatten them: a manifest needs six levels",
                _position(event),
            )
        mapping = isinstance(event, yaml.MappingStartEvent)
        node = Node(_position(event), event.tag, mapping=mapping, items=[])
        tree.place(node)
        tree.stack.append((node, event.anchor))
    elif isinstance(event, yaml.CollectionEndEvent):
        node, anchor = tree.stack.pop()
        _name(anchor, node, tree)


def _name(anchor: str | None, node: Node, tree: _Open) -> None:
    if anchor is not None:
        tree.anchors[anchor] = node


def _target(event: yaml.AliasEvent, tree: _Open) -> Node:
    """Return what an alias stands for; a value that is still open has no name yet: no loops."""
    node = tree.anchors.get(event.anchor or "")
    if node is None:
        raise Unreadable(
            f"'*{event.anchor}' refers to nothing that is complete before it",
            "put a glob in quotes; define an anchor before its use, and not around it",
            _position(event),
        )
    return node


def _position(event: yaml.Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else START
