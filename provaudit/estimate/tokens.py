"""Text to tokens, by the rules of its language; the one place that uses spaCy.

Only ``spacy.blank``: rules and exceptions that ship with spaCy, no trained model, no download.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")
Segment = Callable[[str], list[str]]

ANY_LANGUAGE = "xx"
# spaCy needs another package for these, or finds no words in them: each character is a token.
# So on every machine, whatever is installed there.
BY_CHARACTER = frozenset({"bo", "ja", "km", "ko", "lo", "my", "th", "vi", "yue", "zh"})
# Thai, Lao, Tibetan, Myanmar, Khmer, kana, Han: scripts that put no spaces between words.
_SPACELESS = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# spaCy's time grows with the square of a run without white space, and hostile text is one run.
_LONG_RUN = re.compile(r"\S{100}")


def normalised_language(stated: str | None) -> str:
    """Return the code whose rules apply to a language as stated (``en-GB``, ``DE``, None).

    A language that spaCy does not know, or none, gives ``xx``: rules for any language.
    """
    code = main_subtag(stated)
    return code if code and (code in BY_CHARACTER or code in _known()) else ANY_LANGUAGE


def main_subtag(stated: str | None) -> str | None:
    """Return the language itself of what was stated (``en`` of ``en-GB``); None if nothing was."""
    return re.split("[-_]", (stated or "").strip().lower())[0] or None


def by_character(text: str, language: str) -> bool:
    """Tell whether each character of a text is a token of its own."""
    if language != ANY_LANGUAGE:
        return language in BY_CHARACTER
    return 2 * len(_SPACELESS.findall(text)) > len(_LETTER_OR_DIGIT.findall(text))


def load_tokenizer() -> None:
    """Import spaCy, which takes most of a second, before it is needed."""
    _known()


def first_tokens(text: str, language: str, count: int) -> list[str]:
    """Return the first ``count`` tokens, fewer if the text is shorter.

    Tokens are in lower case and hold a letter or digit; ``language`` is a normalised code. A run
    of more than 100 characters without white space is cut.
    """
    return list(_first_tokens(text, language, count))


# A text is asked for twice: as one of its source, and as one of all.
@lru_cache(maxsize=4096)
def _first_tokens(text: str, language: str, count: int) -> tuple[str, ...]:
    if by_character(text, language):
        return tuple(_LETTER_OR_DIGIT.findall(text.lower())[:count])
    # White space always separates tokens, so `count` chunks hold `count` tokens or more.
    chunks = filter(_LETTER_OR_DIGIT.search, _LONG_RUN.sub(r"\g<0> ", text).split())
    start = " ".join(chunk for chunk, _ in zip(chunks, range(count), strict=False))
    tokens = [token for token in _tokenizer(language)(start) if _LETTER_OR_DIGIT.search(token)]
    return tuple(tokens[:count])


@cache
def _tokenizer(language: str) -> Segment:
    tokenizer = _spacy().blank(language).tokenizer
    # Of each new word spaCy finds out a dozen things, its shape for one; here one is asked for.
    vocab = tokenizer.vocab
    lower = _spacy().attrs.LOWER
    vocab.lex_attr_getters = {lower: vocab.lex_attr_getters[lower]}
    return lambda text: [token.lower_ for token in tokenizer(text)]


@cache
def _known() -> frozenset[str]:
    modules = pkgutil.iter_modules(_spacy().lang.__path__)
    return frozenset(module.name for module in modules if module.ispkg)


def _info(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as spaCy has it
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


@cache
def _spacy() -> ModuleType:
    """Import spaCy without its command line, which takes half of the time.

    The package asks for one function of it, to offer it under its own name.
    """
    stands_in = {name: ModuleType(name) for name in _COMMAND_LINE if name not in sys.modules}
    for module in stands_in.values():
        module.__dict__.update(info=_info, __path__=[])
    sys.modules.update(stands_in)
    try:
        return importlib.import_module("spacy")
    finally:
        for name in stands_in:
            del sys.modules[name]
