"""W3C PROV in JSON-LD: agents that are programs, parents, and when it was made."""

from typing import Any

from provaudit.manifest.exchange.linked import get, identity, kinds
from provaudit.manifest.exchange.values import address, date, text

Node = dict[str, Any]
_ROLES = ("generator", "rewriter", "translator", "annotator", "judge", "filter", "tts")
_MOST = 200


def generators_of(owners: list[Node], nodes: dict[str, Node]) -> list[dict[str, str]]:
    """Return the software agents that the nodes are attributed to or were generated with."""
    agents = [agent for owner in owners for agent in _named(owner, "prov:wasAttributedTo", nodes)]
    for activity in _activities(owners, nodes):
        for key in ("prov:wasAssociatedWith", "prov:isAssociatedWith"):
            agents += _named(activity, key, nodes)
    found = [_generator(agent) for agent in agents if "SoftwareAgent" in kinds(agent)]
    return [one for n, one in enumerate(found) if one and one not in found[:n]]


def _generator(agent: Node) -> dict[str, str]:
    model = text(get(agent, "sc:name")) or text(get(agent, "prov:label")) or identity(agent)
    role = text(agent.get("pa:role"))
    stated = {
        "model": model,
        "provider": text(agent.get("provider")),
        "version": text(get(agent, "sc:version") or get(agent, "sc:softwareVersion")),
        "role": role if role in _ROLES else None,
    }
    return {key: value for key, value in stated.items() if value} if model else {}


def parents_of(owners: list[Node], nodes: dict[str, Node]) -> list[str]:
    """Return the addresses of what the nodes were derived from or are based on."""
    found: list[str] = []
    for owner in owners:
        for key in ("prov:wasDerivedFrom", "sc:isBasedOn"):
            for parent in _listed(get(owner, key)):
                stated = nodes.get(identity(parent) or "", parent) if parent else parent
                more = stated if isinstance(stated, dict) else {}
                places = (get(more, "prov:locatedAt"), get(more, "sc:url"), identity(parent))
                where = next((one for place in places if (one := address(place))), None)
                name = identity(parent)
                if where or name:
                    found.append(where or f"urn:name:{'-'.join(str(name).split())}")
    return list(dict.fromkeys(found))


def activities_of(owners: list[Node], nodes: dict[str, Node]) -> dict[str, str] | None:
    """Return when the first activity with a known start began and ended."""
    for activity in _activities(owners, nodes):
        start = date(get(activity, "prov:startedAtTime"))
        if start:
            end = date(get(activity, "prov:endedAtTime"))
            return {"start": start} | ({"end": end} if end else {})
    return None


def _activities(owners: list[Node], nodes: dict[str, Node]) -> list[Node]:
    return [one for owner in owners for one in _named(owner, "prov:wasGeneratedBy", nodes)]


def _named(owner: Node, key: str, nodes: dict[str, Node]) -> list[Node]:
    """Return the nodes at a key, references among them resolved by one step."""
    found = []
    for one in _listed(get(owner, key)):
        named = nodes.get(identity(one) or "")
        full = isinstance(one, dict) and len(one) > 1
        node = one if full or named is None else named
        if isinstance(node, dict):
            found.append(node)
    return found


def _listed(value: object) -> list[Any]:
    return value[:_MOST] if isinstance(value, list) else [] if value is None else [value]
