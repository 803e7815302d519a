"""Make text from a corpus safe to show: it may hold terminal escapes, or be a gigabyte long."""

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cn", "Cs", "Co", "Zl", "Zp"}


def plain(text: str, limit: int = 200) -> str:
    r"""Return ``text`` on one line, invisible and control characters as ``\xNN``, cut to ``limit``.

    Terminal escapes, bidirectional overrides and lone surrogates all come out as visible ASCII.
    """
    if len(text) <= limit and text.isprintable():
        return text  # none of it is hidden; asked of every file's name
    shown = "".join(
        character if unicodedata.category(character) not in _HIDDEN else _escape(character)
        for character in text[: limit + 1]
    )
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def encodable(text: str) -> str:
    r"""Return ``text`` with bytes that are no UTF-8, as in odd file names, as ``\xNN``."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
