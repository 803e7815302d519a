"""From answers on parts of a site to one answer on the site."""

from collections.abc import Iterable

YES, NO, PARTLY, UNKNOWN = "yes", "no", "partly", "unknown"


def of_parts(whole: str | None, parts: Iterable[str]) -> str:
    """Return the answer for a site from that for all of it and those for parts of it.

    ``whole`` is None where nothing is said of all of it: what is said of a part alone leaves the
    rest unknown, unless a part is shut.
    """
    said = set(parts)
    if whole in (YES, NO):
        return whole if said <= {whole, UNKNOWN} else PARTLY
    return PARTLY if said & {NO, PARTLY} else UNKNOWN
