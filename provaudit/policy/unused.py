"""Waivers of the policy that accept nothing in the manifests that were checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from provaudit.model import Finding, Waiver
from provaudit.policy import Policy
from provaudit.policy.judging import names_of
from provaudit.policy.toml_files import own_settings, position_of

# The ids of a manifest's sources, and what is wrong with it before anything is accepted.
Seen: TypeAlias = tuple[tuple[str, ...], Sequence[Finding]]


def unused_waivers(
    policy: Policy, seen: Sequence[Seen], codes: Collection[str]
) -> Iterator[Finding]:
    """Yield a finding for each waiver of the policy's own file that could be judged and is unused.

    A waiver can be judged if it is for one of ``codes``, the rules that need no data, and names a
    source of a manifest that was checked: any other may be for a manifest that was not, or for an
    audit. Waivers of a policy below belong to others, too.
    """
    path = Path(policy.path)
    own = own_settings(path).get("waivers", []) if path.is_file() else []
    for index, entry in enumerate(own):
        waiver = Waiver(**entry)
        if waiver.rule in codes and _is_idle(waiver, seen):
            line, column = position_of(path, ("waivers", index))
            yield Finding(
                code="PA902",
                name="unused-waiver",
                level=policy.levels["PA902"],  # type: ignore[arg-type]  # judging drops what is off
                message=f"waiver {index + 1} of the policy accepts {waiver.rule} in source "
                f"'{waiver.source}', which finds nothing there",
                fix="remove it",
                where=f"waivers[{index}]",
                path=policy.path,
                line=line,
                column=column,
            )


def _is_idle(waiver: Waiver, seen: Sequence[Seen]) -> bool:
    known = [(ids, found) for ids, found in seen if waiver.source in ids]
    return bool(known) and not any(
        one.code == waiver.rule and waiver.source in names_of(one, ids)
        for ids, found in known
        for one in found
    )
