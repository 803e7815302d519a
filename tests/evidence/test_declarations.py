from collections.abc import Callable

import pytest

from provaudit.evidence import declare
from provaudit.model import Generator, Source, TextBatch

MakeBatch = Callable[..., TextBatch]
Declared = tuple[str, str | None, str | None]

HUMAN = Source("books", ("*",), declared="human")
SYNTHETIC = Source("chat", ("*",), declared="synthetic", generators=(Generator("gpt-4-0613"),))
UNSTATED = Source("web", ("*",))


def declared(
    make_batch: MakeBatch, *, source: Source | None = None, **columns: str | None
) -> Declared:
    cells = {key: [value] for key, value in columns.items()}
    declaration = declare(make_batch(["text"], source=source, columns=cells))
    return (
        declaration.declared[0].as_py(),
        declaration.declared_by[0].as_py(),
        declaration.generator[0].as_py(),
    )


@pytest.mark.parametrize(
    ("source", "columns", "expected"),
    [
        (None, {}, ("unknown", None, None)),
        (UNSTATED, {}, ("unknown", None, None)),
        (HUMAN, {}, ("human", "manifest", None)),
        (SYNTHETIC, {}, ("synthetic", "manifest", "gpt-4")),
        (HUMAN, {"origin": "synthetic"}, ("synthetic", "column", None)),
        (SYNTHETIC, {"origin": "human"}, ("human", "column", None)),
        (HUMAN, {"origin": "trainedAlgorithmicMedia"}, ("synthetic", "column", None)),
        (HUMAN, {"origin": "robot"}, ("unknown", "column", None)),
        (HUMAN, {"origin": None}, ("human", "manifest", None)),
        (HUMAN, {"origin": "  "}, ("human", "manifest", None)),
        (HUMAN, {"generator": "GPT4"}, ("synthetic", "generator column", "gpt-4")),
        (HUMAN, {"generator": "ours"}, ("synthetic", "generator column", "ours")),
        (HUMAN, {"generator": "none"}, ("human", "manifest", None)),
        (None, {"origin": "human", "generator": "gpt-4"}, ("human", "column", "gpt-4")),
        (None, {"origin": "mixed", "generator": ""}, ("mixed", "column", None)),
    ],
)
def test_the_nearest_word_wins(
    make_batch: MakeBatch, source: Source | None, columns: dict[str, str | None], expected: Declared
) -> None:
    assert declared(make_batch, source=source, **columns) == expected


def test_no_model_is_named_where_several_may_have_written(make_batch: MakeBatch) -> None:
    models = (Generator("gpt-4"), Generator("claude-2"))
    source = Source("chat", ("*",), declared="synthetic", generators=models)
    assert declared(make_batch, source=source) == ("synthetic", "manifest", None)


def test_a_model_that_only_judged_is_not_the_generator(make_batch: MakeBatch) -> None:
    models = (Generator("gpt-4"), Generator("claude-2", role="judge"))
    source = Source("chat", ("*",), declared="synthetic", generators=models)
    assert declared(make_batch, source=source) == ("synthetic", "manifest", "gpt-4")


def test_arrays_are_as_long_as_the_batch_even_if_empty(make_batch: MakeBatch) -> None:
    declaration = declare(make_batch([], source=HUMAN))
    assert len(declaration.declared) == len(declaration.declared_by) == 0
