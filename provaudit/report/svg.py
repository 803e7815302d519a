"""Let through of a drawn SVG only what a static picture needs.

The drawing library escapes text already. This is the second lock: an allow-list of elements and
attributes, no address, and identifiers that are unique on the page.
"""

import re
import unicodedata
from xml.etree import ElementTree as Tree

_ELEMENTS = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "defs", "clipPath"}
_ATTRIBUTES = {
    *("d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry"),
    *("width", "height", "viewBox", "transform", "text-anchor", "display"),
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
    *("stroke-dasharray", "stroke-miterlimit", "opacity", "clip-path", "id"),
    *("font-size", "font-weight", "font-style"),
}
_OWN_ADDRESS = re.compile(r"^url\(#([\w-]+)\)$")
_DOUBTFUL = re.compile(r"[^\t\n -~]")  # what may be no character of XML
_HATCH = "unknown"  # the charts fill bars of unknown origin with url(#unknown)


def safe_svg(drawn: str, prefix: str) -> str:
    """Return ``drawn`` without anything active, its identifiers behind ``prefix``.

    Hidden from screen readers: the figure around it carries a label, the table beside it the data.
    Raises ValueError for what is no well-formed XML.
    """
    try:
        root = Tree.fromstring(_DOUBTFUL.sub(lambda found: _xml_of(found[0]), drawn))
    except Tree.ParseError as error:
        raise ValueError("the drawing is not well-formed") from error
    _clean(root, prefix)
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    if f"url(#{prefix}{_HATCH})" in {part.get("fill") for part in root.iter()}:
        root.insert(0, _hatch(prefix + _HATCH))
    return Tree.tostring(root, encoding="unicode")


def _xml_of(character: str) -> str:
    return "" if unicodedata.category(character) in ("Cc", "Cs", "Cn") else character


def _clean(part: Tree.Element, prefix: str) -> None:
    part.tag = _local(part.tag)
    for name in list(part.attrib):
        value = _safe_value(_local(name), part.attrib.pop(name), prefix)
        if value is not None:
            part.set(_local(name), value)
    for child in list(part):
        if _local(child.tag) in _ELEMENTS:
            _clean(child, prefix)
        else:
            part.remove(child)


def _safe_value(name: str, value: str, prefix: str) -> str | None:
    if name not in _ATTRIBUTES:
        return None
    if name == "id":
        return prefix + value
    own = _OWN_ADDRESS.match(value)
    if own:
        return f"url(#{prefix}{own[1]})"
    return None if "url(" in value.lower() else value


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _hatch(identity: str) -> Tree.Element:
    """Return stripes, so that unknown differs from the other origins by more than its colour."""
    defs = Tree.Element("defs")
    pattern = Tree.SubElement(
        defs,
        "pattern",
        {
            "id": identity,
            "width": "6",
            "height": "6",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )
    Tree.SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": "var(--unknown-soft)"})
    Tree.SubElement(pattern, "rect", {"width": "2.5", "height": "6", "fill": "var(--unknown)"})
    return defs
