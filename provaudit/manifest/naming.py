"""How a place in a manifest is called in a sentence, and which known word a wrong one meant."""

from collections.abc import Collection

from provaudit.manifest.document import Json, Place
from provaudit.plain import plain

_ONE_OF = {
    "sources": "source",
    "creators": "creator",
    "generators": "generator",
    "waivers": "waiver",
    "processing": "processing step",
    "evidence": "evidence",
    "intended_use": "intended use",
}
# Beyond these, looking for likeness takes long and helps nobody.
_LONGEST_WORD, _MOST_WORDS = 64, 1000


def quote(value: Json) -> str:
    """Return a value as it may stand in a message: on one line, short, in quotation marks."""
    return f"'{plain(str(value), limit=60)}'"


def dotted(place: Place) -> str:
    """Return a place as a path, such as ``sources[0].license``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return plain("".join(steps).removeprefix("."))


def call(place: Place, data: Json) -> str:
    """Return a place in words, such as ``generator 2 of source 'synth'``."""
    words, value, key = [], data, ""
    for step in place:
        value = _step(value, step)
        if isinstance(step, str):
            words.append(quote(step))
        else:
            words[-1] = _entry(key, step, value)
        key = str(step)
    return " of ".join(reversed(words)) or "the manifest"


def nearest(word: str, known: Collection[str], likeness: float = 0.7) -> str | None:
    """Return the known word that ``word`` most likely meant, None if it resembles none.

    ``likeness`` is the least share of letters in common, 0 to 1, as difflib counts it.
    """
    if len(word) > _LONGEST_WORD or len(known) > _MOST_WORDS:
        return None
    import difflib  # most manifests need none of it

    by_letters = {letters(name): name for name in sorted(known)}
    found = difflib.get_close_matches(letters(word), by_letters, n=1, cutoff=likeness)
    return by_letters[found[0]] if found else None


def letters(word: str) -> str:
    """Return the letters and digits of a word in lower case: what misspellings share."""
    return "".join(character for character in word.lower() if character.isalnum())


def _step(value: Json, step: str | int) -> Json:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _entry(key: str, index: int, value: Json) -> str:
    identifier = value.get("id") if isinstance(value, dict) else None
    if key in _ONE_OF:
        return f"{_ONE_OF[key]} {quote(identifier) if identifier else index + 1}"
    return f"entry {index + 1} of {quote(key)}"
