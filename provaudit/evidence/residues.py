"""Residues: strings that no person types, left by a chat product, a template or a legal label.

Why they are evidence: ``contentReference[oaicite:3]`` or ``<|im_start|>`` come from software
around a model. They prove that it was in the loop, not that it wrote all of the text, so a
residue says ``mixed``; a tracking parameter (tier ``link``) says only that a link was copied.
When they fail: in text about these strings (guards), and in human text that was rendered with a
chat template. Source: Wikipedia, "Signs of AI writing"; the sources in ``residues.toml``.
"""

import pyarrow as pa

from provaudit.evidence.patterns import patterns_of
from provaudit.evidence.search import find_patterns
from provaudit.model import TextBatch

NAME = "residues"


def known_residues() -> pa.Table:
    """Return the patterns that have a date before which they cannot occur (code, first_seen)."""
    dated = [(one.id, one.first_seen) for one in patterns_of("A", "link") if one.first_seen]
    codes, first_seen = zip(*dated, strict=True)
    return pa.table({"code": pa.array(codes), "first_seen": pa.array(first_seen)})


def find_residues(batch: TextBatch) -> pa.Table:
    """Return the hits of tier A and link in the batch's texts (at most 20 a record)."""
    return find_patterns(batch, NAME, patterns_of("A", "link"))
