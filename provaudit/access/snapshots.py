"""Snapshots of the files by which a site says who may fetch it, as they lie in a folder.

A path says what a file is: its last part is the name of the file or ends in it, one part is a host,
one may be a date. ``2024-05-01/example.com/robots.txt``, ``example.com/2024-05-01/robots.txt`` and
``example.com_2024-05-01.robots.txt`` are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from provaudit.access.agents import EVERYBODY
from provaudit.access.reservations import rsl_answer, tdmrep_answer
from provaudit.access.robots import (
    LONGEST,
    Answers,
    ai_txt_answers,
    preferences,
    robots_answers,
)

_DATE = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{8}"
_NAMED = re.compile(rf"(?P<host>.+?)(?:[_@](?P<date>{_DATE}))?", re.IGNORECASE)
_HOST = re.compile(r"(?i)(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{0,62}")


class Snapshot(NamedTuple):
    """One file of one site: ``seen`` is a date as the path has it, empty where it has none."""

    path: Path
    name: str
    host: str
    seen: str


def snapshot_at(path: Path, folder: Path) -> Snapshot | None:
    """Return what the path below ``folder`` says of the file; None if it is no snapshot."""
    *above, last = path.relative_to(folder).parts
    name = next(
        (one for one in KINDS if last.lower() == one or last.lower().endswith(f".{one}")), ""
    )
    stem = last[: -len(name)].removesuffix(".") if name else ""
    parts = [*above, *([stem] if stem else [])]
    hosts, dates = [], []
    for part in parts:
        named = _NAMED.fullmatch(part)
        if re.fullmatch(_DATE, part):
            dates.append(part)
        elif named and _HOST.fullmatch(named["host"]):
            hosts.append(named["host"])
            dates += [named["date"]] if named["date"] else []
    if not name or not hosts:
        return None
    return Snapshot(path, name, hosts[-1].lower(), dates[-1] if dates else "")


def answers_of(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Yield mechanism, agent and answer for all that a snapshot says, sorted by agent."""
    with snapshot.path.open("rb") as file:
        text = file.read(LONGEST).decode("utf-8-sig", "replace")
    for mechanism, read in KINDS[snapshot.name]:
        for agent, answer in sorted(read(text).items()):
            yield mechanism, agent, answer


def _for_all(read: Callable[[str], str]) -> Callable[[str], Answers]:
    return lambda text: {EVERYBODY: read(text)}


_RSL = (("rsl", _for_all(rsl_answer)),)
KINDS: dict[str, tuple[tuple[str, Callable[[str], Answers]], ...]] = {
    "robots.txt": (("robots.txt", robots_answers), ("aipref", preferences)),
    "ai.txt": (("ai.txt", ai_txt_answers),),
    "tdmrep.json": (("tdmrep", _for_all(tdmrep_answer)),),
    "rsl.xml": _RSL,
    "license.xml": _RSL,
}
