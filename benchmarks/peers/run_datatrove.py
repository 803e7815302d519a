"""Run datatrove over JSON lines, in its own environment: statistics, filters, near-duplicates.

    python run_datatrove.py FOLDER WORK MODEL [STEP ...]

``FOLDER`` holds the .jsonl files, ``WORK`` takes what is written, ``MODEL`` is a lid.176 model on
disk. Steps: stats, filters, minhash. One process, one task: the kindest case for CPU seconds.
datatrove would fetch the language model of 126 MB; here it is given the compressed one, which
provaudit uses too, through its own class attribute. Words are split as datatrove chooses for
English: spaCy's blank tokenizer.
"""

import os
import sys

FOLDER, WORK, MODEL = sys.argv[1:4]
STEPS = sys.argv[4:] or ["stats", "filters", "minhash"]
os.environ["HF_ASSETS_CACHE"] = f"{WORK}/assets"
os.environ["HF_HUB_OFFLINE"] = "1"

from datatrove.executor import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline import stats  # noqa: E402
from datatrove.pipeline.dedup import minhash  # noqa: E402
from datatrove.pipeline.filters import (  # noqa: E402
    GopherQualityFilter,
    GopherRepetitionFilter,
    LanguageFilter,
)
from datatrove.pipeline.readers import JsonlReader  # noqa: E402
from datatrove.pipeline.writers import JsonlWriter  # noqa: E402
from datatrove.utils.lid import FT176LID  # noqa: E402

FT176LID.MODEL_URL = MODEL
GROUPS = ["summary", "histogram"]  # the others group by address, which the corpus has not
SIGNATURES, BUCKETS, REMOVED = f"{WORK}/signatures", f"{WORK}/buckets", f"{WORK}/removed"


def run(name: str, *steps: object, tasks: int = 1) -> None:
    """Run the steps in this process, one task after another."""
    LocalPipelineExecutor(
        list(steps), tasks=tasks, workers=1, logging_dir=f"{WORK}/logs/{name}"
    ).run()


def measure_stats() -> None:
    """Language, once, and the statistics blocks that need no model beyond it."""
    blocks = (
        stats.DocStats,
        stats.LineStats,
        stats.ParagraphStats,
        stats.SentenceStats,
        stats.WordStats,
    )
    made = [block(f"{WORK}/stats", groups_to_compute=GROUPS) for block in blocks]
    language = stats.LangStats(f"{WORK}/stats", language="en", groups_to_compute=GROUPS)
    run("stats", JsonlReader(FOLDER), LanguageFilter(label_only=True), language, *made)


def filter_quality() -> None:
    """Gopher's repetition and quality rules; what passes is counted and not written."""
    run("filters", JsonlReader(FOLDER), GopherRepetitionFilter(), GopherQualityFilter())


def find_duplicates() -> None:
    """MinHash as shipped: 14 buckets of 8 hashes over 5-grams; sign, bucket, cluster, filter."""
    config = minhash.MinhashConfig()
    run(
        "signature",
        JsonlReader(FOLDER),
        minhash.MinhashDedupSignature(output_folder=SIGNATURES, config=config),
    )
    buckets = minhash.MinhashDedupBuckets(
        input_folder=SIGNATURES, output_folder=BUCKETS, config=config
    )
    run("buckets", buckets, tasks=config.num_buckets)
    cluster = minhash.MinhashDedupCluster(
        input_folder=BUCKETS, output_folder=REMOVED, config=config
    )
    run("cluster", cluster)
    run(
        "filter",
        JsonlReader(FOLDER),
        minhash.MinhashDedupFilter(
            input_folder=REMOVED, exclusion_writer=JsonlWriter(f"{WORK}/duplicates")
        ),
    )


if __name__ == "__main__":
    known = {"stats": measure_stats, "filters": filter_quality, "minhash": find_duplicates}
    for step in STEPS:
        known[step]()
