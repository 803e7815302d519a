from collections.abc import Callable

import pytest

from provaudit.evidence import (
    find_evidence,
    known_generators,
    names_model,
    normalise_generator,
)
from provaudit.generators import Model, find_model, models
from provaudit.model import TextBatch

MakeBatch = Callable[..., TextBatch]
Marker = tuple[str, str | None]

GENERIC, SPECIFIC = "marker:model", "marker:generated_by"


def markers(make_batch: MakeBatch, key: str, value: str | None) -> list[Marker]:
    hits = find_evidence(make_batch([None], columns={key: [value]})).to_pylist()
    return [(hit["code"], hit["generator"]) for hit in hits]


@pytest.mark.parametrize("row", models(), ids=lambda row: f"{row.name}-{row.examples[:20]}")
def test_every_row_recognises_its_examples(row: Model) -> None:
    for example in row.examples.split("|"):
        assert normalise_generator(example, bare=False) == row.name
        found = find_model(example)
        assert found is not None
        assert found.name == normalise_generator(example)


def test_every_bare_name_is_recognised_only_where_bare_names_count() -> None:
    # A row's bare names may hold a pattern; the plain words among them are tried.
    words = [w for row in models() for w in row.bare.split("|") if w.replace("-", "").isalpha()]
    assert len(words) > 20
    for word in words:
        assert normalise_generator(word, bare=False) is None, word
        assert normalise_generator(word) is not None, word


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("gpt-3.5-turbo-0613", "gpt-3.5-turbo"),
        ("openrouter/openai/gpt-4o-mini-2024-07-18", "gpt-4o-mini"),
        (" GPT4_1106_preview ", "gpt-4-turbo"),
        ("ChatGPT", "chatgpt"),
        ("meta-llama/Meta-Llama-3.1-8B-Instruct", "llama-3.1"),
        ("Llama-3-8B-WildChat", "llama-3"),
        ("google__gemma-2-9b-it", "gemma-2"),
        ("us.anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3.5-sonnet"),
        ("Mixtral 8x7B Instruct", "mixtral-8x7b"),
        ("gpt-3.5-turbo(M4 ChatGPT)", "gpt-3.5-turbo"),
        ("Qwen2.5-Coder-7B", "qwen-2.5"),
        ("gpt-j-6B", "gpt-j"),
        ("gpt-neo-2.7B", "gpt-neo"),
        ("gpt-neox-20b", "gpt-neox"),
        ("mancer/weaver", "weaver"),
    ],
)
def test_spellings_found_in_data(value: str | None, name: str) -> None:
    assert normalise_generator(value) == name


@pytest.mark.parametrize(
    "value",
    [
        *("Model 3", "Ford Focus", "Ford Falcon", "Falcon 9", "phi", "T5", "Nova 2", "o1", "gpt"),
        *("Gemini (zodiac)", "Gemini", "Claude Monet", "claude", "BART 2", "command line", "llama"),
        *("linear model", "gpt-4 is worse than any person", "x" * 5000, "https://e.org/gpt-4"),
        *("'; drop table records; --", "gpt-4\u202e", "(gpt-4", ""),
    ],
)
def test_other_things_in_a_model_column_are_no_evidence(
    make_batch: MakeBatch, value: str | None
) -> None:
    assert markers(make_batch, GENERIC, value) == []


@pytest.mark.parametrize(
    ("key", "value", "hits"),
    [
        (GENERIC, "gpt-4", [(GENERIC, "gpt-4")]),
        ("marker:meta.model_name", "Phi-2", [("marker:meta.model_name", "phi-2")]),
        (SPECIFIC, "claude", [(SPECIFIC, "claude")]),
        (SPECIFIC, "our own pipeline", []),
        (SPECIFIC, "Human", []),
        ("marker:distilabel_metadata", '{"raw_input":[]}', [("marker:distilabel_metadata", None)]),
        ("marker:distilabel_metadata", "{}", []),
        ("marker:conversations[].from", "gpt,human", [("marker:conversations[].from", None)]),
        ("marker:conversations[].from", "bard,user", [("marker:conversations[].from", "palm-2")]),
        ("marker:conversations[].from", "assistant,human", []),
        ("generator", "gpt-4", [("column:generator", "gpt-4")]),
        ("generator", "in-house  model", [("column:generator", "in-house model")]),
        ("generator", "N/A", []),
        ("generator", "human", []),
        ("license", "gpt-4", []),
        (GENERIC, None, []),
    ],
)
def test_what_a_column_says(
    make_batch: MakeBatch, key: str, value: str | None, hits: list[Marker]
) -> None:
    assert markers(make_batch, key, value) == hits


def test_a_marker_says_synthetic_and_shows_its_cell(make_batch: MakeBatch) -> None:
    (hit,) = find_evidence(make_batch([None], columns={GENERIC: [" gpt-4 "]})).to_pylist()
    assert (hit["tier"], hit["says"], hit["offset"]) == ("marker", "synthetic", None)
    assert hit["excerpt"] == "gpt-4"


def test_known_generators_are_one_row_a_name() -> None:
    table = known_generators()
    names = table["name"].to_pylist()
    assert table.column_names == ["name", "family", "vendor", "released"]
    assert names == sorted(set(names))
    assert {row.name for row in models()} == set(names)


@pytest.mark.parametrize(
    ("field", "value", "evidence"),
    [
        ("model", "gpt-4", True),
        ("model", "claude", False),
        ("meta.generator", "claude", True),
        ("model", "human", False),
        ("distilabel_metadata", '{"a":1}', True),
        ("distilabel_metadata", "{}", False),
    ],
)
def test_whether_a_cell_is_evidence_can_be_asked(field: str, value: str, evidence: bool) -> None:
    assert names_model(field, value) is evidence
