"""The command line: parse, call, print, exit. Commands are loaded only when they are called."""

import sys
import traceback
from importlib import import_module
from io import TextIOWrapper

import click

from provaudit import __version__

# name -> module with the click command in `command`, and the line that --help shows for it
COMMANDS = {
    "audit": ("audit_command", "Scan data and write an audit directory with a report."),
    "check": ("check_command", "Check provenance manifests, without reading the data."),
    "init": ("init_command", "Draft a manifest from the data and the cards beside it."),
    "convert": ("convert_command", "A card, Croissant, SPDX or DPS to a manifest, and back."),
    "detectors": ("detectors_command", "Every detector, its error rates; train your own."),
    "explain": ("explain_command", "Why a record has its origin: every piece of evidence."),
    "review": ("review_command", "A page to label a sample on; what the labels say."),
    "query": ("query_command", "Ask an audit's tables a question in SQL."),
    "rules": ("rules_command", "Every rule, or one: what it says, why, an example, the fix."),
}


class _Lazy(click.Group):
    """A group that imports a command's module when the command is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(f"provaudit.cli.{COMMANDS[name][0]}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="provaudit")
def group() -> None:
    """Audit training corpora: how much is synthetic, from what evidence, who is missing.

    Exit codes: 0 nothing at or above the fail level, 1 findings, 2 wrong use or unreadable input,
    130 interrupted.
    """


def main() -> None:
    """Run the command line; the only place that turns errors into exit codes."""
    from provaudit.errors import UserError
    from provaudit.plain import plain
    from provaudit.unneeded import leave_out_unneeded

    leave_out_unneeded()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, TextIOWrapper
        ):  # a terminal that knows fewer characters must not fail
            stream.reconfigure(errors="backslashreplace")
    try:
        code = group.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except UserError as error:
        click.echo(f"provaudit: {plain(str(error), 2000)}", err=True)
        sys.exit(2)
    except Exception:  # a bug: it keeps its traceback, and must not look like findings (1)
        traceback.print_exc()
        click.echo("provaudit: this is a bug in provaudit; please report the lines above", err=True)
        sys.exit(3)
    sys.exit(code if isinstance(code, int) else 0)
