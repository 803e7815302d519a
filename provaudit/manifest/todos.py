"""Find the comments of a manifest that leave something to be decided."""

import re

from provaudit.manifest.document import Position

# Before a comment stand plain text and whole quotations, so that a '#' inside one begins none.
_TODO = re.compile(
    r"""(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\S)#)*?(?<!\S)(?P<mark>#)\s*TODO\b:?\s*(?P<what>.*)"""
)
_LONGEST_LINE = 10_000


def todos_in(text: str) -> tuple[tuple[Position, str], ...]:
    """Return where each ``# TODO`` stands in YAML text, and what it says up to the next ``;``."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if "TODO" in line and len(line) <= _LONGEST_LINE and (match := _TODO.match(line)):
            question = re.split(r"; (?=from )", match["what"])[0]
            found.append(((number, match.start("mark") + 1), question.strip()))
    return tuple(found)
