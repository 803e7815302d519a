"""Rules on the form of a manifest: that it can be read and follows the schema."""

from collections.abc import Iterator

from provaudit.manifest.document import START, Document, Problem, is_unfinished
from provaudit.manifest.naming import quote
from provaudit.manifest.violations import violations


def manifest_unreadable(document: Document) -> Iterator[Problem]:
    """What: the file cannot be read as YAML 1.2 (or JSON).

    Why: nothing that it declares is known, so every record of the corpus would count as
    undeclared.

    Example:
        name: support: chat      # a second ': ' on the line

    Fix: mend the place that is named; most often a quotation, a bracket or an indentation.
    """
    error = document.unreadable
    if error:
        yield Problem(error.position, error.message, error.fix)


def duplicate_key(document: Document) -> Iterator[Problem]:
    """What: a mapping has the same key twice.

    Why: programs differ in which of the two they believe, so the manifest says two things.

    Example:
        license: CC-BY-4.0
        license: MIT

    Fix: keep one of the two; for several values use a list where the schema allows one.
    """
    for repeat in document.repeats:
        message = f"{quote(repeat.key)} is already given on line {repeat.first[0]}"
        yield Problem(repeat.position, message, "remove one of the two")


def manifest_structure(document: Document) -> Iterator[Problem]:
    """What: a key is missing, misspelt or has a value that the schema does not allow.

    Why: a misspelt key is a declaration that nobody reads; other programs that know the schema
    would refuse the manifest.

    Example:
        licence: CC-BY-4.0       # the key is 'license'

    Fix: follow the schema, schemas/manifest.schema.json; docs/manifest.md explains each key.
    """
    if not document.unreadable:
        for violation in violations(document.data):
            if not is_unfinished(violation.value):  # PA006 says so
                from provaudit.manifest.wording import problems  # long, and seldom needed

                yield from problems(violation, document)


def byte_order_mark(document: Document) -> Iterator[Problem]:
    r"""What: the file begins with a byte order mark.

    Why: it is invisible, UTF-8 does not need it, and some programs take it for part of the
    first key.

    Example:
        \xef\xbb\xbfprovaudit: 1

    Fix: save the file as UTF-8 without a byte order mark.
    """
    if document.byte_order_mark:
        fix = "save it as UTF-8 without a byte order mark"
        yield Problem(START, "the file begins with a byte order mark", fix)
