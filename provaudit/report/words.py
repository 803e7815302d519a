"""The words of the page that are data: names of measures, tiers and reasons, the glossary."""

import tomllib
from functools import cache
from typing import Any

from provaudit.resources import resource_dir


@cache
def words() -> dict[str, Any]:
    """Return ``report_templates/words.toml``."""
    file = resource_dir("report_templates") / "words.toml"
    return tomllib.loads(file.read_text("utf-8"))
