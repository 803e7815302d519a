"""The core schema of YAML 1.2: which plain words are numbers, truth values or nothing.

YAML 1.1, which PyYAML follows by default, reads ``no`` as false and ``2026-10-02`` as a date
object. Source: YAML 1.2.2 specification, section 10.3.2, https://yaml.org/spec/1.2.2/.
"""

import math
import re

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGERS = (
    (re.compile("[-+]?[0-9]+"), 10),
    (re.compile("0o[0-7]+"), 8),
    (re.compile("0x[0-9a-fA-F]+"), 16),
)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 40


def resolve(word: str) -> str | int | float | bool | None:
    """Return what a plain (unquoted) scalar means.

    ``.nan``, ``.inf`` and numbers too large or too long to mean anything stay text, so that
    the schema refuses them where it wants a number: JSON has no such values.
    """
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if len(word) > _LONGEST_NUMBER:
        return word
    for pattern, base in _INTEGERS:
        if pattern.fullmatch(word):
            return int(word, base)
    if _FLOAT.fullmatch(word) and math.isfinite(float(word)):
        return float(word)
    return word
