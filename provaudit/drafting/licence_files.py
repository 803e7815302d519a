"""Recognise the licence in a LICENSE file by its heading and a sentence that only it has."""

import re
from pathlib import Path

_NAME = re.compile(r"(?:licen[cs]e|copying)(?:[-_.].*)?", re.IGNORECASE)
_HEAD = 20_000
# SPDX id -> pieces that must all be there, in lower case with single spaces. The first fits.
_TEXTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Apache-2.0", ("apache license", "version 2.0")),
    ("AGPL-3.0-only", ("gnu affero general public license", "version 3")),
    ("LGPL-3.0-only", ("gnu lesser general public license", "version 3")),
    ("LGPL-2.1-only", ("gnu lesser general public license", "version 2.1")),
    ("GPL-3.0-only", ("gnu general public license", "version 3")),
    ("GPL-2.0-only", ("gnu general public license", "version 2")),
    ("MPL-2.0", ("mozilla public license version 2.0",)),
    ("CC0-1.0", ("cc0 1.0 universal",)),
    ("ODbL-1.0", ("open database license", "odbl")),
    ("ODC-By-1.0", ("open data commons attribution license",)),
    ("PDDL-1.0", ("public domain dedication and license", "pddl")),
    ("CDLA-Permissive-2.0", ("community data license agreement", "permissive", "version 2.0")),
    ("CDLA-Permissive-1.0", ("community data license agreement", "permissive", "version 1.0")),
    ("CDLA-Sharing-1.0", ("community data license agreement", "sharing", "version 1.0")),
    ("BSD-3-Clause", ("redistribution and use in source and binary forms", "endorse or promote")),
    ("BSD-2-Clause", ("redistribution and use in source and binary forms",)),
    ("MIT", ("permission is hereby granted, free of charge", "without warranty of any kind")),
    ("ISC", ("permission to use, copy, modify, and", "distribute this software for any purpose")),
    ("Unlicense", ("this is free and unencumbered software released into the public domain",)),
)
_CC = re.compile(
    r"(attribution(?:-?\s?(?:noncommercial|sharealike|noderivatives|noderivs))*) (\d\.\d)"
)
_CC_PARTS = {"attribution": "BY", "noncommercial": "NC", "sharealike": "SA", "noderiv": "ND"}


def licence_files(root: Path) -> list[tuple[str, str | None]]:
    """Return the licence files of a folder by name, each with its SPDX id, None if not known."""
    found = []
    for path in sorted(root.iterdir()):
        if _NAME.fullmatch(path.name) and path.is_file():
            with path.open("rb") as stream:
                text = stream.read(_HEAD).decode("utf-8", "replace")
            found.append((path.name.encode("utf-8", "replace").decode(), licence_of(text)))
    return found


def licence_of(text: str) -> str | None:
    """Return the SPDX id of a licence's text; None if it is not known."""
    words = " ".join(text.lower().split())
    if match := _CC.search(words[:600]):
        parts = [code for word, code in _CC_PARTS.items() if word in match[1]]
        return f"CC-{'-'.join(parts)}-{match[2]}"
    for spdx, pieces in _TEXTS:
        if all(piece in words for piece in pieces):
            return spdx
    return None
