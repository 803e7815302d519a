"""What is broken in a text, whoever wrote it: encoding, ends, stock answers, made-up identifiers.

Nothing here says who wrote a text. Broken text is bad training data, and numbers that cannot
exist are what hallucination leaves behind.
"""

from provaudit.health.gibberish import find_gibberish
from provaudit.health.identifiers import count_identifiers
from provaudit.health.phrases import find_phrases

__all__ = ["count_identifiers", "find_gibberish", "find_phrases"]
