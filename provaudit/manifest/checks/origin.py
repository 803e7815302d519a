"""Rules on origin: that the code of a source and the roles of its generators agree."""

from collections.abc import Iterator

from provaudit.manifest.document import Document, Json, Problem, text_of, texts_of
from provaudit.manifest.naming import call, dotted
from provaudit.vocabulary import (
    ORIGIN_OF_CODE,
    READING_ROLES,
    WRITING_ROLES,
    bare_code,
    declared_origin,
)

# Codes by which a trained model made the content, wholly or in part.
_MADE_BY_MODEL = frozenset(
    {
        "trainedAlgorithmicMedia",
        "trainedAlgorithmicData",
        "compositeSynthetic",
        "compositeWithTrainedAlgorithmicMedia",
    }
)
# A model that reads text aloud does make the sound, so it agrees with either kind of code.
_ONLY_LOOKING = READING_ROLES - {"tts"}


def origin_contradicts_role(document: Document) -> Iterator[Problem]:
    """What: the code of a source and the roles of its generators contradict each other.

    Why: the origin of every record in the source follows from the two. A model that judged,
    filtered or labelled text did not write it; text that a model wrote is not by people. Text by
    people that a model translated or rewrote is no contradiction: its origin is mixed.

    Example:
        digital_source_type: trainedAlgorithmicMedia
        generators: [{model: some-model, role: judge}]

    Fix: correct the code if the roles are right, else the role: generator for a model that wrote
    the text, rewriter or translator for one that changed text by people.
    """
    for place, source in document.entries("sources"):
        code = source.get("digital_source_type")
        roles = _roles(source.get("generators"))
        words = _contradiction(bare_code(code), roles) if isinstance(code, str) else None
        if words:
            here = (*place, "digital_source_type")
            message = f"{call(place, document.data)} says {words[0]}"
            yield Problem(document.value_at(here), message, words[1], dotted(here))


def _roles(generators: Json) -> set[str]:
    entries = generators if isinstance(generators, list) else []
    roles = (entry.get("role", "generator") for entry in entries if isinstance(entry, dict))
    return {role for role in roles if isinstance(role, str)}


def _contradiction(code: str, roles: set[str]) -> tuple[str, str] | None:
    if code in _MADE_BY_MODEL and roles and roles <= _ONLY_LOOKING:
        return (
            f"{code}, but its models only served as {_listed(roles)}",
            "use the code of the text itself, such as digitalCreation, "
            "or name the model that wrote it with role generator",
        )
    if ORIGIN_OF_CODE.get(code) == "human" and roles & WRITING_ROLES:
        return (
            f"{code}, which means by people, but names a model with role generator",
            "write trainedAlgorithmicMedia, or the role that the model really had",
        )
    return None


def _listed(roles: set[str]) -> str:
    return " and ".join(sorted(roles))


def origin_contradicts_source(document: Document) -> Iterator[Problem]:
    """What: the code of a source says people, its category or method says machine.

    Why: the origin of every record in the source follows from the code alone; the summary of
    training content from the category.

    Example:
        category: synthetic
        digital_source_type: digitalCreation

    Fix: correct the code, or the category and method.
    """
    for place, source in document.entries("sources"):
        code = bare_code(text_of(source, "digital_source_type"))
        if ORIGIN_OF_CODE.get(code) != "human":
            continue
        methods = [method for _, method in texts_of(source, "method")]
        machine = next((one for one in methods if one.startswith("machine-generated-")), "")
        said = "category synthetic" if text_of(source, "category") == "synthetic" else ""
        said = said or (f"method {machine}" if machine else "")
        if said:
            here = (*place, "digital_source_type")
            message = f"{call(place, document.data)} says {code}, which means by people, but {said}"
            fix = "write the code of what a machine made, or correct the other"
            yield Problem(document.value_at(here), message, fix, dotted(here))


def trusted_but_not_human(document: Document) -> Iterator[Problem]:
    """What: a source is trusted as human, and declared as made or changed by a model.

    Why: trusted records set the threshold above which text of the source counts as synthetic;
    text by a model among them would let all other such text pass.

    Example:
        digital_source_type: trainedAlgorithmicMedia
        trusted_human: true

    Fix: take 'trusted_human' out, or correct the code and the roles of the generators.
    """
    for place, source in document.entries("sources"):
        code = text_of(source, "digital_source_type")
        if not code or source.get("trusted_human") in (None, False):
            continue
        origin = declared_origin(bare_code(code), sorted(_roles(source.get("generators"))))
        if origin in ("synthetic", "mixed"):
            here = (*place, "trusted_human")
            message = f"{call(here, document.data)} contradicts the declared origin, {origin}"
            fix = "take it out, or correct the code and the roles of the generators"
            yield Problem(document.value_at(here), message, fix, dotted(here))
