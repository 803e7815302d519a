"""Why a record has its verdict, and what would change it, in the words of the rules of ``origin``.

Without evidence that decides, the declaration does; evidence decides over no declaration and over
one of human text, never over one of synthetic or mixed text.
"""

CONFLICT = "the declaration says human, the evidence does not; evidence outweighs the declaration"

_BY_DECLARATION = {
    "human": "the declaration decided, since no evidence in the record contradicts it",
    "synthetic": "the declaration decided; evidence never overrules one of synthetic text",
    "mixed": "the declaration decided; evidence never overrules one of mixed text",
    "unknown": "nothing was declared, nothing was found; absence of evidence is not evidence",
}
_BY_EVIDENCE = {
    "marker": "a column names the model that made it",
    "residue": "the text holds residue that only a chat interface or a tokenizer leaves",
    "self_report": "the text speaks of itself as a model's, in two independent ways",
}
_BY_STYLE = {
    "trusted": "its source or its date is one that people trust to be human",
    "style": "it exceeds the threshold of the source's trusted texts, and nothing was declared",
}
_STYLE_CHANGES = {
    "trusted": "no trust in it, a declaration, or evidence in the record",
    "style": "a declaration, evidence in the record, or other trusted texts of the source",
}
_BY_KNOWLEDGE = {
    "registry": "nothing was declared, and the record is named as one of a known dataset",
    "date": "nothing was declared or found, and the record is dated before models wrote such text",
}
_OUTWEIGHED = ", which outweighs the declaration of human text"

_CORRECTED = "a corrected declaration; evidence in the record changes nothing"
_DECLARATION_CHANGES = {
    "human": (
        "a corrected declaration, a column that names a generator, residue of a chat interface,"
        " or self-reports of a model in two independent ways"
    ),
    "synthetic": _CORRECTED,
    "mixed": _CORRECTED,
    "unknown": (
        "a manifest that declares the source, a column with the origin, or evidence in the record"
    ),
}
_EVIDENCE_CHANGES = (
    "a declaration of synthetic or mixed text, which decides over all evidence;"
    " one of human text does not"
)
_KNOWLEDGE_CHANGES = (
    "a declaration of its origin, a column that names a generator, residue of a chat interface,"
    " or self-reports of a model in two independent ways"
)
_COLUMN_CHANGES = "a corrected column, or "


def decided(declared: str, basis: str) -> str:
    """Return what decided the origin of a record that declares ``declared``."""
    if basis in _BY_STYLE:
        return _BY_STYLE[basis]
    if basis in _BY_KNOWLEDGE:
        return _BY_KNOWLEDGE[basis]
    if basis not in _BY_EVIDENCE:
        return _BY_DECLARATION[declared]
    return _BY_EVIDENCE[basis] + (_OUTWEIGHED if declared == "human" else "")


def would_change(declared: str, basis: str) -> str:
    """Return what would give the record another origin, or the same one on another basis."""
    if basis in _STYLE_CHANGES:
        return _STYLE_CHANGES[basis]
    if basis in _BY_KNOWLEDGE:
        return _KNOWLEDGE_CHANGES
    if basis not in _BY_EVIDENCE:
        return _DECLARATION_CHANGES[declared]
    return (_COLUMN_CHANGES if basis == "marker" else "") + _EVIDENCE_CHANGES
