"""The table of formats: how each is known, read and written."""

from collections.abc import Callable
from typing import Any, NamedTuple

from provaudit.manifest.exchange import (
    croissant,
    croissant_writing,
    cyclonedx,
    data_provenance,
    dps,
    huggingface,
    spdx,
    spdx_writing,
)
from provaudit.manifest.exchange.draft import Draft
from provaudit.manifest.exchange.linked import kinds
from provaudit.manifest.exchange.opening import Opened
from provaudit.manifest.exchange.values import mappings

Document = dict[str, Any]


class Format(NamedTuple):
    """How a document is recognised, read to a draft and written; ``write`` is None if it is not."""

    title: str
    known: Callable[[Opened], bool]
    read: Callable[[Opened], Draft]
    write: Callable[[Document], Document] | None


def _is_croissant(opened: Opened) -> bool:
    values = opened.values
    graph = mappings(values.get("@graph"))
    linked = "@context" in values or "conformsTo" in values or bool(graph)
    return linked and any("Dataset" in kinds(node) for node in [values, *graph])


# The first that knows a document reads it.
FORMATS: dict[str, Format] = {
    "huggingface": Format(
        "Hugging Face dataset card",
        lambda opened: opened.card,
        lambda opened: huggingface.read(opened.values, opened.body),
        huggingface.write,
    ),
    "spdx": Format(
        "SPDX 3 dataset",
        lambda opened: spdx.is_spdx(opened.values),
        lambda opened: spdx.read(opened.values),
        spdx_writing.write,
    ),
    "croissant": Format(
        "Croissant",
        _is_croissant,
        lambda opened: croissant.read(opened.values),
        croissant_writing.write,
    ),
    "cyclonedx": Format(
        "CycloneDX",
        lambda opened: cyclonedx.is_bill(opened.values),
        lambda opened: cyclonedx.read(opened.values),
        None,
    ),
    "dps": Format(
        "Data & Trust Alliance DPS",
        lambda opened: dps.is_dps(opened.values),
        lambda opened: dps.read(opened.values),
        dps.write,
    ),
    "data-provenance": Format(
        "Data Provenance Initiative card",
        lambda opened: data_provenance.is_card(opened.values),
        lambda opened: data_provenance.read(opened.values),
        None,
    ),
}


def format_of(opened: Opened) -> str | None:
    """Return the name of the format of a document; None if it is of none that is known."""
    return next((name for name, one in FORMATS.items() if one.known(opened)), None)
