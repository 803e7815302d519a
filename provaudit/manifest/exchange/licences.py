"""Names, addresses and hub ids of licences to SPDX identifiers, by the rows of a table."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from provaudit.manifest.exchange.draft import UNKNOWN_LICENCE

_NOTHING = frozenset(("", "unknown", "unspecified", "noassertion", "none", "n/a", "not specified"))
_CC = re.compile(
    r"(?:https?://)?(?:www\.)?creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/zero)/(\d\.\d)"
)
_ADDRESS = re.compile(r"https?://(?:www\.)?(?:choosealicense|spdx|opensource)\.[a-z]+/licenses?/")
_CC_NAME = re.compile(r"cc-(by|by-nc|by-sa|by-nd|by-nc-sa|by-nc-nd)-(\d\.\d)")
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?:\s+(?:AND|OR|WITH)\s+\(?[A-Za-z0-9.+-]+\)?)+")


@cache
def known_licences() -> dict[str, str]:
    """Return SPDX identifiers by folded name."""
    rows = csv.DictReader((files(__package__) / "licences.csv").read_text("utf-8").splitlines())
    return {row["name"]: row["spdx"] for row in rows}


def spdx_of(stated: str) -> str:
    """Return the SPDX expression that a licence's name, id or address amounts to.

    A name that is not known becomes ``LicenseRef-NAME``; one that says nothing, NOASSERTION.
    """
    if stated.strip().lower() in _NOTHING:
        return UNKNOWN_LICENCE
    if _EXPRESSION.fullmatch(stated.strip()) or stated.startswith("LicenseRef-"):
        return stated.strip()
    if match := _CC.match(stated.strip().lower()):
        return f"CC-{match[1].upper()}-{match[2]}" if match[1] else "CC0-1.0"
    name = _folded(_ADDRESS.sub("", stated.strip()))
    if match := _CC_NAME.fullmatch(name):
        return f"CC-{match[1].upper()}-{match[2]}"
    found = known_licences().get(name)
    return found or f"LicenseRef-{_reference(stated)}"


def joined(licences: Iterable[str]) -> str:
    """Return one expression for licences that all apply; NOASSERTION if none is known.

    Beside others, one that is not known is ``LicenseRef-unknown``.
    """
    parts = list(dict.fromkeys(licences)) or [UNKNOWN_LICENCE]
    if len(parts) == 1:
        return parts[0]
    parts = ["LicenseRef-unknown" if part == UNKNOWN_LICENCE else part for part in parts]
    return " AND ".join(f"({part})" if " OR " in part else part for part in parts)


def _folded(name: str) -> str:
    plain = re.sub(r"[\s_]+", "-", name.strip().lower().rstrip("/"))
    return plain.removesuffix(".html").removesuffix(".txt")


def _reference(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-.")[:60].strip("-.") or "unnamed"
