"""Statistics that SQL cannot say: how varied text is at equal size, which texts hang together."""

from provaudit.estimate.diversity import measure_diversity, no_diversity
from provaudit.estimate.lineage import trace_records
from provaudit.estimate.near_duplicates import find_near_duplicates
from provaudit.estimate.repeated_ids import find_repeated_ids
from provaudit.estimate.tokens import load_tokenizer
from provaudit.estimate.touching import find_touching, no_touching

__all__ = [
    "find_near_duplicates",
    "find_repeated_ids",
    "find_touching",
    "load_tokenizer",
    "measure_diversity",
    "no_diversity",
    "no_touching",
    "trace_records",
]
