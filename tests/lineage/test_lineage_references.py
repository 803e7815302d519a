"""What a stated parent points at, and that the order of manifests is no matter."""

from __future__ import annotations

from itertools import permutations

from provaudit.lineage import Node, links_of, points_at_manifest
from provaudit.model import DerivedFrom, Manifest, Source


def manifest(path: str, parents: dict[str, list[str]], **names: str) -> Manifest:
    stated = tuple(DerivedFrom(child, one, 7, 3) for child, many in parents.items() for one in many)
    sources = tuple(Source(name, ("*",)) for name in parents)
    return Manifest(path, "", "name", "1", sources, derived_from=stated, **names)


MINE = manifest(
    "/data/mine/provenance.yaml",
    {
        "a": ["b", "../base/provenance.yaml#web", "../base/provenance.yaml", "urn:base#web"],
        "b": ["https://base.example/set/", "urn:base#none", "../none.yaml", "owner/other"],
    },
)
BASE = manifest(
    "/data/base/provenance.yaml", {"web": []}, id="urn:base", url="https://base.example/set"
)
WEB, WHOLE = Node(BASE.path, "web"), Node(BASE.path, "")


def test_each_form_of_a_parent_is_followed() -> None:
    found = {link.stated: (link.parent, link.found) for link in links_of([MINE, BASE])}
    assert found == {
        "b": (Node(MINE.path, "b"), "here"),
        "../base/provenance.yaml#web": (WEB, "there"),
        "../base/provenance.yaml": (WHOLE, "there"),
        "urn:base#web": (WEB, "there"),
        "https://base.example/set/": (WHOLE, "there"),
        "urn:base#none": (Node("", "urn:base#none"), "missing"),
        "../none.yaml": (Node("", "../none.yaml"), "missing"),
        "owner/other": (Node("", "owner/other"), "outside"),
    }


def test_the_order_of_manifests_is_no_matter() -> None:
    twin = manifest("/data/twin/provenance.yaml", {"web": ["urn:base"]}, id="urn:base")
    orders = {links_of(order) for order in permutations([MINE, BASE, twin])}
    assert len(orders) == 1


def test_only_files_of_this_machine_are_manifests() -> None:
    assert points_at_manifest("../a/provenance.yaml#x") == "../a/provenance.yaml"
    assert points_at_manifest("base.YML") == "base.YML"
    for name in ("https://example.org/provenance.yaml", "urn:a.yaml", "owner/set", "a\0.yaml", ""):
        assert points_at_manifest(name) == ""
