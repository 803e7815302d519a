"""A manifest that goes into another format and back is the same manifest."""

import json
import string
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provaudit.manifest import exchange
from provaudit.manifest.checks import check
from provaudit.manifest.reading import document_of

WRITTEN = ("croissant", "huggingface", "spdx", "dps")
WORDS = st.text(min_size=1, max_size=20).filter(
    lambda text: not any("\ud800" <= c <= "\udfff" for c in text)
)
TRICKY = st.sampled_from(
    [
        "no",
        "1.10",
        "2026-10-02",
        "~",
        "a: b",
        "# x",
        "---",
        "- a",
        "{",
        "'",
        '"',
        "\u2028",
        "\x85",
        "*",
        "0x1f",
        ".nan",
        "\t",
        "é",
    ]
)
TEXT = WORDS | TRICKY
IDS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)
DATES = st.sampled_from(["2024", "2024-05", "2024-05-31"])
CODES = st.sampled_from(
    [
        "digitalCreation",
        "unknown",
        "trainedAlgorithmicMedia",
        "compositeSynthetic",
        "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
    ]
)
ROLES = st.sampled_from(["generator", "rewriter", "translator", "annotator", "judge", "tts"])
GENERATOR = st.fixed_dictionaries(
    {"model": TEXT},
    optional={
        "provider": TEXT,
        "version": TEXT,
        "role": ROLES,
        "settings": st.dictionaries(
            TEXT,
            st.floats(allow_nan=False, allow_infinity=False)
            | st.integers(-(10**30), 10**30)
            | st.booleans()
            | st.none()
            | TEXT
            | st.lists(TEXT, max_size=2),
            max_size=3,
        ),
    },
)
SOURCE = st.fixed_dictionaries(
    {
        "id": IDS,
        "files": st.lists(TEXT, min_size=1, max_size=3),
        "category": st.sampled_from(["synthetic", "other"]),
        "digital_source_type": CODES,
        "generators": st.lists(GENERATOR, min_size=1, max_size=2),
    },
    optional={
        "license": TEXT,
        "language": st.lists(TEXT, max_size=2),
        "share": st.floats(0, 1),
        "collected": st.fixed_dictionaries({"start": DATES}, optional={"end": DATES}),
        "derived_from": st.lists(TEXT, max_size=2),
        "method": st.lists(TEXT, max_size=2),
        "geography": st.lists(st.sampled_from(["FR", "US-CA", "ZZ"]), max_size=2),
        "contents": st.fixed_dictionaries({"files": st.integers(0, 10**12)}),
        "x-own": st.recursive(
            TEXT | st.integers(0, 9),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
            max_leaves=5,
        ),
    },
)
MANIFEST = st.fixed_dictionaries(
    {
        "provaudit": st.just(1),
        "name": TEXT,
        "version": TEXT,
        "license": TEXT,
        "creators": st.lists(
            st.fixed_dictionaries({"name": TEXT}, optional={"address": TEXT, "email": TEXT}),
            min_size=1,
            max_size=2,
        ),
        "sources": st.lists(SOURCE, min_size=1, max_size=3, unique_by=lambda source: source["id"]),
    },
    optional={
        "id": TEXT,
        "description": TEXT,
        "issued": DATES,
        "language": st.lists(TEXT, max_size=2),
        "modality": st.lists(st.sampled_from(["text", "code"]), max_size=2),
        "sensitive_personal_data": st.sampled_from(["present", "absent", "unknown"]),
        "confidentiality": st.sampled_from(["clear", "red"]),
        "intended_use": st.lists(
            st.fixed_dictionaries({"code": TEXT}, optional={"note": TEXT}), max_size=2
        ),
        "processing": st.lists(
            st.fixed_dictionaries({"step": TEXT}, optional={"tool": TEXT}), max_size=2
        ),
        "limitations": st.lists(TEXT, max_size=2),
        "biases": st.lists(TEXT, max_size=2),
        "annotation": st.fixed_dictionaries(
            {}, optional={"creators": st.lists(TEXT, max_size=2), "per_item": TEXT}
        ),
    },
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def back(manifest: dict[str, Any], format: str) -> exchange.Draft:
    text = exchange.written(manifest, format)
    draft, known = exchange.draft_of(text.encode("utf-8"), "document")
    assert known == format
    return draft


@pytest.mark.parametrize("format", WRITTEN)
@QUICK
@given(manifest=MANIFEST)
def test_there_and_back_is_the_same(format: str, manifest: dict[str, Any]) -> None:
    draft = back(manifest, format)
    assert draft.data == manifest
    assert draft.notes == []
    assert json.dumps(draft.data) == json.dumps(manifest)  # the order of keys, too


@QUICK
@given(manifest=MANIFEST)
def test_the_yaml_of_a_draft_reads_as_its_values(manifest: dict[str, Any]) -> None:
    comment = {("name",): "from\n# TODO: \x1b[31m", ("sources", 0, "id"): "here"}
    text = exchange.manifest_text(exchange.Draft(manifest, said=comment), ["a\nb"])
    document = document_of(text.encode("utf-8"), "provenance.yaml")
    assert document.unreadable is None
    assert document.data == manifest
    # What the writing could break; what the values say is for other rules.
    codes = {finding.code for finding in check(document)}
    assert not codes & {"PA001", "PA002", "PA004", "PA005"}


def test_what_was_changed_around_the_manifest_is_said() -> None:
    manifest = {"provaudit": 1, "name": "n", "version": "1", "license": "MIT",
                "creators": [{"name": "c"}], "sources": [{"id": "a", "files": ["*"],
                "category": "other", "digital_source_type": "unknown"}]}  # fmt: skip
    document = json.loads(exchange.written(manifest, "croissant"))
    document["license"] = "https://spdx.org/licenses/CC0-1.0"
    draft, _ = exchange.draft_of(json.dumps(document).encode(), "c.json")
    assert draft.data == manifest
    (note,) = draft.notes
    assert note.endswith("contradict the embedded manifest: license")
