"""Any engine gives the same tables: threads, processes, Ray, Dask."""

import json
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from engine_fixtures import small_ray
from test_ray_engine import tables_of

from provaudit.audit import Request, audit, shards
from provaudit.engines.ray import RayExecutor

WORDS = ("ferry", "harbour", "kitchen", "yellow", "clock", "folder", "river")


@contextmanager
def on_ray() -> Iterator[Executor]:
    with small_ray(), RayExecutor() as executor:
        yield executor


@contextmanager
def on_dask() -> Iterator[Executor]:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client.get_executor()


ENGINES = {
    "threads": lambda: ThreadPoolExecutor(2),
    "processes": lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
    "ray": on_ray,
    "dask": on_dask,
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines") / "data"
    folder.mkdir()
    for name in "abcd":
        lines = [
            {"id": f"{name}{i}", "text": " ".join(WORDS[(i * k) % 7] for k in range(1, 30))}
            for i in range(40)
        ]
        (folder / f"{name}.jsonl").write_text(
            "".join(json.dumps(line) + "\n" for line in lines) + "{broken\n"
        )
    return folder


@pytest.fixture(scope="module", autouse=True)
def small_shards() -> Iterator[None]:
    """Cut alike for all engines: a reject also names its slice (other splits: test_laws.py)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "SHARD_BYTES", 3000)
        yield


@pytest.fixture(scope="module")
def expected(data: Path, inline: Executor, small_shards: None) -> dict[str, list[dict[str, Any]]]:
    made = audit(Request(paths=(str(data),), out=data.parent / "inline"), executor=inline)
    tables = tables_of(made.out)
    assert len(tables["records"]) == 160
    assert len(tables["rejects"]) == 4
    return tables


@pytest.mark.parametrize("name", ENGINES)
def test_any_engine(name: str, data: Path, expected: dict[str, list[dict[str, Any]]]) -> None:
    engine: AbstractContextManager[Executor] = ENGINES[name]()
    with engine as executor:
        made = audit(Request(paths=(str(data),), out=data.parent / name), executor=executor)
    assert len(list((made.out / "tables" / "slices").iterdir())) > 4
    assert tables_of(made.out) == expected
