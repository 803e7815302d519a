"""Rules on globs, as far as they can be judged without the data."""

import re
from collections.abc import Iterator

from provaudit.manifest.document import Document, Problem, text_of, texts_of
from provaudit.manifest.matching import glob_matches
from provaudit.manifest.naming import call, dotted, quote

# What a wildcard may stand for: two words that no glob is likely to spell out.
_SAMPLES = (("q7", "~"), ("zzq.k~w", "§"))
_NEVER = (
    (re.compile(r"(/|[A-Za-z]:[\\/]).*"), "begins at the root of a disk"),
    (re.compile(r"(.*/)?\.\.(/.*)?"), "leaves the folder of the dataset"),
    (re.compile(r".*\\.*"), r"holds '\', but folders are parted by '/'"),
    (re.compile(r"[a-z][a-z0-9+.-]*://.*"), "is a web address"),
    (re.compile(r"~.*"), "names a home folder"),
)


def overlapping_globs(document: Document) -> Iterator[Problem]:
    """What: all that a glob matches already belongs to a source before it.

    Why: a file belongs to the first source that matches, so this glob never gets one: its records
    would count with the other source's origin and licence.

    Example:
        sources:
          - {id: all, files: ["data/**"], ...}
          - {id: synthetic, files: ["data/synthetic/*.jsonl"], ...}

    Fix: put the narrower source first, or make the globs exclude each other. Where
    'records.source' names a column, that column decides and nothing is reported.
    """
    records = document.data.get("records") if isinstance(document.data, dict) else None
    if text_of(records, "source"):
        return
    before: list[tuple[str, str]] = []
    for place, source in document.entries("sources"):
        mine = list(texts_of(source, "files"))
        for index, glob in mine:
            owner = next((name for name, wide in before if _covers(wide, glob)), "")
            if owner and owner != text_of(source, "id"):
                here = (*place, "files", index)
                message = f"all that {quote(glob)} matches already belongs to source {quote(owner)}"
                fix = "put the narrower source first, or change one of the globs"
                yield Problem(document.value_at(here), message, fix, dotted(here))
        before += [(text_of(source, "id"), glob) for _, glob in mine]


def glob_cannot_match(document: Document) -> Iterator[Problem]:
    r"""What: a glob cannot match any file of the dataset.

    Why: globs are held against paths below the folder of the manifest, with '/' between folders.

    Example:
        files: ["/home/me/data/*.jsonl", 'data\*.jsonl']

    Fix: write the path from the folder of the manifest, with '/'.
    """
    for place, source in document.entries("sources"):
        for index, glob in texts_of(source, "files"):
            wrong = next((words for form, words in _NEVER if form.fullmatch(glob)), "")
            if wrong:
                here = (*place, "files", index)
                message = f"{call(here, document.data)} is {quote(glob)}, which {wrong}"
                fix = "write the path from the folder of the manifest, with '/'"
                yield Problem(document.value_at(here), message, fix, dotted(here))


def _covers(wide: str, narrow: str) -> bool:
    """Return whether every path of the narrow glob is one of the wide: tried on sample paths."""
    return all(glob_matches(wide, path) for path in _samples(narrow))


def _samples(glob: str) -> Iterator[str]:
    whole = glob.removeprefix("./") + ("**" if glob.endswith("/") else "")
    for word, letter in _SAMPLES:
        for folders in ("", f"{word}/", f"{word}/{letter}/"):
            path = re.sub(r"(^|/)\*\*/", rf"\1{folders}", whole)
            path = re.sub(r"(^|/)\*\*$", rf"\1{folders}{word}", path)
            path = re.sub(r"\[!?([^\]])[^\]]*\]", letter, path)
            yield path.replace("*", word).replace("?", letter)
