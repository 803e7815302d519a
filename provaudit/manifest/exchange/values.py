"""Values of a foreign document, of any type, to the texts, dates and addresses of a manifest.

Nothing here raises: what does not say anything usable gives None or an empty list.
"""

import re
from typing import Any

from provaudit.dates import is_date

LONGEST = 100_000
"""Characters of a single text that are taken over; no field of a manifest needs more."""
_MOST = 2_000
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:$|[T ])", re.A)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def text(value: object) -> str | None:
    """Return a text or number as text, of a JSON-LD node its value or name; else None."""
    if isinstance(value, str):
        return value.strip()[:LONGEST] or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):
        return next((t for k in ("@value", "name", "@id") if (t := text(value.get(k)))), None)
    if isinstance(value, list):
        return next((found for found in map(text, value[:_MOST]) if found), None)
    return None


def texts(value: object) -> list[str]:
    """Return the texts of a list, or the single one that stands in its place, each once."""
    several = value[:_MOST] if isinstance(value, list) else [value]
    return list(dict.fromkeys(found for one in several if (found := text(one))))


def paragraph(value: object) -> str | None:
    """Return all texts of a value as one."""
    return "; ".join(texts(value)) or None


def mappings(value: object) -> list[dict[str, Any]]:
    """Return the mappings of a list, or the single one that stands in its place."""
    several = value[:_MOST] if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, dict)]


def date(value: object) -> str | None:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD; None for anything else."""
    stated = text(value) or ""
    match = _DATE.match(stated)
    return match[0].rstrip("T ") if match and is_date(match[0].rstrip("T ")) else None


def address(value: object) -> str | None:
    """Return a full address such as ``https://example.org``; None for anything else."""
    stated = text(value)
    return stated if stated and _ADDRESS.fullmatch(stated) else None


def truth(value: object) -> bool | None:
    """Return what a value says, of true and false however written; None if neither."""
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    stated = value if isinstance(value, bool) else words.get((text(value) or "").lower())
    if stated is None and isinstance(value, str):
        stated = words.get(value.rsplit("/", 1)[-1].lower())  # https://schema.org/True
    return stated


def slug(value: str, taken: frozenset[str] | set[str] = frozenset()) -> str:
    """Return a source id made of a name: lower case, unlike those in ``taken``."""
    base = re.sub(r"[^a-z0-9._-]+", "-", value.lower()).strip("-._")[:60].strip("-._") or "data"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def named_parties(value: object) -> list[dict[str, str]]:
    """Return creators, given as names or as mappings with name, url and e-mail."""
    found = []
    several = value[:_MOST] if isinstance(value, list) else [value]
    for one in several:
        name = text(one)
        if not name:
            continue
        more = one if isinstance(one, dict) else {}
        party = {"name": name, "url": address(more.get("url")), "email": text(more.get("email"))}
        found.append({key: stated for key, stated in party.items() if stated})
    return found
