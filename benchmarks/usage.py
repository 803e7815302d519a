"""What the benchmarks share: CPU, wall and peak memory of a process tree, the machine, tables.

A figure is only worth what its measuring is, so there is one way: CPU seconds are user + system of
the process and all its descendants (getrusage), peak memory is the sum of the proportional set
sizes of the tree (Linux, /proc/PID/smaps_rollup; shared pages counted once), sampled.
"""

import argparse
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLED_EVERY = 0.25  # seconds
MB = 1e6


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command took: seconds of CPU and of wall time, bytes at the peak (0: not known)."""

    cpu: float
    wall: float
    peak: int

    def row(self) -> dict[str, float]:
        """Return the figures as they stand in JSON; memory in MiB."""
        peak = round(self.peak / (1 << 20))
        return {"cpu_s": round(self.cpu, 3), "wall_s": round(self.wall, 3), "peak_mib": peak}


_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> tuple[Usage, str]:
    """Run a command to its end; return what it took and what it printed.

    Raises SystemExit with the command's own words if it fails: a figure of a failure is none.
    """
    # Modules keep their bytecode, as pip leaves them, whatever this shell asks for.
    kept = {name: value for name, value in (env or os.environ).items() if name != _NO_BYTECODE}
    before, began = _children(), time.perf_counter()
    with subprocess.Popen(
        command, env=kept, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        peak = _Peak(process.pid)
        output, errors = process.communicate()
        highest = peak.end()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\nended with {process.returncode}:\n{errors[-4000:]}")
    return Usage(_children() - before, time.perf_counter() - began, highest), output


def median(usages: Iterable[Usage]) -> Usage:
    """Return the medians of CPU and wall time, and the highest peak."""
    each = list(usages)
    cpu, wall = (statistics.median(getattr(one, name) for one in each) for name in ("cpu", "wall"))
    return Usage(cpu, wall, max(one.peak for one in each))


def own_cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that a call takes in this process, all threads."""
    began = time.process_time()
    work()
    return time.process_time() - began


def tree_cpu() -> float:
    """Return CPU seconds of this process and of those of its descendants that ended."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime + _children()


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Peak:
    """Watches the memory of a process tree from a thread."""

    def __init__(self, root: int) -> None:
        self._root, self._highest, self._done = root, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> int:
        self._done.set()
        self._thread.join()
        return self._highest

    def _watch(self) -> None:
        while not self._done.wait(SAMPLED_EVERY):
            self._highest = max(self._highest, sum(map(_memory_of, _tree(self._root))))


def _tree(root: int) -> list[int]:
    """Return the processes that descend from ``root``, itself first."""
    found = [root]
    for process in found:  # grows while it is walked
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            found += map(int, _text_of(task).split())
    return found


def _memory_of(process: int) -> int:
    match = re.search(r"^Pss:\s+(\d+) kB", _text_of(Path(f"/proc/{process}/smaps_rollup")), re.M)
    return int(match[1]) << 10 if match else 0


def _text_of(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it ended meanwhile
        return ""


def machine() -> str:
    """Return the machine and the Python in words."""
    found = re.search(r"^model name\s*: (.+)$", _text_of(Path("/proc/cpuinfo")), re.M)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (
        f"{os.cpu_count()} processors ({found[1] if found else platform.machine()}), "
        f"{memory:.0f} GiB of memory, {platform.system()}, Python {platform.python_version()}"
    )


def audit_command(data: Path, out: Path, workers: int) -> list[str]:
    """Return the command of a whole audit, from start to report."""
    return [
        *(sys.executable, "-m", "provaudit", "audit", str(data), "--out", str(out)),
        *("--workers", str(workers), "--quiet", "--fail-on", "never"),
    ]


def markdown(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as a Markdown table; ``columns`` maps a key to its heading, keys in order."""
    lines = [f"| {' | '.join(columns.values())} |"]
    lines.append("|---" + "|--:" * (len(columns) - 1) + "|")
    lines += [f"| {' | '.join(_cell(row.get(key)) for key in columns)} |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 3
        return f"{value:,.{digits}f}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def update(document: Path, name: str, text: str) -> None:
    """Put ``text`` between ``<!-- begin NAME -->`` and ``<!-- end NAME -->`` of a document."""
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    before, found, rest = document.read_text("utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"{document}: there is no {begin} ... {end}: write both lines first")
    document.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8")


def parser(documentation: str | None) -> argparse.ArgumentParser:
    """Return a parser with the options that every benchmark has: ``--json`` and ``--update``."""
    made = argparse.ArgumentParser(description=(documentation or "").splitlines()[0])
    made.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    made.add_argument("--update", type=Path, metavar="FILE.md", help="renew the table there")
    return made


def tell(result: dict[str, Any], name: str, text: str, options: argparse.Namespace) -> None:
    """Print the table; write the figures and renew the document if asked."""
    print(text)
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n")
    if options.update:
        update(options.update, name, text)
