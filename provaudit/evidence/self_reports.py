"""Self-reports: text that speaks as a model ("as an AI language model", "[Your name]").

Why they are evidence: models say what they are, when their training ended, what they offer.
When they fail: people quote, mock and discuss these phrases, and fill in the same templates. So
one family alone convicts nobody (``origin.py``), and guards pass over quotations, code and texts
about language models. Source: the refusal filters of ShareGPT and WizardLM; ``residues.toml``.
"""

import pyarrow as pa

from provaudit.evidence.patterns import patterns_of
from provaudit.evidence.search import find_patterns
from provaudit.model import TextBatch

NAME = "self_reports"


def find_self_reports(batch: TextBatch) -> pa.Table:
    """Return the hits of tier B in the batch's texts (at most 20 a record)."""
    return find_patterns(batch, NAME, patterns_of("B"))
