"""Cards by others, from ``shared/data/manifests``: what they declare arrives intact.

Each is read a second time here, by a plain reader that shares nothing with the code under test.
"""

import json
import re
from pathlib import Path

import pytest
import yaml

from provaudit.errors import UserError
from provaudit.manifest import exchange
from provaudit.manifest.checks import check
from provaudit.manifest.reading import document_of
from provaudit.vocabulary import declared_origin

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "manifests"
CARDS = sorted(DATA.glob("hf_dataset_cards/*.md"))
CROISSANTS = sorted(DATA.glob("croissant/**/*.json"))
SUMMARIES = sorted(DATA.glob("data_provenance/data_summaries*/*.json"))
LISTS = sorted(DATA.glob("data_provenance/constants/*.json"))

pytestmark = pytest.mark.skipif(not CARDS, reason="shared/data/manifests is not there")


def read(path: Path) -> exchange.Draft:
    draft, _ = exchange.draft_of(path.read_bytes(), str(path))
    text = exchange.manifest_text(draft, [path.name])
    document = document_of(text.encode("utf-8"), "provenance.yaml")
    assert document.data == draft.data
    codes = {finding.code for finding in check(document, "2026-11-24")}
    # Cards carry such faults: moving aliases, unknown tags; PA204 asks for the text of a licence.
    assert codes <= {"PA009", "PA102", "PA204", "PA302", "PA306"}, (path.name, codes)
    return draft


def origins(draft: exchange.Draft) -> list[str]:
    return [
        declared_origin(
            source["digital_source_type"],
            [one.get("role", "generator") for one in source.get("generators", [])],
        )
        for source in draft.data["sources"]
    ]


def listed(value: object) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value] if value else [])]


def folded(licence: str) -> str:
    return re.sub(r"[^a-z0-9.]", "", licence.lower())


HUB = {"odbl": "odbl1.0", "cuda": "cuda1.0"}


def test_every_card_of_the_hub() -> None:
    machine = labels = 0
    for path in CARDS:
        draft = read(path)
        match = re.match(r"---\s*\n(.*?)\n---", path.read_text("utf-8"), re.DOTALL)
        card = yaml.load(match[1], yaml.BaseLoader) if match else {}
        stated = [one.replace("_", "-") for one in listed(card.get("language"))]
        known = [one for one in stated if re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", one)]
        assert draft.data.get("language", []) == list(dict.fromkeys(known)), path.name
        for one in listed(card.get("license")):
            if one != "unknown":
                assert HUB.get(folded(one), folded(one)) in folded(draft.data["license"]), path.name
        made, marked = (
            listed(card.get("language_creators")),
            listed(card.get("annotations_creators")),
        )
        assert draft.data.get("annotation", {}).get("creators", []) == marked, path.name
        (origin,) = origins(draft)
        if any("machine-generated" in one for one in made):
            assert origin in ("synthetic", "mixed"), path.name
            machine += 1
        elif made and set(made) <= {"crowdsourced", "expert-generated"}:
            assert origin == "human", path.name
        else:
            assert origin == "unknown", path.name
        labels += "machine-generated" in marked
    assert (machine, labels) == (13, 19)


def test_every_summary_of_the_data_provenance_initiative() -> None:
    datasets = machine = 0
    for path in SUMMARIES:
        entries = json.loads(path.read_text("utf-8"))
        draft = read(path)
        assert len(draft.data["sources"]) == len(entries), path.name
        for source, entry, origin in zip(
            draft.data["sources"], entries.values(), origins(draft), strict=True
        ):
            datasets += 1
            kept = source["x-data-provenance"]
            for key in ("Languages", "Licenses", "Creators", "Model Generated", "Text Sources"):
                assert kept.get(key, []) == entry.get(key, []), (path.name, key)
            models = [one["model"] for one in source.get("generators", [])]
            assert models == list(dict.fromkeys(entry.get("Model Generated", []))), path.name
            assert (origin in ("synthetic", "mixed")) == bool(models), path.name
            machine += bool(models)
            licences = {one["License"] for one in entry["Licenses"]}
            if licences <= {"Apache License 2.0"}:
                assert source["license"] == "Apache-2.0"
            if licences == {"Unspecified"}:
                assert source["license"] == "NOASSERTION"
        creators = [one["name"] for one in draft.data["creators"]]
        stated = [one.strip() for entry in entries.values() for one in entry["Creators"]]
        assert creators == (list(dict.fromkeys(stated)) or ["unknown"]), path.name
    assert (datasets, machine) == (427, 102)


def test_every_croissant_file() -> None:
    for path in CROISSANTS:
        document = json.loads(path.read_text("utf-8"))
        draft = read(path)
        assert draft.data["name"] == document["name"].strip()
        licence = document.get("license")
        if licence in (None, "None", "unknown"):
            assert draft.data["license"] == "NOASSERTION"
        else:
            bare = licence.rstrip("/").removeprefix("https://choosealicense.com/licenses/")
            bare = bare.replace("https://creativecommons.org/licenses/by/", "cc-by-")
            assert draft.data["license"].lower() == bare.lower(), path
        creator = document.get("creator")
        assert draft.data["creators"][0]["name"] == (creator["name"] if creator else "unknown")
        if demographics := document.get("rai:annotatorDemographics"):
            assert draft.data["annotation"]["demographics"] == [demographics.strip()]
        if "English" in document.get("keywords", []):
            assert "en" in draft.data["language"]
        if "prov:wasDerivedFrom" in document:
            parent = document["prov:wasDerivedFrom"]["prov:locatedAt"]
            assert parent in draft.data["sources"][0]["derived_from"]
        assert set(origins(draft)) == {"unknown"}, path


def test_lists_that_describe_no_dataset_are_refused() -> None:
    assert len(CARDS) + len(CROISSANTS) + len(SUMMARIES) + len(LISTS) == 425
    for path in LISTS:
        with pytest.raises(UserError, match="no known kind of document"):
            exchange.draft_of(path.read_bytes(), str(path))
