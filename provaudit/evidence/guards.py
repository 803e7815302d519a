"""When a string that models leave behind is only being talked about, or is normal where it stands.

Each guard answers for one hit: may it count? All look at a bounded stretch of text around the
hit, or at something computed once a text, so that a hostile text costs no more than its length.
"""

import re
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

# No further than this to either side of a hit is read for quotation marks and backticks.
_REACH = 1000
_CHAT_SHAPES = ("turns", "pair")
_PAIRED_QUOTES = ("“”", "„“", "«»", "‹›", "「」", "『』", "‘’")  # noqa: RUF001 - typography is meant
_QUOTES = "\"'`" + "".join(_PAIRED_QUOTES)
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)", re.MULTILINE)
_INDENTED = re.compile(r" {4}|\t| {0,3}\t")

# People who discuss models use these words; a model that speaks of itself uses the singular.
_TOPIC = re.compile(
    r"\bchatgpt\b|\bgpt-?[345]\b|\bLLMs?\b|\b(?:language models|chatbots)\b(?! (?:like me|such as))"
    r"|\bprompts\b|\bprompt engineering\b|\bgenerative ai\b|\bai[- ]generated\b",
    re.IGNORECASE,
)

# Template tokens that follow one another in a rendered conversation, per family.
_TOKEN = re.compile(
    r"<\|[a-z_]+\|>|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>|<\uff5c[A-Za-z\u2581]+\uff5c>"
)
_MAX_TOKENS = 1000
_FOLLOWS = frozenset(
    [
        ("<|im_start|>", "<|im_end|>"),
        ("<|im_start|>", "<|im_sep|>"),
        ("<|im_sep|>", "<|im_end|>"),
        ("<|begin_of_text|>", "<|start_header_id|>"),
        ("<|start_header_id|>", "<|end_header_id|>"),
        ("<|end_header_id|>", "<|eot_id|>"),
        ("<start_of_turn>", "<end_of_turn>"),
        ("[INST]", "[/INST]"),
        ("[INST]", "<<SYS>>"),
        ("<<SYS>>", "<</SYS>>"),
        ("<|system|>", "<|user|>"),
        ("<|user|>", "<|assistant|>"),
        ("<|user|>", "<|end|>"),
        ("<|end|>", "<|user|>"),
        ("<|end|>", "<|assistant|>"),
        ("<\uff5cUser\uff5c>", "<\uff5cAssistant\uff5c>"),
        ("<\uff5cbegin\u2581of\u2581sentence\uff5c>", "<\uff5cUser\uff5c>"),
        ("<|start|>", "<|channel|>"),
        ("<|channel|>", "<|message|>"),
    ]
)


@dataclass(frozen=True)
class Context:
    """A text under search and the shape of its record; what guards share is computed once."""

    text: str
    shape: str

    @cached_property
    def fences(self) -> list[int]:
        """Where the lines begin that open or close a fenced code block, in turn."""
        return [match.start() for match in _FENCE.finditer(self.text)]

    @cached_property
    def about_models(self) -> bool:
        """Whether the text speaks about language models."""
        return _TOPIC.search(self.text) is not None

    @cached_property
    def templated(self) -> bool:
        """Whether two chat-template tokens follow one another as in a rendered conversation."""
        tokens = [match.group() for match in islice(_TOKEN.finditer(self.text), _MAX_TOKENS)]
        return any(pair in _FOLLOWS for pair in pairwise(tokens))

    def line_around(self, start: int, end: int) -> tuple[str, str]:
        """Return what stands on the hit's line before and after it, within reach."""
        before = self.text[max(0, start - _REACH) : start]
        after = self.text[end : end + _REACH]
        return before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]


Guard = Callable[[Context, int, int], bool]


def _outside_quotation(context: Context, start: int, end: int) -> bool:
    before, after = context.line_around(start, end)
    enclosed = before[-1:] in _QUOTES and after[:1] in _QUOTES and before != "" and after != ""
    straight = before.count('"') % 2 == 1 and '"' in after
    paired = any(
        before.rfind(pair[0]) > before.rfind(pair[1]) and pair[1] in after
        for pair in _PAIRED_QUOTES
    )
    return not (enclosed or straight or paired or before.lstrip().startswith(">"))


def _outside_code(context: Context, start: int, end: int) -> bool:
    before, after = context.line_around(start, end)
    inline = before.count("`") % 2 == 1 and "`" in after
    fenced = bisect(context.fences, start) % 2 == 1
    return not (inline or fenced or _INDENTED.match(before))


def _not_about_models(context: Context, start: int, end: int) -> bool:
    return not context.about_models


def _in_chat(context: Context, start: int, end: int) -> bool:
    return context.shape in _CHAT_SHAPES


def _not_in_chat(context: Context, start: int, end: int) -> bool:
    return context.shape not in _CHAT_SHAPES


def _in_template(context: Context, start: int, end: int) -> bool:
    """Whether the token opens or closes the text, or the text is a rendered conversation."""
    opens = context.text[max(0, start - _REACH) : start].strip() == "" and start <= _REACH
    closes = context.text[end : end + _REACH].strip() == "" and len(context.text) - end <= _REACH
    return opens or closes or context.templated


GUARDS: dict[str, Guard] = {
    "quotation": _outside_quotation,
    "code": _outside_code,
    "topic": _not_about_models,
    "chat_only": _in_chat,
    "not_chat": _not_in_chat,
    "template": _in_template,
}
