"""Bytes of a manifest file to text: size, encoding and characters that YAML does not allow."""

import codecs
import re

from provaudit.manifest.document import Position, Unreadable

MAX_BYTES = 10_000_000
"""More than any manifest needs; a larger file is data that was named by mistake."""

# The complement of c-printable, YAML 1.2.2 section 5.1.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
# json.dumps writes characters beyond U+FFFF as two escapes; YAML knows only the long single one.
_ESCAPED_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB]\w\w)\\u([dD][c-fC-F]\w\w)", re.A)


def decode(data: bytes) -> tuple[str, bool]:
    """Return the text of a manifest and whether a byte order mark stood before it.

    Raises Unreadable, with line and column, for what is no text in UTF-8 or not printable.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"the file is larger than {MAX_BYTES // 1_000_000} MB",
            "name a manifest: globs in 'files' stand for many data files",
        )
    if data.startswith(_WIDE_MARKS):
        raise Unreadable("the file is in UTF-16 or UTF-32", "save it as UTF-8")
    marked = data.startswith(codecs.BOM_UTF8)
    text = _utf8(data.removeprefix(codecs.BOM_UTF8))
    _refuse_forbidden(text)
    return text, marked


def json_as_yaml(text: str) -> str:
    """Return JSON text with the two things that YAML parsers stumble over written otherwise.

    In JSON a raw tab never means anything, but YAML parsers refuse it as indentation.
    """
    return _ESCAPED_PAIR.sub(_one_escape, text.replace("\t", " "))


def _one_escape(pair: re.Match[str]) -> str:
    try:
        high, low = int(pair[2], 16), int(pair[3], 16)
    except ValueError:  # not hexadecimal after all: the parser will say so
        return pair[0]
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise Unreadable(
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
            _end_of(before),
        ) from error


def _refuse_forbidden(text: str) -> None:
    found = _FORBIDDEN.search(text)
    if not found:
        return
    what = "a NUL byte" if found[0] == "\0" else f"the control character U+{ord(found[0]):04X}"
    fix = "remove it, or name a text file if this one is binary"
    raise Unreadable(f"{what} is not allowed in YAML", fix, _end_of(text[: found.start()]))


def _end_of(text: str) -> Position:
    return text.count("\n") + 1, len(text) - text.rfind("\n")
