"""A manifest in the making: its values, where each came from, and what a person must decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from provaudit.manifest.document import Place

UNKNOWN_LICENCE = "NOASSERTION"
"""SPDX's word for a licence of which nothing is known."""

_TODO_CODE = "who or what made the text? write its IPTC code (docs/manifest.md)"
_TODO_CATEGORY = (
    "where is this from? public-dataset, licensed, web-crawl, user-data, synthetic, ..."
)
_TODO_MODEL = "name the model that made the text"
_MADE_BY_MODEL = (
    *("trainedAlgorithmicMedia", "trainedAlgorithmicData"),
    *("compositeSynthetic", "compositeWithTrainedAlgorithmicMedia"),
)


@dataclass(slots=True)
class Draft:
    """Values in the form of the manifest; ``said`` and ``todo`` are comments on places in them.

    ``notes`` tell what could not be used, and why. ``whole`` says that the values are a manifest
    that was embedded in the document, to be taken as they are.
    """

    data: dict[str, Any] = field(default_factory=dict)
    said: dict[Place, str] = field(default_factory=dict)
    todo: dict[Place, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    whole: bool = False

    def put(self, place: Place, value: Any, said: str) -> None:  # noqa: ANN401
        """Set a value that says something; a mapping on the way is made, a list must be there."""
        if value in (None, "", [], {}):
            return
        inner: Any = self.data
        for step in place[:-1]:
            inner = inner[step] if isinstance(step, int) else inner.setdefault(step, {})
        inner[place[-1]] = value
        self.said[place] = said

    def ask(self, place: Place, question: str) -> None:
        """Mark a place as one that a person must decide."""
        self.todo.setdefault(place, question)

    def add_source(self, values: dict[str, Any], said: dict[str, str]) -> int:
        """Add a source and where its values came from; return its index."""
        sources = self.data.setdefault("sources", [])
        index = len(sources)
        sources.append({key: value for key, value in values.items() if value not in (None, [])})
        self.said |= {("sources", index, key): words for key, words in said.items()}
        return index


def completed(draft: Draft, name: str) -> Draft:
    """Return the draft with every key that the schema requires; what is guessed is marked TODO."""
    if draft.whole:
        return draft
    data = draft.data
    data["provaudit"] = 1
    _default(draft, ("name",), name, "a short name for the dataset")
    _default(draft, ("version",), "unknown", "which version of the dataset is this?")
    _default(draft, ("license",), UNKNOWN_LICENCE, "under which licence? write an SPDX expression")
    if _is_open(data["license"]):
        draft.ask(("license",), "under which licence? write an SPDX expression")
    _default(draft, ("creators",), [{"name": "unknown"}], "who is answerable for the dataset?")
    if not data.get("sources"):
        draft.add_source({"id": "data", "files": ["**"]}, {})
        draft.ask(("sources", 0, "files"), "which files belong to this source?")
    for index, source in enumerate(data["sources"]):
        _complete_source(draft, index, source)
    draft.data = {key: data[key] for key in sorted(data, key=_rank)}
    return draft


def _complete_source(draft: Draft, index: int, source: dict[str, Any]) -> None:
    here: Place = ("sources", index)
    code = source.setdefault("digital_source_type", "unknown")
    if "category" not in source:
        source["category"] = "other"
        draft.ask((*here, "category"), _TODO_CATEGORY)
    if code == "unknown":
        draft.ask((*here, "digital_source_type"), _TODO_CODE)
    if code in _MADE_BY_MODEL and not source.get("generators"):
        source["generators"] = [{"model": "unknown"}]
        draft.ask((*here, "generators", 0, "model"), _TODO_MODEL)
    rank = {key: n for n, key in enumerate(SOURCE_KEYS)}
    ordered = sorted(source.items(), key=lambda item: (rank.get(item[0], 99), item[0]))
    draft.data["sources"][index] = dict(ordered)


def _is_open(licence: object) -> bool:
    """Return whether an expression has a part of which only a person can say what it is."""
    vague = (UNKNOWN_LICENCE, "LicenseRef-unknown", "LicenseRef-other")
    return any(word in str(licence).split() for word in vague)


def _default(draft: Draft, place: tuple[str], value: Any, question: str) -> None:  # noqa: ANN401
    if place[0] not in draft.data:
        draft.data[place[0]] = value
        draft.ask(place, question)


SOURCE_KEYS = (
    *("id", "files", "contents", "category", "digital_source_type", "generators", "method"),
    *("collected", "geography", "license", "language", "derived_from", "share"),
)
_TOP_KEYS = (
    *("provaudit", "id", "name", "version", "description", "url", "license", "creators"),
    *("issued", "previous_issued", "language", "modality", "intended_use"),
    *("sensitive_personal_data", "confidentiality", "records", "attributes", "sources"),
    *("processing", "limitations", "biases", "social_impact", "maintenance", "annotation"),
)


def _rank(key: str) -> tuple[int, str]:
    return (_TOP_KEYS.index(key) if key in _TOP_KEYS else len(_TOP_KEYS), key)
