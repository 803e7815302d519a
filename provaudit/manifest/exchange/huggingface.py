"""Hugging Face dataset cards: YAML front matter over Markdown.

Content origin (``language_creators``) and label origin (``annotations_creators``) stay two
fields. Keys: https://huggingface.co/docs/hub/datasets-cards; what the manifest has no key for is
kept under ``x-huggingface``.
"""

import re
from typing import Any

from provaudit.manifest.exchange.draft import UNKNOWN_LICENCE, Draft
from provaudit.manifest.exchange.embedding import restored, unpacked
from provaudit.manifest.exchange.kinds import KEEP_OR_CHANGE, code_of, is_machine
from provaudit.manifest.exchange.languages import sorted_out
from provaudit.manifest.exchange.licences import joined, spdx_of
from provaudit.manifest.exchange.values import text, texts

EMBEDDED = "provenance"
_KEPT = (
    *("annotations_creators", "language_creators", "license", "license_name", "license_link"),
    *("license_details", "multilinguality", "size_categories", "source_datasets", "tags"),
    *("task_categories", "task_ids", "paperswithcode_id", "language", "language_details"),
)
_MODALITIES = ("text", "image", "audio", "video", "tabular", "timeseries")
_SUMMARY = re.compile(r"^#+ Dataset Summary\s*\n+(.+?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
_NOT_FILLED_IN = re.compile(r"\[(?:needs )?more information(?: needed)?\]", re.IGNORECASE)
_CARD = "the card's"


def read(card: dict[str, Any], body: str = "") -> Draft:
    """Return what a card's front matter and the summary under it declare."""
    manifest = unpacked(card.get(EMBEDDED))
    if manifest is not None:
        return restored(manifest, card, write)
    draft = Draft()
    draft.put(("name",), text(card.get("pretty_name")), f"{_CARD} pretty_name")
    draft.put(("description",), _summary(body), f"{_CARD} Dataset Summary")
    _languages(card, draft)
    _licence(card, draft)
    _source(card, draft)
    labels = texts(card.get("annotations_creators"))
    draft.put(("annotation", "creators"), labels, f"{_CARD} annotations_creators: the labels")
    modality = [tag for tag in texts(card.get("tags")) if tag in _MODALITIES]
    draft.put(("modality",), modality, f"{_CARD} tags")
    kept = {key: card[key] for key in _KEPT if card.get(key) not in (None, [], "")}
    draft.put(("x-huggingface",), kept, "the card's own words, unchanged")
    return draft


def _summary(body: str) -> str | None:
    match = _SUMMARY.search(body[:100_000])
    words = " ".join(_NOT_FILLED_IN.sub("", match[1]).split()) if match else ""
    return words[:4000] or None


def _languages(card: dict[str, Any], draft: Draft) -> None:
    stated = texts(card.get("language") or card.get("languages"))
    tags, strange = sorted_out(stated)
    draft.put(("language",), tags, f"{_CARD} language")
    if strange:
        draft.notes.append(f"no language tag is known for: {', '.join(strange[:10])}")


def _licence(card: dict[str, Any], draft: Draft) -> None:
    stated = texts(card.get("license") or card.get("licenses"))
    name = text(card.get("license_name"))
    if name and [one.lower() for one in stated] == ["other"]:
        stated = [name]
    if not stated:
        return
    draft.put(("license",), joined(map(spdx_of, stated)), f"{_CARD} license: {', '.join(stated)}")
    if len(stated) > 1:
        draft.ask(("license",), "does every one of these apply (AND), or any (OR)?")


def _source(card: dict[str, Any], draft: Draft) -> None:
    creators = texts(card.get("language_creators"))
    tags = [tag for tag in texts(card.get("tags")) if is_machine(tag)]
    code = code_of([word for one in creators for word in one.split(", ")] + tags)
    index = draft.add_source(
        {"id": "data", "files": _files(card), "digital_source_type": code,
         "derived_from": _parents(card)},
        {"derived_from": f"{_CARD} source_datasets"},
    )  # fmt: skip
    words = [f"language_creators: {', '.join(creators)}"] if creators else []
    words += [f"tags: {', '.join(tags)}"] if tags else []
    here = ("sources", index, "digital_source_type")
    if words:
        draft.said[here] = f"{_CARD} {' and '.join(words)}"
    if any(map(is_machine, creators)) or tags:
        draft.ask(here, KEEP_OR_CHANGE)


def _files(card: dict[str, Any]) -> list[str]:
    """Return the globs of all configurations; all files where the card names none."""
    found: list[str] = []
    configs = card.get("configs")
    for config in configs if isinstance(configs, list) else []:
        data_files = config.get("data_files") if isinstance(config, dict) else None
        for entry in data_files if isinstance(data_files, list) else [data_files]:
            found += texts(entry.get("path") if isinstance(entry, dict) else entry)
    return list(dict.fromkeys(found)) or ["**"]


def _parents(card: dict[str, Any]) -> list[str]:
    parents = []
    for stated in texts(card.get("source_datasets")):
        parent = stated.removeprefix("extended|").removeprefix("other-").strip()
        if parent not in ("original", "extended", "other", "unknown", ""):
            known = "/" in parent or ":" in parent
            parents.append(parent if known else f"hf:{parent.replace(' ', '-')}")
    return list(dict.fromkeys(parents))


def write(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the front matter of a card; the whole manifest stands under ``provenance``."""
    raw = manifest.get("x-huggingface")
    kept = dict(raw) if isinstance(raw, dict) else {}
    card: dict[str, Any] = {"pretty_name": manifest["name"]}
    if manifest.get("language"):
        card["language"] = kept.get("language") or manifest["language"]
    card["license"] = kept.get("license") or _hub_licence(manifest["license"])
    if card["license"] == "other" and "license_name" not in kept:
        card["license_name"] = manifest["license"]
    codes = [source["digital_source_type"] for source in manifest["sources"]]
    creators = list(dict.fromkeys(filter(None, (_creator(code) for code in codes))))
    card["language_creators"] = kept.get("language_creators") or creators or None
    card["annotations_creators"] = manifest.get("annotation", {}).get("creators")
    tags = [*texts(kept.get("tags")), *manifest.get("modality", [])]
    tags += ["synthetic"] if "machine-generated" in creators else []
    card["tags"] = list(dict.fromkeys(tags)) or None
    card |= {key: value for key, value in kept.items() if key not in card and key in _KEPT}
    card["configs"] = [
        {"config_name": source["id"], "data_files": list(source["files"])}
        for source in manifest["sources"]
    ]
    card[EMBEDDED] = manifest
    return {key: value for key, value in card.items() if value is not None}


def _creator(code: str) -> str | None:
    from provaudit.vocabulary import ORIGIN_OF_CODE, bare_code

    origin = ORIGIN_OF_CODE.get(bare_code(code))
    return {"synthetic": "machine-generated", "mixed": "machine-generated", "human": "other"}.get(
        str(origin)
    )


_HUB = {"ODC-By-1.0": "odc-by", "ODbL-1.0": "odbl", "C-UDA-1.0": "c-uda", "PDDL-1.0": "pddl"}
_ON_THE_HUB = (
    *("mit", "apache-2.0", "cc0-1.0", "bsd-2-clause", "bsd-3-clause", "ms-pl", "afl-3.0"),
    *("cdla-sharing-1.0", "cdla-permissive-1.0", "cdla-permissive-2.0", "unlicense", "mpl-2.0"),
)


def _hub_licence(expression: str) -> str:
    if expression == UNKNOWN_LICENCE:
        return "unknown"
    name = _HUB.get(expression, expression.lower())
    known = (
        name in _HUB.values() or name in _ON_THE_HUB or re.fullmatch(r"cc-by[a-z-]*-[34]\.0", name)
    )
    bare = name.removesuffix("-only")
    if re.fullmatch(r"(?:a|l)?gpl-\d\.\d", bare):
        return bare
    return name if known else "other"


def body_of(manifest: dict[str, Any]) -> str:
    """Return the Markdown under the front matter: what the manifest says, for people."""
    lines = [f"# {manifest['name']}", "", manifest.get("description", ""), "", "## Sources", ""]
    lines += ["| source | files | who or what made it | models |", "|---|---|---|---|"]
    for source in manifest["sources"]:
        models = ", ".join(g["model"] for g in source.get("generators", []))
        cells = (source["id"], ", ".join(source["files"]), source["digital_source_type"], models)
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    for title, key in (("Limitations", "limitations"), ("Biases", "biases")):
        if manifest.get(key):
            lines += ["", f"## {title}", "", *(f"- {_cell(one)}" for one in manifest[key])]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _cell(value: str) -> str:
    return " ".join(value.replace("|", "\\|").replace("<", "&lt;").split())
