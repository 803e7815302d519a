"""Audits whose result tables are written by hand: `corpora/*.sql` fill those of `columns.sql`."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from provaudit.report import audit_facts
from provaudit.store import Store, open_store

CORPORA = Path(__file__).parent / "corpora"
RUN = {
    "provaudit": "0.1.0",
    "created": "2026-11-24T12:00:00+00:00",
    "complete": False,
    "inputs": ["/data/teaching-corpus"],
    "root": "/data/teaching-corpus",
    "manifest": {"path": "/data/teaching-corpus/provenance.yaml", "sha256": "c0ffee"},
    "policy": {"path": "default policy", "sha256": "beef"},
    "settings": {"sample": 1000, "redact": False, "text": None, "attributes": {"level": "level"}},
}

Facts = dict[str, Any]
Audit = Callable[..., Facts]


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    """Return a function from the name of a corpus (and more statements) to its facts."""

    def facts_of(name: str, *more: str, run: Facts = RUN) -> Facts:
        folder = Path(mkdtemp(dir=tmp_path))
        with open_store(folder / "audit.duckdb") as store:
            _fill(store, name, folder, *more)
            return audit_facts(store, run)

    return facts_of


def _fill(store: Store, name: str, folder: Path, *more: str) -> None:
    for macros in ("wilson", "origins"):
        store.run(files("provaudit") / "stats" / "macros" / f"{macros}.sql")
    store.run(CORPORA / "columns.sql")
    store.run(CORPORA / f"{name}.sql")
    for statement in more:
        file = folder / "more.sql"
        file.write_text(statement, "utf-8")
        store.run(file)
