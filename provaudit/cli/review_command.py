"""``provaudit review``: a page to label a random sample on, and what the labels say."""

from pathlib import Path

import click

from provaudit.cli.output import show


@click.command("review")
@click.argument("audit", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("review.html"),
    show_default=True,
    help="Where the page goes.",
)
@click.option(
    "--size",
    type=click.IntRange(30, 10_000),
    default=100,
    show_default=True,
    help="Records to draw; equal texts are shown once.",
)
@click.option(
    "--labels",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A labels file that the page saved; repeat it for several reviewers.",
)
def command(audit: Path, out: Path, size: int, labels: tuple[Path, ...]) -> int:
    """Make a page on which a person labels a random sample of AUDIT; feed the labels back.

    The page works offline, in any browser, and does not say what was found. --labels puts the
    estimate, the agreement of the reviewers and the detector's error rates on this corpus into
    AUDIT and prints them; findings stay as the audit judged them.
    """
    from provaudit.audit.review import take_labels, write_page
    from provaudit.cli.review_summary import review_summary

    if labels:
        show(review_summary(take_labels(audit, list(labels))))
        return 0
    records = write_page(audit, out, size)
    click.echo(f"{records} records to label on {out}: open it in a browser, label, save, then")
    click.echo(f"provaudit review {audit} --labels FILE")
    return 0
