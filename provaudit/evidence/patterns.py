"""Load the patterns of ``residues.toml``: what is looked for in text, and under which guards."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SAYS_OF_TIER: dict[str, str | None] = {"A": "mixed", "B": "synthetic", "link": None}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One ``[[residue]]`` of the file, whose header says what the fields mean."""

    id: str
    tier: str
    expression: re.Pattern[str]
    literals: tuple[str, ...]
    guards: tuple[str, ...]
    vendor: str
    first_seen: str
    source: str
    example: str
    counter_examples: tuple[str, ...]
    example_shape: str = "text"

    @property
    def says(self) -> str | None:
        """Return the origin that a hit speaks for; None for one that decides nothing."""
        return SAYS_OF_TIER[self.tier]


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """Return all patterns, in the order of the file."""
    text = (files("provaudit.evidence") / "residues.toml").read_text("utf-8")
    return tuple(_pattern(**entry) for entry in tomllib.loads(text)["residue"])


@cache
def patterns_of(*tiers: str) -> tuple[Pattern, ...]:
    """Return the patterns of these tiers, in the order of the file."""
    return tuple(pattern for pattern in load_patterns() if pattern.tier in tiers)


def _pattern(pattern: str | list[str], **fields: object) -> Pattern:
    alternatives = [pattern] if isinstance(pattern, str) else pattern
    expression = re.compile("|".join(f"(?:{one})" for one in alternatives), re.MULTILINE)
    as_tuples = {key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()}
    # The file's fields are those of Pattern; a test holds each entry to its type.
    return Pattern(expression=expression, **as_tuples)  # type: ignore[arg-type]
