"""Rules on drafts: that a person has decided what no program can."""

from collections.abc import Iterator

from provaudit.manifest.document import Document, Problem
from provaudit.plain import plain


def todo_left(document: Document) -> Iterator[Problem]:
    """What: a comment says TODO: something is still to be decided by a person.

    Why: `provaudit init` and `convert` write only what they find; whatever nobody decides stays
    unknown, and an audit counts it so.

    Example:
        license: NOASSERTION   # TODO: under which licence? write an SPDX expression

    Fix: write the value and remove the TODO; keep the value and remove the TODO if it is right.
    """
    for position, question in document.todos:
        message = f"still to be decided: {plain(question, 160)}" if question else "TODO is left"
        yield Problem(position, message, "write the value, then remove the TODO")
