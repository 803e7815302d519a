"""What the columns of a sample say: which models wrote, and where row-level facts lie.

A sample is the first records of the first files of a source, as ``corpus`` peeks at them.
"""

from typing import Any

from provaudit.drafting.files import DataFile, Found
from provaudit.manifest.exchange import Draft

SAMPLED_FILES = 3
_MOST_MODELS, _MOST_SAMPLES = 50, 20
_ROLES = ("origin", "id", "language", "date", "url", "license")


def models_in(names: tuple[str, ...], found: Found) -> tuple[list[str], str]:
    """Return the models that a source's columns name, sorted, and the first such column."""
    if not found.readable:
        return [], ""
    by_name = found.by_name()
    named: dict[str, str] = {}
    for name in names[:SAMPLED_FILES]:
        for model, column in _models_of(by_name[name]):
            named.setdefault(model, column)
    models = sorted(named)[:_MOST_MODELS]
    return models, named[models[0]] if models else ""


def _models_of(file: DataFile) -> list[tuple[str, str]]:
    from provaudit.corpus.facts import labels_at
    from provaudit.corpus.model_columns import found_markers
    from provaudit.corpus.peek import peek
    from provaudit.evidence import names_model, names_nobody

    if file.found.format == "text":
        return []
    seen = peek(file.found)
    return [
        (text.strip(), column)
        for column in found_markers(seen)
        for text in labels_at(seen, column)
        if not names_nobody(text) and names_model(column, text)
    ]


def record_columns(draft: Draft, samples: list[str], found: Found) -> None:
    """Set ``records`` to the columns with row-level facts in the files named ``samples``."""
    if not found.readable:
        return
    from provaudit import corpus
    from provaudit.model import RecordColumns

    by_name = found.by_name()
    columns: dict[str, Any] = {}
    for name in samples[:_MOST_SAMPLES]:
        layout = corpus.layout_of(by_name[name].found, RecordColumns(), (), None, None)
        stated = {role: path for role, path in layout.columns if role in _ROLES}
        stated |= {"generator": layout.markers[0]} if layout.markers else {}
        columns = stated | columns
    ordered = {key: columns[key] for key in sorted(columns)}
    draft.put(("records",), ordered, "the columns' names, in a sample: leave out what is wrong")
