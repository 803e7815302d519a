"""The docstring of a rule to the text that people read about it.

Headings ``What:``, ``Why:``, ``Example:`` and ``Fix:`` stand at the start of a line, in this
order; the text of each runs to the next.
"""

import inspect
import re
from collections.abc import Callable

from provaudit.model import Rule

HEADINGS = ("What", "Why", "Example", "Fix")
_HEADING = re.compile(rf"^({'|'.join(HEADINGS)}):", re.MULTILINE)


def name_of(rule: Callable[..., object]) -> str:
    """Return a rule's public name: that of its function, with hyphens."""
    return rule.__name__.replace("_", "-")


def describe(code: str, rule: Callable[..., object]) -> Rule:
    """Return what the docstring of ``rule`` says; a heading that is missing gives empty text."""
    pieces = _HEADING.split(inspect.getdoc(rule) or "")
    sections = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    what, why, example, fix = (_text(sections.get(heading, "")) for heading in HEADINGS)
    return Rule(code, name_of(rule), what, why, example, fix)


def _text(section: str) -> str:
    """Join the lines of prose; keep those of an example, which begins on a line of its own."""
    if section.startswith("\n"):
        return inspect.cleandoc(section)
    return " ".join(section.split())
