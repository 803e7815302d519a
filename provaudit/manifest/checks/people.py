"""Rules on people in the data: personal data, consent, and who opted out."""

from collections.abc import Iterator

from provaudit.manifest.document import Document, Json, Problem, mappings_of, text_of, texts_of
from provaudit.manifest.naming import call, dotted, nearest, quote

# Signals by which rights holders and site owners reserve text and data mining.
SIGNALS = (
    *("robots.txt", "tdmrep", "ai.txt", "rsl", "aipref", "content-usage", "noai", "llms.txt"),
    *("c2pa", "cawg.data_mining", "plus", "iptc", "terms", "trust.txt", "meta tags", "headers"),
)


def personal_data_without_ground(document: Document) -> Iterator[Problem]:
    """What: sensitive personal data are present, and a source from users names no ground for it.

    Why: sensitive personal data may be used on few grounds only; whoever is asked has to name one.

    Example:
        sensitive_personal_data: present
        sources: [{id: chats, category: user-data, ...}]      # no 'rights'

    Fix: add rights: {basis: ..., consent: ...} to the source, or evidence of the consent.
    """
    if _stated(document) != "present":
        return
    for place, source in document.entries("sources"):
        if text_of(source, "category") == "user-data" and not _grounded(source):
            message = f"{call(place, document.data)} may hold sensitive personal data and names no"
            message += " ground to use them"
            fix = "add 'rights' with 'basis' and 'consent', or evidence of the consent"
            here = (*place, "category")
            yield Problem(document.value_at(here), message, fix, dotted(here))


def consent_without_record(document: Document) -> Iterator[Problem]:
    """What: a source rests on consent, and nothing says how people gave it.

    Why: consent that cannot be shown does not count as given.

    Example:
        rights: {basis: consent}

    Fix: say how in rights.consent, or add evidence of kind consent.
    """
    for place, source in document.entries("sources"):
        rights = source.get("rights")
        kinds = {text_of(entry, "kind").lower() for _, entry in mappings_of(source, "evidence")}
        shown = text_of(rights, "consent") or "consent" in kinds
        if text_of(rights, "basis").lower() == "consent" and not shown:
            here = (*place, "rights", "basis")
            message = f"{call(place, document.data)} rests on consent, but nothing shows it"
            fix = "say how it was given in rights.consent, or add evidence of kind consent"
            yield Problem(document.value_at(here), message, fix, dotted(here))


def personal_data_public(document: Document) -> Iterator[Problem]:
    """What: the dataset holds sensitive personal data and is marked for anybody to read.

    Why: the Traffic Light Protocol's 'clear' lets everybody pass it on.

    Example:
        sensitive_personal_data: present
        confidentiality: clear

    Fix: correct one of the two.
    """
    if _stated(document) == "present" and text_of(document.data, "confidentiality") == "clear":
        message = "the dataset holds sensitive personal data, but is marked clear: for anybody"
        place = document.value_at(("confidentiality",))
        yield Problem(place, message, "write green, amber or red", "confidentiality")


def opt_outs_unchecked(document: Document) -> Iterator[Problem]:
    """What: a web crawl does not say which signals against text and data mining were looked for.

    Why: rights holders may reserve mining by machine-readable signals (EU directive 2019/790,
    article 4); the summary of training content asks which of them were honoured.

    Example:
        category: web-crawl      # and no rights.tdm_opt_out_checked

    Fix: add rights: {tdm_opt_out_checked: [robots.txt, tdmrep]} with what was looked for.
    """
    for place, source in document.entries("sources"):
        rights = source.get("rights")
        looked = rights.get("tdm_opt_out_checked") if isinstance(rights, dict) else None
        if text_of(source, "category") == "web-crawl" and not looked:
            here = (*place, "category")
            message = f"{call(place, document.data)} is a web crawl that names no opt-outs checked"
            fix = "add rights.tdm_opt_out_checked, such as [robots.txt, tdmrep]"
            yield Problem(document.value_at(here), message, fix, dotted(here))


def unknown_opt_out(document: Document) -> Iterator[Problem]:
    """What: the name of an opt-out signal resembles a known one, but none is called so.

    Why: reports list signals by their names.

    Example:
        rights: {tdm_opt_out_checked: [robot.txt]}

    Fix: correct the name.
    """
    for place, source in document.entries("sources"):
        for index, signal in texts_of(source.get("rights"), "tdm_opt_out_checked"):
            near = None if signal.lower() in SIGNALS else nearest(signal, SIGNALS, 0.8)
            if near:
                here = (*place, "rights", "tdm_opt_out_checked", index)
                message = (
                    f"{call(here, document.data)} is {quote(signal)}, which is no known signal"
                )
                fix = f"did you mean {quote(near)}?"
                yield Problem(document.value_at(here), message, fix, dotted(here))


def _stated(document: Document) -> str:
    return text_of(document.data, "sensitive_personal_data")


def _grounded(source: dict[str, Json]) -> bool:
    rights = source.get("rights")
    return bool(text_of(rights, "basis") or text_of(rights, "consent") or source.get("evidence"))
