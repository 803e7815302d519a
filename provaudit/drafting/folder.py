"""A folder to the draft of its manifest: each step adds what it knows and says where from."""

from pathlib import Path

from provaudit.drafting.cards import Card, cards_in, common_facts, declared_for
from provaudit.drafting.columns import models_in, record_columns
from provaudit.drafting.contents import contents_of
from provaudit.drafting.files import Found, files_in
from provaudit.drafting.grouping import Group, grouped
from provaudit.drafting.licence_files import licence_files
from provaudit.drafting.registry import declarable
from provaudit.manifest.exchange import Draft, completed
from provaudit.manifest.exchange.draft import UNKNOWN_LICENCE
from provaudit.manifest.exchange.kinds import KEEP_OR_CHANGE
from provaudit.manifest.exchange.values import slug
from provaudit.plain import encodable


def draft_folder(root: Path) -> Draft:
    """Return the draft of a manifest for the data in ``root``, deterministic and complete.

    Raises UserError if there are no data files.
    """
    draft = Draft()
    cards = cards_in(root, draft.notes)
    found = files_in(root, draft.notes)
    common_facts(draft, cards)
    groups = grouped([file.name for file in found.files])
    for group in groups:
        _source(draft, group, found, cards, alone=len(groups) == 1)
    _licences(draft, root)
    record_columns(draft, [group.names[0] for group in groups], found)
    return completed(draft, slug(encodable(root.resolve().name)))


def _source(draft: Draft, group: Group, found: Found, cards: list[Card], *, alone: bool) -> None:
    values = {"id": group.id, "files": list(group.globs)}
    index = draft.add_source(values, {"files": f"what is there: {_files(len(group.names))}"})
    contents, said = contents_of(group.names, found)
    draft.put(("sources", index, "contents"), contents, said)
    declared_for(draft, index, group, cards, alone=alone)
    _models(draft, index, group, found)
    _registry(draft, index, [group.id, draft.data.get("name", "")] if alone else [group.id])


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def _models(draft: Draft, index: int, group: Group, found: Found) -> None:
    """Add the models that columns name; a model in a column is evidence, not yet a declaration."""
    models, column = models_in(group.names, found)
    source = draft.data["sources"][index]
    known = {generator["model"] for generator in source.get("generators", [])}
    fresh = [{"model": model, "role": "generator"} for model in models if model not in known]
    if not fresh:
        return
    place = ("sources", index, "generators")
    draft.put(place, [*source.get("generators", []), *fresh], f"column {column}, in a sample")
    code = ("sources", index, "digital_source_type")
    if source.get("digital_source_type", "unknown") == "unknown":
        draft.put(code, "trainedAlgorithmicMedia", f"column {column} names models, in a sample")
        draft.ask(code, KEEP_OR_CHANGE)
    elif source["digital_source_type"] == "digitalCreation":
        draft.put(code, "compositeSynthetic", f"column {column} names models, the card says people")
        draft.ask(code, "the card says people made it, but a column names models: which is true?")


def _registry(draft: Draft, index: int, names: list[str]) -> None:
    found = declarable(names)
    source = draft.data["sources"][index]
    if found is None or source.get("digital_source_type", "unknown") != "unknown":
        return
    known, code = found
    place = ("sources", index, "digital_source_type")
    said = f"the registry's entry {known.id} ({known.basis})"
    draft.put(place, code, said)
    draft.ask(place, f"is this {known.name}? then the registry says: {known.origin}")
    if known.generators and not source.get("generators"):
        generators = [{"model": model, "role": "generator"} for model in known.generators]
        draft.put(("sources", index, "generators"), generators, said)


def _licences(draft: Draft, root: Path) -> None:
    """Take the licence of a LICENSE file where no card names one; ask where the two differ."""
    for file, licence in licence_files(root):
        stated = draft.data.get("license", UNKNOWN_LICENCE)
        if licence is None:
            draft.notes.append(f"{file}: its text is of no licence that is known")
        elif stated == UNKNOWN_LICENCE:
            draft.put(("license",), licence, f"the text of {file}")
        elif stated != licence:
            draft.ask(("license",), f"{file} is {licence}, the card says otherwise: which is true?")
