# ruff: noqa: RUF001 - typographic marks are what is tested
import re
from collections.abc import Callable

import pyarrow as pa
import pytest

from provaudit.evidence import DETECTORS, find_evidence
from provaudit.evidence.guards import GUARDS
from provaudit.evidence.patterns import Pattern, load_patterns
from provaudit.model import TextBatch

MakeBatch = Callable[..., TextBatch]

PATTERNS = {pattern.id: pattern for pattern in load_patterns()}
COUNTER_EXAMPLES = [
    pytest.param(pattern, text, id=f"{pattern.id}-{number}")
    for pattern in load_patterns()
    for number, text in enumerate(pattern.counter_examples)
]
SURVEYED = {
    "openai_contentref",
    "openai_oaicite",
    "openai_oai_citation",
    "openai_turn",
    "openai_pua_cite",
    "openai_attributable",
    "openai_sandbox",
    "utm_chat",
    "gemini_cite",
    "gemini_span",
    "grok",
    "lenticular",
    "ppl",
    "cn_aigc",
    "chat_tokens",
    "think",
    "as_ai",
    "cutoff",
    "offer",
    "placeholder",
    "xxdate",
}


def codes(table: pa.Table) -> list[str]:
    return table["code"].to_pylist()


def fired(make_batch: MakeBatch, text: str, shape: str = "text") -> list[str]:
    return codes(find_evidence(make_batch([text], shape=shape)))


def test_ids_are_unique_and_cover_the_survey() -> None:
    ids = [pattern.id for pattern in load_patterns()]
    assert len(ids) == len(set(ids))
    assert set(ids) >= SURVEYED


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_pattern_fires_on_its_example(make_batch: MakeBatch, pattern: Pattern) -> None:
    hits = find_evidence(make_batch([pattern.example], shape=pattern.example_shape)).to_pylist()
    (hit, *_) = [hit for hit in hits if hit["code"] == pattern.id]
    match = pattern.expression.search(pattern.example)
    assert (hit["tier"], hit["says"]) == (pattern.tier, pattern.says)
    assert hit["offset"] == match.start()
    assert " ".join(match.group().split()) in hit["excerpt"]


@pytest.mark.parametrize(("pattern", "text"), COUNTER_EXAMPLES)
def test_pattern_is_silent_on_its_counter_examples(
    make_batch: MakeBatch, pattern: Pattern, text: str
) -> None:
    assert fired(make_batch, text, pattern.example_shape) == []


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_pattern_is_documented_in_its_row(pattern: Pattern) -> None:
    assert pattern.counter_examples
    assert pattern.source
    assert pattern.vendor
    assert re.fullmatch(r"|20\d\d(-\d\d)?", pattern.first_seen)
    assert set(pattern.guards) <= set(GUARDS)
    assert all(literal == literal.lower() for literal in pattern.literals)


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_no_match_is_without_a_literal(pattern: Pattern) -> None:
    for text in (pattern.example, *pattern.counter_examples):
        for match in pattern.expression.finditer(text):
            assert any(literal in match.group().lower() for literal in pattern.literals)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("as_ai", "I’m just an AI assistant, so I cannot drive."),
        ("as_ai", "As a language model, I cannot drive."),
        ("as_ai", "This text-based AI language model cannot drive."),
        ("as_ai", "作为一个人工智能语言模型，我不能开车。"),
        ("as_ai", "Als KI-Sprachmodell kann ich nicht fahren."),
        ("cutoff", "It was open as of my last update in September 2021."),
        ("cutoff", "My knowledge cutoff is 2021."),
        ("disclaimer", "I do not have personal opinions."),
        ("lenticular", "It rained【4:0†source】."),
        ("openai_oai_citation", "It rained [oai_citation_attribution]."),
        ("openai_turn", "It rained \ue200cite\ue202turn0news3\ue201"),
        ("chat_tokens", "[INST] Hello [/INST] Good day"),
        ("chat_tokens", "Hello.<|end|>\n<|user|>\nAnd now?<|end|>"),
        ("chat_tokens", "Good day.<|eot_id|>"),
        ("ppl_hidden", '<div align="center">⁂</div>'),
    ],
)
def test_pattern_fires_on_a_variant(make_batch: MakeBatch, code: str, text: str) -> None:
    assert code in fired(make_batch, text)


def test_detectors_divide_the_tiers(make_batch: MakeBatch) -> None:
    text = "It rained [oaicite:1]. As of my last knowledge update, it did. ?utm_source=openai"
    batch = make_batch([text])
    found = {name: codes(detect(batch)) for name, detect in DETECTORS.items()}
    assert found == {
        "markers": [],
        "registry": [],
        "residues": ["openai_oaicite", "utm_chat"],
        "self_reports": ["cutoff"],
    }
