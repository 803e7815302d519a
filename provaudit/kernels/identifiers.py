"""Where a text holds dates, URLs and numbers that are labelled as an identifier.

One pass over the bytes that stops at digits and colons only. Dates and URLs are judged here, for
texts are full of them; ``ISBN``, ``ISSN``, ``IBAN``, ``doi``, ``arXiv`` before a number are only
found: who asks for them looks at each.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.buffers import Utf8
from provaudit.kernels.calendar_dates import IMPOSSIBLE, date_at
from provaudit.kernels.eights import eights, has_digit_or_colon
from provaudit.kernels.jit import inlined, integer, kernel
from provaudit.kernels.web_hosts import RESERVED, url_at

URL, DATE, ISBN, ISSN, IBAN, DOI, ARXIV = range(7)
KINDS = ("url", "date", "isbn", "issn", "iban", "doi", "arxiv")
# Labelled numbers of one record that are looked at.
MOST = 1000
# The verdict from which on a date or URL is impossible.
_IMPOSSIBLE = min(IMPOSSIBLE, RESERVED)
_SHORTEST = 4  # bytes of a label and a digit
_COLON, _LINE_FEED = ord(":"), 10
_REACH = 8  # bytes between a label and its number
_LONGEST_LABEL = 5
_LABELS = ("isbn", "issn", "iban", "doi", "arxiv", "org", "abs", "pdf")
_DOI_LABEL, _ARXIV_LABEL, _ORG = 3, 4, 5
_MEANS = np.array([ISBN, ISSN, IBAN, DOI, ARXIV, DOI, ARXIV, ARXIV], np.int64)


class Identifiers(NamedTuple):
    """What was found in each text of a batch.

    ``seen`` and ``impossible`` (2 x texts: URL, DATE) count; ``first`` is where, in bytes of the
    text, the first impossible one begins (-1: none). ``labelled`` (n x 3): text, kind and place
    in bytes where a label begins, at most MOST of a text.
    """

    seen: NDArray[np.int64]
    impossible: NDArray[np.int64]
    first: NDArray[np.int64]
    labelled: NDArray[np.int64]


def find_identifiers(text: Utf8) -> Identifiers:
    """Return the identifiers of each text."""
    rows = len(text.starts)
    most = min(MOST * rows, int((text.ends - text.starts).sum()) // _SHORTEST)
    seen, impossible = np.zeros((2, 2, rows), np.int64)
    found = Identifiers(seen, impossible, np.full((2, rows), -1), np.empty((most, 3), np.int64))
    return found._replace(
        labelled=found.labelled[: _find(text, eights(text), _packed_labels(), found)].copy()
    )


def _packed_labels() -> NDArray[np.int64]:
    return np.array([int.from_bytes(label.encode(), "big") for label in _LABELS], np.int64)


@kernel
def _find(
    text: Utf8, words: NDArray[np.uint64], labels: NDArray[np.int64], found: Identifiers
) -> int:
    data, count = text.data, 0
    for row in range(len(text.starts)):
        start, end = text.starts[row], text.ends[row]
        at, most, last_label = _next_stop(words, start, end), count + MOST, -1
        while at < end:
            after = at + 1
            if data[at] == _COLON:
                _note(found, URL, row, url_at(data, start, end, at), at - start)
            elif _is_digit(data[at]):
                while after < end and _is_digit(data[after]):
                    after += 1
                _note(found, DATE, row, date_at(data, start, end, at, after), at - start)
                kind, label = _label_before(data, start, at, labels)
                if kind >= 0 and label != last_label and count < most:
                    found.labelled[count] = row, kind, label - start
                    count, last_label = count + 1, label
            at = _next_stop(words, after, end)
    return count


@inlined
def _next_stop(words: NDArray[np.uint64], at: int, end: int) -> int:
    """Return the next place that needs a look: ``at``, or where the next such eight bytes begin."""
    while (
        at & 7 == 0
        and at + 8 <= end
        and at >> 3 < len(words)
        and not has_digit_or_colon(words[at >> 3])
    ):
        at += 8
    return at


@inlined
def _is_digit(byte: int) -> bool:
    return 48 <= byte <= 57


@inlined
def _note(found: Identifiers, kind: int, row: int, verdict: int, place: int) -> None:
    found.seen[kind, row] += verdict > 0
    if verdict >= _IMPOSSIBLE:
        found.impossible[kind, row] += 1
        if found.first[kind, row] < 0:
            found.first[kind, row] = place


@kernel
def _label_before(
    data: NDArray[np.uint8], start: int, number: int, labels: NDArray[np.int64]
) -> tuple[int, int]:
    """Return the kind of the label before a number, -1 if none, and where the label begins."""
    first, label = _word_before(data, start, number)
    # An IBAN begins with its country: the label is the word before.
    if number - first == 2:
        first, label = _word_before(data, start, first)
    for place in range(len(labels)):
        if label == labels[place] and (
            place < _ORG or _in_address(data, start, first, place, labels)
        ):
            return _MEANS[place], first
    return -1, -1


@kernel
def _in_address(
    data: NDArray[np.uint8], start: int, first: int, place: int, labels: NDArray[np.int64]
) -> bool:
    """Whether the word at ``first`` belongs to doi.org/ or to arxiv.org/abs/ or arxiv.org/pdf/."""
    owner = labels[_DOI_LABEL]
    if place != _ORG:
        first, word = _word_before(data, start, first)
        if word != labels[_ORG]:
            return False
        owner = labels[_ARXIV_LABEL]
    return bool(_word_before(data, start, first)[1] == owner)


@inlined
def _word_before(data: NDArray[np.uint8], start: int, at: int) -> tuple[int, int]:
    """Return where the word begins whose letters end within reach of ``at``, and its letters.

    The letters are packed in lower case, 0 where there are more than a label has.
    """
    end = at
    while end > start and at - end < _REACH and not 97 <= (integer(data[end - 1]) | 32) <= 122:
        if data[end - 1] == _LINE_FEED:
            break
        end -= 1
    first, letters, weight = end, 0, 1
    while first > start and 97 <= (integer(data[first - 1]) | 32) <= 122:
        if end - first == _LONGEST_LABEL:
            letters = 0
            break
        first -= 1
        letters += (integer(data[first]) | 32) * weight
        weight *= 256
    return first, letters
