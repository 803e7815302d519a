"""What a review says, on screen."""

from typing import Any

from provaudit.plain import plain
from provaudit.report.figures import estimate, interval, percent, times

Facts = dict[str, Any]


def review_summary(facts: Facts) -> str:
    """Return the summary of a review from the facts of ``audit.json``."""
    review = facts["review"]
    counts = ", ".join(f"{number} {label}" for label, number in review["labels"].items())
    names = ", ".join(f"{plain(row['reviewer'])} ({row['records']})" for row in review["reviewers"])
    return "\n".join(
        [
            f"{review['labelled']} of {times(review['records'], 'record')} labelled: "
            + counts.replace("_", " "),
            f"reviewers: {names}",
            *_agreement(review),
            *_estimates(review),
            *_errors(review),
        ]
    )


def _agreement(review: Facts) -> list[str]:
    agreed = review.get("agreement")
    if agreed is None:
        return ["agreement: not measured (two reviewers must label the same records, and use more"
                " than one label)"]  # fmt: skip
    return [
        f"agreement: Krippendorff's alpha {agreed['alpha']:.2f} "
        f"({agreed['low']:.2f} to {agreed['high']:.2f}), {agreed['unanimous']} of "
        f"{times(agreed['records'], 'record')} unanimous"
    ]


def _estimates(review: Facts) -> list[str]:
    if not review.get("estimates"):
        return ["synthetic share: not estimated, it needs 30 records that could be told"]
    return [
        f"synthetic share of the corpus: {estimate(share)} ({share['method']})"
        for share in review["estimates"]
    ]


def _errors(review: Facts) -> list[str]:
    return [
        f"{row['rule']}: {row['called_synthetic']} of {row['records']} that are {row['truth']}, "
        f"{percent(row['rate'])} ({interval(row['low'], row['high'])})"
        for row in review.get("errors", [])
    ]
