"""The policy: levels and limits of the findings, accepted findings, settings of the statistics.

A user's policy overrides single values of the one it extends; ``docs/policy.md`` says how.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from provaudit.model import Level, Waiver
from provaudit.policy.extending import READY, in_force
from provaudit.policy.limits import Limit, limits_of
from provaudit.policy.toml_files import nearest

if TYPE_CHECKING:
    from provaudit.policy.baseline import Accepted

__all__ = ["DEFAULT", "READY", "Limit", "Policy", "load_policy"]

DEFAULT = "default policy"


@dataclass(frozen=True, slots=True)
class Policy:
    """What an audit is judged by.

    ``levels`` and ``thresholds`` are keyed by the code of a rule, ``limits`` hold for parts of the
    corpus, ``required`` names the fields that the manifest (``manifest``) and each of its sources
    (``source``) must fill, ``baseline`` is what was found before and is accepted unless it got
    worse. ``path`` is the file that was read, ``sha256`` the digest of the values in force,
    whichever files they came from.
    """

    levels: Mapping[str, Level | Literal["off"]]
    thresholds: Mapping[str, Mapping[str, float]]
    fail_on: Literal["error", "warning", "never"]
    waivers: tuple[Waiver, ...]
    statistics: Mapping[str, int]
    diversity: Mapping[str, int]
    style: Mapping[str, float]
    dates: Mapping[str, str]
    path: str
    sha256: str
    limits: tuple[Limit, ...] = ()
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    baseline: tuple[Accepted, ...] = ()

    def parameters(self) -> dict[str, int]:
        """Return the ``$parameters`` of the statistics."""
        return dict(self.statistics)


def load_policy(named: Path | None, start: Path) -> Policy:
    """Read the policy ``named``, else the nearest one at or above ``start``, else the default.

    ``named`` is a file or the name of a ready policy. Nearest is ``provaudit.toml``, or
    ``pyproject.toml`` with a table ``[tool.provaudit]``. Raises UserError, with file, line and
    column, for a policy that cannot be read or does not hold.
    """
    found = named or nearest(start)
    settings = in_force(found)
    name = DEFAULT if found is None else str(found)
    rules = {code: values for code, values in settings.items() if code.startswith("PA")}
    return Policy(
        levels={code: values["level"] for code, values in rules.items()},
        thresholds={
            code: {name: value for name, value in values.items() if name != "level"}
            for code, values in rules.items()
        },
        fail_on=settings["fail_on"],
        waivers=tuple(Waiver(**waiver) for waiver in settings["waivers"]),
        statistics=settings["statistics"],
        diversity=settings["diversity"],
        style=settings["style"],
        dates=settings["dates"],
        path=name,
        sha256=_digest(settings),
        limits=limits_of(settings["limits"]),
        required={who: tuple(names) for who, names in settings["required"].items()},
        baseline=_baseline(settings["baseline"]),
    )


def _baseline(name: str) -> tuple[Accepted, ...]:
    if not name:
        return ()
    from provaudit.policy.baseline import read_baseline  # few policies have one

    return read_baseline(Path(name))


def _digest(settings: dict[str, Any]) -> str:
    return sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
