"""A baseline: what an earlier audit or check found is accepted for now, unless it has got worse."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provaudit.errors import UserError
from provaudit.plain import plain


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding of the baseline: its rule, its place, and how bad it was (null: not a figure).

    ``message`` is set for a finding in a manifest: places there move when lines are added, so its
    words tell which it is.
    """

    code: str
    where: str
    value: float | None
    threshold: float | None
    message: str = ""

    def is_same(self, code: str, where: str, message: str) -> bool:
        """Return whether a finding is the one that was accepted, whatever its value."""
        told = message == self.message if self.message else where == self.where
        return code == self.code and told

    def covers(self, value: float | None) -> bool:
        """Return whether a finding of this rule and place with ``value`` is no worse than then.

        Worse is farther from the limit on the side on which it was missed.
        """
        if self.value is None or self.threshold is None or value is None:
            return True
        over = self.value >= self.threshold
        return value <= self.value if over else value >= self.value


def read_baseline(path: Path) -> tuple[Accepted, ...]:
    """Read the findings that an audit or ``check --format json`` left; UserError if none are."""
    try:
        facts = json.loads(path.read_text("utf-8"))
        return tuple(_accepted(facts["findings"]))
    except OSError as error:
        raise UserError(f"{path}: cannot read the baseline: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = plain(str(error) or "nested too deeply", 200)
        raise UserError(
            f"{path}: not a baseline: give the audit.json, or what `provaudit check "
            f"--format json` printed, whose findings are accepted ({reason})"
        ) from error


def _accepted(findings: Iterable[dict[str, Any]]) -> Iterable[Accepted]:
    for finding in findings:
        yield Accepted(
            code=str(finding["code"]),
            where=str(finding.get("where") or ""),
            value=_number(finding.get("value")),
            threshold=_number(finding.get("threshold")),
            message=str(finding["message"]) if finding.get("line") else "",
        )


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]  # TypeError is caught
