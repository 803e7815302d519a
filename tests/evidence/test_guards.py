# ruff: noqa: RUF001 - typographic quotation marks are what is tested
from collections.abc import Callable

import pytest

from provaudit.evidence import find_evidence
from provaudit.evidence.guards import GUARDS, Context
from provaudit.model import TextBatch

MakeBatch = Callable[..., TextBatch]
SHAPES = ("turns", "pair", "text")

HIT = "I am an AI assistant"


def passes(guard: str, text: str, hit: str = HIT, shape: str = "text") -> bool:
    start = text.index(hit)
    return GUARDS[guard](Context(text, shape), start, start + len(hit))


@pytest.mark.parametrize(
    "text",
    [
        f'He wrote "{HIT}" to me.',
        f"He wrote “well, {HIT}, sir” to me.",
        f"Er schrieb „{HIT}“ an mich.",
        f"Il écrivit « {HIT} » hier.",
        f"彼は「{HIT}」と書いた。",
        f"He wrote '{HIT}' to me.",
        f"Dear all,\n> {HIT}\nHe said.",
    ],
)
def test_a_quotation_does_not_count(text: str) -> None:
    assert not passes("quotation", text)


@pytest.mark.parametrize(
    "text",
    [
        f"{HIT} and cannot go.",
        f'"Come along!" {HIT}, not a "guide".',
        f"It’s true that {HIT}, isn’t it?",
        f'A 5" pipe. {HIT}.',
        f"“Come along!” he said.\n{HIT}.",
    ],
)
def test_text_beside_a_quotation_counts(text: str) -> None:
    assert passes("quotation", text)


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{HIT}\n```\n",
        f"Intro\n~~~ text\n{HIT}\n~~~\nEnd",
        f"The greeting `{HIT}` is fixed.",
        f"Intro\n\n    {HIT}\n",
        f"Intro\n\n\t{HIT}\n",
        f"```\nnever closed\n{HIT}",
    ],
)
def test_code_does_not_count(text: str) -> None:
    assert not passes("code", text)


@pytest.mark.parametrize("text", [f"```\nx = 1\n```\n{HIT}", f"`x` and `y`: {HIT}", f"   {HIT}"])
def test_text_beside_code_counts(text: str) -> None:
    assert passes("code", text)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (f"{HIT}. I help with letters.", True),
        (f"{HIT}. Language models like me cannot drive.", True),
        (f"Essays with {HIT} are written by ChatGPT.", False),
        (f"{HIT}: how LLMs begin.", False),
        (f"{HIT} is what chatbots say.", False),
        (f"The best prompts avoid {HIT}.", False),
    ],
)
def test_a_text_about_models_does_not_count(text: str, counts: bool) -> None:
    assert passes("topic", text) is counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("<|im_start|>user\nHello", True),
        ("  \n<|im_start|>user", True),
        ("Hello <|im_start|> there <|im_end|> friend", True),
        ("Hello <|im_start|> there", False),
        ("Hello <|im_end|> there <|im_start|> friend", False),
        ("Hello <|im_start|> and <|eot_id|> there", False),
    ],
)
def test_template_tokens_count_in_order_or_at_an_edge(text: str, counts: bool) -> None:
    assert passes("template", text, "<|im_start|>") is counts


def test_reasoning_counts_only_in_chat_and_only_at_the_start(make_batch: MakeBatch) -> None:
    texts = ["<think>Hm</think> Yes", "Yes <think>Hm</think>"]
    found = {s: find_evidence(make_batch(texts, shape=s))["row"].to_pylist() for s in SHAPES}
    assert found == {"turns": [0], "pair": [0], "text": []}


def test_offers_are_normal_in_chat(make_batch: MakeBatch) -> None:
    texts = ["Certainly! Here is the plan."]
    found = {s: find_evidence(make_batch(texts, shape=s)).num_rows for s in SHAPES}
    assert found == {"turns": 0, "pair": 0, "text": 1}
