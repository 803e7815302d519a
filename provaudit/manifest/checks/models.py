"""Rules on generators: that each is a model that exists, and did when the text was made."""

import re
from collections.abc import Iterator
from functools import cache

from provaudit.generators import canonical, find_model, models, month_in, moves
from provaudit.manifest.document import Document, Json, Place, Problem, mappings_of, text_of
from provaudit.manifest.naming import call, dotted, nearest, quote

# Names of these makers are followed by a number that says which model it is.
_NUMBERED = re.compile(r"(gpt|claude|gemini|llama|qwen|deepseek)-?v?[0-9].*")


def unknown_generator(document: Document) -> Iterator[Problem]:
    """What: the name of a model resembles known ones, but none is called so.

    Why: figures by generator and all rules on dates go by the name; a misspelt one counts as a
    model of its own. Names that resemble nothing known are let pass: many models are private.

    Example:
        generators: [{model: cluade-3-opus}]

    Fix: correct the name; if it is newer than this version of provaudit, waive the finding.
    """
    for place, _, generator in _generators(document):
        name = text_of(generator, "model")
        if not name or find_model(name):
            continue
        near = nearest(canonical(name), _spellings(), 0.84)
        numbered = _NUMBERED.fullmatch(canonical(name))
        if near or numbered:
            message = f"{call(place, document.data)} is {quote(name)}, which is no known model"
            fix = f"did you mean {quote(near)}?" if near else "correct the name, or waive this"
            yield Problem(document.value_at(place), message, fix, dotted(place))


def generator_after_collection(document: Document) -> Iterator[Problem]:
    """What: a model came out after the text was made with it.

    Why: one of the two declarations is wrong: the model or the period.

    Example:
        collected: {start: 2023-01-01, end: 2023-06-30}
        generators: [{model: gpt-4o-2024-08-06}]      # released in May 2024

    Fix: correct 'collected', or name the model that was really used.
    """
    for place, source, generator in _generators(document):
        end = text_of(source.get("collected"), "end")
        released = _released(generator)
        if re.fullmatch("[0-9]{4}(-.*)?", end) and released[: len(end)] > end[:7]:
            name = text_of(generator, "model")
            message = (
                f"{call(place, document.data)} is {quote(name)}, which came out in {released}, "
                f"after the collection ended ({end})"
            )
            fix = "correct 'collected', or name the model that was used"
            yield Problem(document.value_at(place), message, fix, dotted(place))


def moving_alias(document: Document) -> Iterator[Problem]:
    """What: the name of a model is one under which its maker serves other models as time goes by.

    Why: nobody can say later which model wrote the text, and no rule on dates can be sure.

    Example:
        generators: [{model: gpt-4o}]      # three models so far

    Fix: write the dated name, such as gpt-4o-2024-08-06, or its date as 'version'.
    """
    for place, _, generator in _generators(document):
        name = text_of(generator, "model")
        model = find_model(name)
        moving = moves(model, name) if model else canonical(name).endswith("-latest")
        if moving and not month_in(name) and not text_of(generator, "version"):
            message = f"{call(place, document.data)} is {quote(name)}, a name that moves from model"
            message += " to model"
            fix = "write the dated name of the model, or add its date as 'version'"
            yield Problem(document.value_at(place), message, fix, dotted(place))


def _generators(
    document: Document,
) -> Iterator[tuple[Place, dict[str, Json], dict[str, Json]]]:
    """Yield the place of each model's name, with its source and its own entry."""
    for place, source in document.entries("sources"):
        for index, generator in mappings_of(source, "generators"):
            yield (*place, "generators", index, "model"), source, generator


def _released(generator: dict[str, Json]) -> str:
    """Return the latest month that is known for the model; empty if none is."""
    name = text_of(generator, "model")
    model = find_model(name)
    dates = (month_in(name), month_in(text_of(generator, "version")))
    return max(model.released if model else "", *(month or "" for month in dates))


@cache
def _spellings() -> frozenset[str]:
    examples = (canonical(one) for row in models() for one in row.examples.split("|"))
    return frozenset((*examples, *(row.name for row in models())))
