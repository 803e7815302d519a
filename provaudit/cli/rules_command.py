"""``provaudit rules``: what each rule says, why, an example and the fix."""

import click

from provaudit.cli.output import show
from provaudit.errors import UserError
from provaudit.model import Rule


@click.command("rules")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """List every rule, or explain the one with CODE (PA601, or its name)."""
    from provaudit import findings, manifest

    rules = sorted(manifest.rules() + findings.rules(), key=lambda rule: rule.code)
    if code is None:
        show("\n".join(f"{rule.code}  {rule.name}: {rule.what}" for rule in rules))
        return 0
    wanted = [rule for rule in rules if code.lower() in (rule.code.lower(), rule.name)]
    if not wanted:
        raise UserError(f"no rule {code!r}: `provaudit rules` lists them all")
    show(_whole(wanted[0]))
    return 0


def _whole(rule: Rule) -> str:
    parts = {"What": rule.what, "Why": rule.why, "Example": rule.example, "Fix": rule.fix}
    blocks = [f"{heading}\n  " + text.replace("\n", "\n  ") for heading, text in parts.items()]
    if rule.thresholds:
        blocks.append("Thresholds (policy)\n  " + "\n  ".join(rule.thresholds))
    return f"{rule.code} {rule.name}\n\n" + "\n\n".join(blocks)
