"""Values as YAML with comments, the same text for the same values, read alike by YAML 1.1 and 1.2.

Written by hand because PyYAML writes no comments and its quoting follows YAML 1.1 alone.
"""

import json
import re
from typing import Any

from provaudit.manifest.document import Place
from provaudit.plain import plain

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./+@-]*(?: [A-Za-z0-9(][A-Za-z0-9_./+@()-]*)*")
_WORDS_WITH_A_MEANING = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_LONGEST_PLAIN = 120
Comments = dict[Place, list[str]]


def yaml_text(values: dict[str, Any], comments: Comments | None = None) -> str:
    """Return ``values`` as a YAML document; comments stand behind the value, or above a block."""
    return "\n".join(_block(values, (), 0, comments or {})) + "\n"


def _block(value: Any, here: Place, indent: int, comments: Comments) -> list[str]:  # noqa: ANN401
    lines: list[str] = []
    pad = " " * indent
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in pairs:
        place = (*here, step)
        start = f"{pad}{scalar(step)}:" if isinstance(step, str) else f"{pad}-"
        if isinstance(inner, (dict, list)) and inner:
            below = _block(inner, place, indent + 2, comments)
            if isinstance(step, str):
                lines.append(start + _remark(comments.get(place)))
                lines += below
            else:
                lines += [pad + "# " + _one_line(text) for text in comments.get(place, [])]
                lines += (
                    [f"{start} {below[0].lstrip()}", *below[1:]]
                    if _joins(below)
                    else [start, *below]
                )
        else:
            lines.append(f"{start} {scalar(inner)}{_remark(comments.get(place))}")
    return lines


def _joins(below: list[str]) -> bool:
    return not below[0].lstrip().startswith("#")


def scalar(value: Any) -> str:  # noqa: ANN401
    """Return a single value, or an empty list or mapping, as YAML that means the same anywhere."""
    if isinstance(value, str):
        return value if _is_plain(value) else _quoted(value)
    if isinstance(value, (dict, list)):
        return "{}" if isinstance(value, dict) else "[]"
    return json.dumps(value)


def _is_plain(value: str) -> bool:
    if len(value) > _LONGEST_PLAIN or value.lower() in _WORDS_WITH_A_MEANING:
        return False
    return _PLAIN.fullmatch(value) is not None


def _quoted(value: str) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", shown)


def _remark(comments: list[str] | None) -> str:
    return "  # " + "; ".join(map(_one_line, comments)) if comments else ""


def _one_line(comment: str) -> str:
    return plain(comment, 200)
