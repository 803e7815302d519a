"""Audits of real data: every count is what a plain query over the file gives."""

import json
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from provaudit.audit import Request, audit

MANIFEST = """
provaudit: 1
name: labelled
version: "1"
license: Apache-2.0
creators: [{name: nobody}]
records: {origin: origin, generator: generator, id: id, source: dataset, language: lang}
attributes: {domain: domain}
sources:
  - {id: all, files: ["**/*"], category: other, digital_source_type: unknown}
"""
Z = 1.959963984540054


def wilson(k: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of Wilson (1927), written out."""
    p, z2 = k / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * ((p * (1 - p) / n + z2 / (4 * n * n)) ** 0.5)
    return middle - half, middle + half


@pytest.fixture(scope="module")
def labelled(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory, inline: Executor
) -> tuple[Path, dict[str, Any]]:
    """Return some row groups of the labelled data, and the facts of their audit."""
    folder = tmp_path_factory.mktemp("labelled")
    whole = pq.ParquetFile(shared_data / "origin" / "dev.parquet")
    groups = [0, whole.num_row_groups // 2]
    pq.write_table(whole.read_row_groups(groups), folder / "some.parquet", row_group_size=10_000)
    (folder / "provenance.yaml").write_text(MANIFEST)
    request = Request(paths=(str(folder),), out=folder / "out", linguistics=False)
    return folder / "some.parquet", audit(request, executor=inline).facts


def ask(file: Path, sql: str) -> list[Any]:
    return duckdb.sql(sql.replace("FILE", f"'{file}'")).fetchall()


def test_origin_counts(labelled: tuple[Path, dict[str, Any]]) -> None:
    file, facts = labelled
    counted = dict(ask(file, "select origin, count(*) from FILE group by origin"))
    assert {k: n for k, n in facts["origin"]["declared"].items() if n} == counted
    assert sum(facts["origin"]["records"].values()) == facts["corpus"]["records"]
    assert facts["corpus"]["records"] == sum(counted.values())
    (size,) = ask(file, "select sum(strlen(text)), sum(length(text)) from FILE")
    assert (facts["corpus"]["text_bytes"], facts["corpus"]["chars"]) == size


def test_counts_by_source_and_language(labelled: tuple[Path, dict[str, Any]]) -> None:
    file, facts = labelled
    for key, column in (("source", "dataset"), ("language", "lang")):
        counted = {
            (name, origin): n
            for name, origin, n in ask(
                file, f"select {column}, origin, count(*) from FILE group by all"
            )
        }
        told = {
            (row[key], origin): row[origin]
            for row in facts["origin"][f"by_{key}"]
            for origin in ("human", "synthetic", "mixed", "unknown")
            if row[origin]
        }
        assert told == counted


def test_exact_duplicates_are_those_of_a_plain_query(
    labelled: tuple[Path, dict[str, Any]],
) -> None:
    file, facts = labelled
    (row,) = ask(
        file,
        "select count(*), sum(n) from (select count(*) n from FILE"
        " group by trim(regexp_replace(nfc_normalize(text), '[\\s\\x0B\\x85\\x{a0}]+', ' ', 'g'))"
        " having n > 1)",
    )
    duplicates = facts["duplicates"]
    assert (duplicates["exact_clusters"], duplicates["exact_records"]) == row


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("adult", ("sex", "race", "education")),
        ("acs_public_coverage", ("SEX", "RAC1P", "DIS")),
    ],
)
def test_group_shares_are_wilson_intervals(
    name: str, columns: tuple[str, ...], shared_data: Path, tmp_path: Path, inline: Executor
) -> None:
    file = shared_data / "representation" / f"{name}.parquet"
    request = Request(
        paths=(str(file),), out=tmp_path, attributes=tuple(zip(columns, columns, strict=True))
    )
    facts = audit(request, executor=inline).facts
    told = {
        (attribute["attribute"], group.get("value")): group
        for attribute in facts["representation"]["attributes"]
        for group in attribute["groups"]
    }
    for column in columns:
        for value, n, total in ask(
            file,
            f'select "{column}"::varchar, count(*), sum(count(*)) over () from FILE group by 1',
        ):
            group = told.pop((column, value))
            low, high = wilson(n, int(total))
            assert group["records"] == n
            assert group["share"] == pytest.approx(n / int(total), abs=1e-12)
            assert (group["low"], group["high"]) == pytest.approx((low, high), abs=1e-9)
    assert told == {}


def test_every_key_of_the_contract_is_there_or_explained(
    labelled: tuple[Path, dict[str, Any]],
) -> None:
    facts = labelled[1]
    keys = ("corpus", "origin", "generators", "representation", "diversity", "duplicates",
            "languages", "rights", "labels", "collapse", "findings")  # fmt: skip
    explained = json.dumps(facts["not_measured"])
    assert [key for key in keys if key not in facts and key not in explained] == []
