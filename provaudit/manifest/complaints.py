"""What the YAML parser complains about, in plain words."""

_ANY_FIX = "check indentation, quotation marks and brackets here and on the line above"

# A piece of what the parser says -> what is wrong, and what to do. The first that fits counts.
_PLAIN_WORDS = {
    "while scanning an alias": (
        "a word that begins with '*' is an alias in YAML",
        "put a glob in quotes, such as '*.jsonl'",
    ),
    "mapping values are not allowed": (
        "a second ': ' stands on a line that already has a key and its value",
        "put the value in quotes, or check the indentation",
    ),
    "could not find expected ':'": (
        "a line is neither 'key: value' nor part of a value",
        "write 'key: value', or check the indentation",
    ),
    "did not find expected ',' or": (
        "a list '[...]' or mapping '{...}' is not closed, or lacks a comma",
        "close the bracket that was opened before",
    ),
    "found unexpected end of stream": (
        "a quotation is not closed before the end of the file",
        "add the closing quotation mark",
    ),
    "did not find expected key": (
        "a line is indented differently from the keys around it",
        "align it with its neighbours, or close the quotation before it",
    ),
    "did not find expected <document start>": (
        "more text follows where the manifest has already ended",
        "remove it, or check the indentation",
    ),
    "maximum nesting depth": (
        "values are nested too deep",
        "flatten them: a manifest needs six levels",
    ),
    "escape": (
        r"an escape that begins with '\' stands for no character",
        "write the character itself, or use single quotation marks",
    ),
}


def in_plain_words(said: str, character: str) -> tuple[str, str]:
    """Return what is wrong and what to do, from the parser's words and the character it met."""
    if "cannot start any token" in said:
        return _cannot_begin(character)
    for piece, words in _PLAIN_WORDS.items():
        if piece in said:
            return words
    return f"this is not valid YAML: {said}".removesuffix(": "), _ANY_FIX


def _cannot_begin(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab stands where YAML wants spaces", "indent with spaces"
    return f"a value cannot begin with {character!r}", "put it in quotes"
