"""Columns of ``records`` that say what is broken in a text, and the rows of ``identifiers``."""

import numpy as np
import pyarrow as pa

from provaudit.health import count_identifiers, find_gibberish, find_phrases
from provaudit.kernels.buffers import numbers, read_texts, to_arrow
from provaudit.kernels.damage import find_damage
from provaudit.kernels.endings import stops_short
from provaudit.kernels.text import TextFeatures
from provaudit.scan.style import is_code

# A text that marks no more sentences than this does not say where one ends.
_LEAST_SENTENCES = 2
_CUT = pa.array(["code", "sentence"])


def health_columns(
    text: pa.Array, language: pa.Array, features: TextFeatures
) -> dict[str, pa.Array]:
    """Return what is broken in each text; ``language`` is as identified from it."""
    utf8 = read_texts(text)
    damage = find_damage(utf8)
    has_sentences = features.sentences.to_numpy() >= _LEAST_SENTENCES
    prose = ~is_code(features)
    in_sentence = stops_short(utf8) & has_sentences & prose
    cut = np.select([damage.fence > 0, in_sentence], [0, 1], default=-1).astype(np.int32)
    refusal, stock_phrase = find_phrases(text)
    return {
        "replacement": features.replacement,
        "mojibake": numbers(damage.mojibake),
        "controls": numbers(damage.controls),
        "cut_off": _CUT.take(to_arrow(cut, pa.int32(), cut < 0)),
        "gibberish": pa.array(
            (prose & find_gibberish(text, language, features.words)).tolist(), pa.bool_()
        ),
        "refusal": refusal,
        "stock_phrase": stock_phrase,
    }


def identifier_rows(records: pa.Table, text: pa.Array, *, redact: bool) -> pa.Table:
    """Return the rows of ``identifiers``: a record's identifiers of one kind, where it has any."""
    found = count_identifiers(text)
    rows = records.select(["record_id", "source", "file", "position"]).take(found["row"])
    for name in ("kind", "seen", "impossible", "offset", "example"):
        column = pa.nulls(len(found), pa.string()) if redact and name == "example" else found[name]
        rows = rows.append_column(name, column)
    return rows
