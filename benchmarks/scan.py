"""Where the scan spends its CPU seconds, stage by stage, beside orjson's parse.

    python benchmarks/scan.py [--megabytes 120] [--rounds 3] [--formats jsonl parquet zst]
        [--data FOLDER] [--json FILE] [--update docs/performance.md]

One process scans the corpus of corpus.py, warm: kernels compiled, file in memory's
cache. A stage's seconds are those of its thread without the stages inside it; ``other threads`` is
what the process took beside (decompression). Medians of the rounds, formats in turns; the limit is
orjson parsing the lines, nothing kept, in the same rounds. ``--data`` keeps the corpus for the next
time.
"""

import argparse
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from pathlib import Path
from time import process_time, thread_time
from typing import Any

from corpus import SUFFIXES, write
from limits import parse_lines
from usage import machine, markdown, parser, tell

from provaudit import corpus
from provaudit.audit import Request
from provaudit.audit.digests import none_known
from provaudit.audit.plan import make_plan
from provaudit.kernels.compilation import compile_all
from provaudit.model import ScanSettings, Shard, Slice, TextBatch
from provaudit.scan import Scanner, scan_shard

# Stage, and the function that it is, where it is called from: module:attribute.
STAGES = (
    ("cutting lines", "provaudit.corpus.lines:_lines"),
    ("parsing, columns", "provaudit.corpus.jsonl:_taken_at_once"),
    ("columns", "provaudit.corpus.gather:block_of"),
    ("words", "provaudit.kernels.text:split_words"),
    ("characters", "provaudit.kernels.text:count_characters"),
    ("sentences", "provaudit.kernels.text:count_sentences"),
    ("content, lines", "provaudit.kernels.text:read_content"),
    ("repeated lines", "provaudit.kernels.text:repeated"),
    ("other features", "provaudit.scan.records:measure_with_words"),
    ("repetition", "provaudit.scan.records:find_repetition"),
    ("minhash", "provaudit.scan.records:sign"),
    ("language", "provaudit.scan.records:identify"),
    ("style", "provaudit.scan.records:style_columns"),
    ("evidence in text", "provaudit.evidence:rows_with_literals"),
    ("other evidence", "provaudit.scan.records:find_evidence"),
    ("verdicts", "provaudit.scan.records:_verdicts"),
    ("facts", "provaudit.scan.records:_facts"),
    ("n-grams", "provaudit.scan:ngram_rows"),
    ("text sample", "provaudit.scan.sampling:Sampler.take"),
    ("shingles", "provaudit.scan.grams:ShingleSampler.take"),
    ("writing tables", "provaudit.scan.partial_tables:PartialTables._write"),
    ("other tables", "provaudit.scan.partial_tables:PartialTables.add"),
)
READING, REST, THREADS, ALL = "other reading", "the rest", "other threads", "all"
LIMIT = "orjson parses the lines"


class Clock:
    """CPU seconds of the main thread by stage, each without the stages inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inside = [REST]
        self._since = thread_time()

    def enter(self, stage: str) -> None:
        """Begin a stage inside the one at hand."""
        self._tick()
        self._inside.append(stage)

    def leave(self) -> None:
        """End the stage entered last."""
        self._tick()
        self._inside.pop()

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``work`` with its time put down to ``stage``."""

        @wraps(work)
        def call(*given: object, **named: object) -> object:
            self.enter(stage)
            try:
                return work(*given, **named)
            finally:
                self.leave()

        return call

    def _tick(self) -> None:
        now = thread_time()
        self.seconds[self._inside[-1]] += now - self._since
        self._since = now


CLOCK = Clock()


def read(part: Slice, settings: ScanSettings) -> Iterator[TextBatch]:
    """Read a slice as the audit does, timed."""
    batches = corpus.read(part, settings)
    take = CLOCK.timed(READING, lambda: next(batches, None))
    while (batch := take()) is not None:
        yield batch


def watch() -> None:
    """Put a clock around each of STAGES."""
    for stage, place in STAGES:
        module, _, path = place.partition(":")
        holder: Any = import_module(module)
        *outer, name = path.split(".")
        for each in outer:
            holder = getattr(holder, each)
        setattr(holder, name, CLOCK.timed(stage, getattr(holder, name)))


def scan(scanner: Scanner, shards: tuple[Shard, ...]) -> dict[str, float]:
    """Return the seconds of each stage of the scan of some shards, one after another."""
    CLOCK.__init__()  # type: ignore[misc]
    began = process_time()
    for shard in shards:
        scan_shard(scanner, shard)
    whole = process_time() - began
    CLOCK.enter(REST)  # what was running until now is counted
    seconds = dict(CLOCK.seconds)
    return {**seconds, THREADS: max(whole - sum(seconds.values()), 0.0), ALL: whole}


def measure(folder: Path, megabytes: float, rounds: int, formats: list[str]) -> dict[str, Any]:
    files = {form: _file(folder / form, megabytes, form) for form in {*formats, "jsonl"}}
    compile_all()
    watch()
    runs: dict[str, list[dict[str, float]]] = defaultdict(list)
    least = []
    for round_ in range(rounds + 1):  # the first warms up
        for form in formats:
            with tempfile.TemporaryDirectory() as out:
                found = scan(*_task(files[form], Path(out)))
            if round_:
                runs[form].append(found)
        if round_:
            least.append(parse_lines(files["jsonl"]))
    orjson = statistics.median(least)
    rows = [_row(stage, runs) for stage in _stages(runs)]
    speeds = {form: megabytes / _median(run, ALL) for form, run in runs.items()}
    rows += [
        {"stage": "**MB per CPU s**", **{form: round(speed, 1) for form, speed in speeds.items()}},
        {
            "stage": f"**of the speed of orjson** ({megabytes / orjson:.0f} MB per CPU s)",
            **{form: f"1/{megabytes / orjson / speed:.1f}" for form, speed in speeds.items()},
        },
    ]
    about = {"megabytes": megabytes, "rounds": rounds, "machine": machine()}
    return {**about, "orjson_s": orjson, "rows": rows, "mb_per_cpu_s": speeds}


def _file(folder: Path, megabytes: float, form: str) -> Path:
    path = folder / f"all{SUFFIXES[form]}"
    return path if path.exists() else write(folder, megabytes, form)


def _task(file: Path, out: Path) -> tuple[Scanner, tuple[Shard, ...]]:
    plan = make_plan(Request(paths=(str(file),), out=out / "audit"), none_known())
    scanner = Scanner(out / "tables", plan.settings, read, lambda size, rejects: None)
    return scanner, plan.shards


def _stages(runs: dict[str, list[dict[str, float]]]) -> list[str]:
    names = [READING, *(stage for stage, _ in STAGES), REST, THREADS, ALL]
    return [name for name in names if any(name in run[0] for run in runs.values())]


def _median(run: list[dict[str, float]], stage: str) -> float:
    return statistics.median(one.get(stage, 0.0) for one in run)


def _row(stage: str, runs: dict[str, list[dict[str, float]]]) -> dict[str, Any]:
    return {"stage": stage, **{form: round(_median(run, stage), 3) for form, run in runs.items()}}


def text_of(result: dict[str, Any]) -> str:
    """Return the table with what it was measured on."""
    columns = {"stage": "CPU s"} | {form: form for form in result["mb_per_cpu_s"]}
    about = f"{result['megabytes']:g} MB of text, one process; {result['machine']}"
    return f"{about}; median of {result['rounds']}.\n\n{markdown(columns, result['rows'])}"


def options() -> argparse.Namespace:
    made = parser(__doc__)
    made.add_argument("--megabytes", type=float, default=120)
    made.add_argument("--rounds", type=int, default=3)
    made.add_argument("--formats", nargs="+", default=list(SUFFIXES), choices=list(SUFFIXES))
    made.add_argument("--data", type=Path, help="keep the corpus in this folder, or use what is")
    return made.parse_args()


if __name__ == "__main__":
    chosen = options()
    with tempfile.TemporaryDirectory() as place:
        folder = chosen.data or Path(place)
        result = measure(folder, chosen.megabytes, chosen.rounds, chosen.formats)
    tell(result, "scan", text_of(result), chosen)
