"""Audit a corpus and print what each stage took, as JSON; the other benchmarks call it.

    python benchmarks/stages.py DATA OUT [--workers N] [--memory-mib N]

The stages are those that the Python API tells its ``progress``: planning (files, layouts, shards),
reading digests, scanning, measuring (SQL), judging (rules), reporting; before them importing. CPU
seconds are those of this process and of the workers that ended, so they end with their stage.
"""

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from usage import Usage, tree_cpu

BEGAN = time.perf_counter()


class Stages:
    """A ``progress`` that keeps the seconds of each stage; ``importing`` began with Python."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._name, self._cpu, self._wall = "importing", 0.0, BEGAN

    def __call__(self, stage: str, *_: object, **__: object) -> None:
        """End the stage before, if this is another one."""
        if stage != self._name:
            cpu, wall = tree_cpu(), time.perf_counter()
            held = self.seconds[self._name]
            held[0], held[1] = held[0] + cpu - self._cpu, held[1] + wall - self._wall
            self._name, self._cpu, self._wall = stage, cpu, wall

    def rows(self) -> dict[str, dict[str, float]]:
        """Return the seconds of each stage, in the order in which they began."""
        self("")
        return {name: Usage(cpu, wall, 0).row() for name, (cpu, wall) in self.seconds.items()}


def fence(out: Path) -> dict[str, int]:
    """Return the bytes of each table at the fence, and of the database and documents."""
    tables = {
        folder.name: sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        for folder in sorted((out / "tables").iterdir())
        if folder.is_dir()
    }
    return tables | {file.name: file.stat().st_size for file in out.iterdir() if file.is_file()}


def measure(data: Path, out: Path, workers: int, memory: int) -> dict[str, Any]:
    stages = Stages()
    from provaudit.audit import Request, audit

    request = Request(paths=(str(data),), out=out, workers=workers, memory=memory, fresh=True)
    corpus = audit(request, progress=stages).facts["corpus"]
    kept = ("records", "rejected", "text_bytes", "words")
    return {
        "stages": stages.rows(),
        "fence_bytes": fence(out),
        "corpus": {name: corpus[name] for name in kept},
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--memory-mib", type=int, default=2048)
    options = parser.parse_args()
    memory = options.memory_mib << 20
    print(json.dumps(measure(options.data, options.out, options.workers, memory)))
