"""``provaudit rules``: what each rule says, why, an example and the fix."""

import click

from provaudit.cli.output import show
from provaudit.errors import UserError
from provaudit.model import Rule

_HEAD = """# Rules

What `provaudit check` and `provaudit audit` find. This page is written by `make rules`
from the rules themselves; `provaudit rules CODE` prints the same.
"""


@click.command("rules")
@click.argument("code", required=False)
@click.option("--markdown", is_flag=True, help="All rules in full, as docs/rules.md.")
def command(code: str | None, markdown: bool) -> int:
    """List every rule, or explain the one with CODE (PA601, or its name)."""
    rules = all_rules()
    if markdown:
        show("\n".join([_HEAD, *map(_page, rules)]).rstrip())
        return 0
    if code is None:
        show("\n".join(f"{rule.code}  {rule.name}: {rule.what}" for rule in rules))
        return 0
    wanted = [rule for rule in rules if code.lower() in (rule.code.lower(), rule.name)]
    if not wanted:
        raise UserError(f"no rule {code!r}: `provaudit rules` lists them all")
    show(_whole(wanted[0]))
    return 0


def all_rules() -> tuple[Rule, ...]:
    """Return every rule by code; one that manifests and audits share counts once."""
    from provaudit import findings, manifest

    rules = {rule.code: rule for rule in (*manifest.rules(), *findings.rules())}
    return tuple(rules[code] for code in sorted(rules))


def _whole(rule: Rule) -> str:
    parts = {"What": rule.what, "Why": rule.why, "Example": rule.example, "Fix": rule.fix}
    blocks = [f"{heading}\n  " + text.replace("\n", "\n  ") for heading, text in parts.items()]
    if rule.thresholds:
        blocks.append("Thresholds (policy)\n  " + "\n  ".join(rule.thresholds))
    return f"{rule.code} {rule.name}\n\n" + "\n\n".join(blocks)


def _page(rule: Rule) -> str:
    example = f"\n```yaml\n{rule.example}\n```\n" if ":" in rule.example else f" {rule.example}\n"
    limits = ", ".join(f"`{name}`" for name in rule.thresholds)
    lines = [
        f"## {rule.code} {rule.name}\n",
        f"**What:** {rule.what}\n",
        f"**Why:** {rule.why}\n",
        f"**Example:**{example}",
        f"**Fix:** {rule.fix}\n",
        *([f"**Thresholds** (policy): {limits}\n"] if limits else []),
    ]
    return "\n".join(lines)
