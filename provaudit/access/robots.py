"""What a robots.txt or an ai.txt answers to each agent that is known to crawl for AI.

Rules are read by Protego, as RFC 9309 has them. Records keep the host of their page, not its path,
so the question is about the site: all of it, parts of it, or nothing may be fetched. It is put for
the root, for a page that no rule names, and for each path that a rule names.

AI preferences in the same file (``Content-Usage: train-ai=n``, draft-ietf-aipref-attach, and
``Content-Signal: ai-train=no``) are read here, since no library does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from protego import Protego

from provaudit.access.agents import EVERYBODY, known_agents
from provaudit.access.answers import NO, PARTLY, UNKNOWN, YES, of_parts

Answers = dict[str, str]

LONGEST = 500 * 1024
"""Bytes of a file that are read: as many as RFC 9309 (2.5) asks of a crawler."""
MOST_PATHS = 200
_SITE = "https://site.invalid"
_NOBODY = "an-agent-that-no-file-names"
_RULE = re.compile(r"(?im)^\s*(?:dis)?allow\s*:\s*([^\s#]+)")
_AGENT = re.compile(r"(?im)^\s*user-?agent\s*:")
_HTML = re.compile(r"(?i)\s*<(!doctype|html|head|body)\b")
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
_USAGE = re.compile(r"(?:^|[\s,;])(?:train-ai|ai-train)\s*=\s*(\w+)", re.IGNORECASE)
_SAID = {"y": YES, "yes": YES, "n": NO, "no": NO}


def robots_answers(text: str) -> Answers:
    """Return the answer for everybody (``*``) and for each agent with another one.

    A page of HTML, as many sites give where there is no robots.txt, says nothing.
    """
    if _HTML.match(text):
        return {}
    parser = Protego.parse(text)
    paths = _paths(text)
    whole = _answer(parser, _NOBODY, paths)
    named = {row["agent"].lower(): _answer(parser, row["agent"], paths) for row in known_agents()}
    return {EVERYBODY: whole, **{name: one for name, one in named.items() if one != whole}}


def ai_txt_answers(text: str) -> Answers:
    """Return what an ai.txt in the form of a robots.txt (Spawning) says; others say nothing."""
    return robots_answers(text) if _AGENT.search(text) else {}


def preferences(text: str) -> Answers:
    """Return by agent what the AI preferences of a robots.txt say on training; empty if nothing."""
    said: dict[str, list[tuple[str, str]]] = {}
    for agents, path, answer in _usages(text):
        for agent in agents:
            said.setdefault(agent, []).append((path, answer))
    return {agent: _together(pairs) for agent, pairs in said.items()}


def _paths(text: str) -> tuple[str, ...]:
    named = (path.rstrip("$") for path in _RULE.findall(text))
    rooted = (path if path.startswith("/") else f"/{path}" for path in named)
    return tuple(dict.fromkeys(("/", "/some/page", *rooted)))[:MOST_PATHS]


def _answer(parser: Protego, agent: str, paths: tuple[str, ...]) -> str:
    open_, shut = False, False
    for path in paths:
        may = parser.can_fetch(_SITE + path, agent)
        open_, shut = open_ or may, shut or not may
        if open_ and shut:
            return PARTLY
    return YES if open_ else NO


def _usages(text: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the agents of the group, the path and the answer of each line on training."""
    agents: list[str] = []
    in_rules = True
    for line in text.splitlines():
        match = _LINE.match(line)
        key, value = (match[1].lower(), match[2].strip()) if match else ("", "")
        if key == "user-agent":
            agents = [value.lower()] if in_rules else [*agents, value.lower()]
        if key:
            in_rules = key != "user-agent"
        usage = _USAGE.search(value)
        if key in ("content-usage", "content-signal") and usage:
            path = value.split()[0] if value.startswith("/") else "/"
            # What stands before the first group is meant for everybody.
            yield tuple(agents) or (EVERYBODY,), path, _SAID.get(usage[1].lower(), UNKNOWN)


def _together(pairs: list[tuple[str, str]]) -> str:
    whole = next((answer for path, answer in pairs if path == "/"), None)
    return of_parts(whole, [answer for path, answer in pairs if path != "/"])
