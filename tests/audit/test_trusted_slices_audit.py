"""Trusted records through a whole audit: the final verdict, what is told of it, what stays."""

from __future__ import annotations

import json
import random
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from provaudit.audit import Request, audit
from provaudit.audit.slices import judge_by_style
from provaudit.errors import UserError
from provaudit.fence import RECORDS, SAMPLE, SHINGLES
from provaudit.model import Trusted
from provaudit.report.explain import explain
from provaudit.store import DATABASE, Store, open_store

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "origin" / "dev.parquet"
TRUSTED = 100
# Beside 100 trusted texts scored 0 to 99, so that the threshold is 99:
# declared, observed, origin, score -> origin, basis, observed, suspected.
CASES = {
    ("unknown", None, "unknown", 99.0): ("unknown", "none", None, False),
    ("unknown", None, "unknown", 99.5): ("synthetic", "style", "synthetic", False),
    ("unknown", None, "unknown", None): ("unknown", "none", None, False),
    ("human", None, "human", 99.5): ("human", "declared", None, True),
    ("human", None, "human", 1.0): ("human", "declared", None, False),
    ("synthetic", None, "synthetic", 99.5): ("synthetic", "declared", None, False),
    ("human", "mixed", "mixed", 99.5): ("mixed", "residue", "mixed", False),
}


def _row(number: int, given: tuple[Any, ...], date: str | None, source: str) -> dict[str, Any]:
    declared, observed, origin, score = given
    basis = "residue" if observed else "none" if declared == "unknown" else "declared"
    return {
        **{"record_id": f"r{number}", "source": source, "file": "a", "position": number},
        **{"declared": declared, "observed": observed, "origin": origin, "basis": basis},
        **{"suspected": False, "conflict": observed is not None, "date": date},
        **{"content_hash": number.to_bytes(16, "big"), "style_score": score, "has_text": True},
    }


def _judged(store: Store, rows: list[dict[str, Any]], *trusted: Trusted) -> list[dict[str, Any]]:
    store.put("records_parts", pa.Table.from_pylist(rows, schema=RECORDS))
    store.put("sample_parts", SAMPLE.empty_table())
    store.put("shingles_parts", SHINGLES.empty_table())
    judge_by_style(store, trusted, 0.01)
    return store.query(
        "select origin, basis, observed, suspected, trusted from records order by position"
    )


def _forum(date: str = "2019") -> list[dict[str, Any]]:
    return [
        _row(number, ("unknown", None, "unknown", float(number)), date, "forum")
        for number in range(TRUSTED)
    ]


def test_every_verdict_by_hand(tmp_path: Path) -> None:
    later = [_row(200 + at, case, "2024-05", "forum") for at, case in enumerate(CASES)]
    elsewhere = [_row(300, ("unknown", None, "unknown", 500.0), "2024", "blog")]
    with open_store(tmp_path / "audit.duckdb") as store:
        found = _judged(store, _forum() + later + elsewhere, Trusted("forum", "2020-01-01"))
        told = store.query("from style_by_source order by source")
    assert all((row["origin"], row["basis"]) == ("human", "trusted") for row in found[:TRUSTED])
    names = ("origin", "basis", "observed", "suspected")
    assert [tuple(row[name] for name in names) for row in found[TRUSTED:-1]] == list(CASES.values())
    assert (found[-1]["origin"], found[-1]["basis"]) == ("unknown", "none")
    blog, forum = told
    assert (forum["threshold"], forum["above"], forum["tested"]) == (99.0, 1, 100)
    assert (forum["could_be_judged"], forum["tagged"]) == (2, 1)
    assert (forum["declared_human"], forum["suspected"]) == (2, 1)
    assert (blog["threshold"], blog["could_be_judged"]) == (None, 1)


@pytest.mark.parametrize(
    ("date", "before", "trusted"),
    [
        ("2019", "2020-01-01", True),
        ("2019-12-31", "2020-01-01", True),
        ("2020", "2020-01-01", False),
        ("2020-01-01", "2020-01-01", False),
        ("2020", "2020-06-15", False),
        ("2020-06", "2020-06-15", False),
        ("2020-05", "2020-06-15", True),
        ("2019-05", "2020", True),
        ("2020-05", "2020", False),
        (None, "2020", False),
    ],
)
def test_a_date_counts_where_all_of_it_is_earlier(
    tmp_path: Path, date: str | None, before: str, trusted: bool
) -> None:
    rows = [_row(0, ("unknown", None, "unknown", 1.0), date, "forum")]
    with open_store(tmp_path / "audit.duckdb") as store:
        assert _judged(store, rows, Trusted(None, before))[0]["trusted"] is trusted


def test_what_evidence_contradicts_is_not_trusted_and_calibrates_nothing(tmp_path: Path) -> None:
    residue = [_row(at, ("unknown", "mixed", "mixed", 9.0), "2019", "forum") for at in range(100)]
    with open_store(tmp_path / "audit.duckdb") as store:
        found = _judged(store, residue, Trusted("forum"))
        slices = store.query("from style_slices")
    assert {(row["origin"], row["trusted"]) for row in found} == {("mixed", False)}
    assert (slices[0]["texts"], slices[0]["threshold"]) == (0, None)


def test_equal_texts_count_once(tmp_path: Path) -> None:
    rows = [row | {"content_hash": b"\0" * 16} for row in _forum()]
    with open_store(tmp_path / "audit.duckdb") as store:
        _judged(store, rows, Trusted("forum"))
        assert store.query("select texts from style_slices") == [{"texts": 1}]


def test_an_unknown_source_is_told(tmp_path: Path, inline: Executor) -> None:
    (tmp_path / "data" / "letters").mkdir(parents=True)
    (tmp_path / "data" / "letters" / "a.txt").write_text("Dear Ann")
    request = Request(
        paths=(str(tmp_path / "data"),), out=tmp_path / "out", trusted=(Trusted("leters"),)
    )
    with pytest.raises(UserError, match=r"no file belongs to the trusted source 'leters'.*letters"):
        audit(request, executor=inline)


def test_a_source_with_trusted_texts_beside_one_without(tmp_path: Path, inline: Executor) -> None:
    words = ["the", "a", "of", "we", "they", "saw", "walked", "slowly", "river", "house", "old"]
    chance = random.Random(5)
    for source, dates in (("old", ["2018"] * 120), ("new", ["2024"] * 20)):
        (tmp_path / "data" / source).mkdir(parents=True)
        lines = [
            json.dumps({"text": " ".join(chance.choices(words, k=80)) + ".", "date": date})
            for date in dates
        ]
        (tmp_path / "data" / source / "a.jsonl").write_text("\n".join(lines))
    request = Request(
        paths=(str(tmp_path / "data"),), out=tmp_path / "out", trusted=(Trusted("old"),)
    )
    facts = audit(request, executor=inline).facts
    texts = {row["source"]: row.get("texts", 0) for row in facts["style"]["by_source"]}
    assert texts == {"old": 120, "new": 0}
    assert "Verdicts by style" in (tmp_path / "out" / "report.html").read_text("utf-8")
    with open_store(tmp_path / "out" / DATABASE, read_only=True) as store:
        bases = store.query("select source, basis from records group by all order by all")
    # Trust goes before the date, which alone would make these human too.
    assert bases == [{"source": "new", "basis": "none"}, {"source": "old", "basis": "trusted"}]


def test_news_of_which_the_old_is_trusted(tmp_path: Path, inline: Executor) -> None:
    if not DATA.is_file():
        pytest.skip("needs dev.parquet of the origin data")
    (tmp_path / "data").mkdir()
    _write_news(tmp_path / "data" / "news.parquet")
    request = Request(
        paths=(str(tmp_path / "data"),),
        out=tmp_path / "out",
        attributes=(("truth", "truth"),),
        trusted=(Trusted(None, "2020-01-01"),),
        linguistics=False,
    )
    facts = audit(request, executor=inline).facts
    style = facts["style"]
    assert style["trusted"] == 200
    row = style["by_source"][0]
    assert row["texts"] <= 200
    assert row["low"] <= 0.01
    assert style["tagged"] == facts["origin"]["records"]["synthetic"]
    assert facts["origin"]["records"]["human"] == 200
    with open_store(tmp_path / "out" / DATABASE, read_only=True) as store:
        by_truth = {
            each["attribute_truth"]: each["share"]
            for each in store.query(
                "select attribute_truth, avg((basis = 'style')::int) as share from records "
                "where not trusted group by attribute_truth order by attribute_truth"
            )
        }
        kept = store.query("select distinct origin from sample order by origin")
        tagged = store.query("select record_id from records where basis = 'style' limit 1")[0]
        lines = explain(store, tagged["record_id"])[0]
    assert by_truth["human"] <= 0.03
    assert by_truth["synthetic"] >= 0.3
    assert [each["origin"] for each in kept] == ["human", "synthetic", "unknown"]
    assert "above the threshold" in lines
    assert "verdict     synthetic: it exceeds the threshold" in lines
    assert json.loads((tmp_path / "out" / "run.json").read_text())["settings"]["trusted"]


def _write_news(path: Path) -> None:
    columns = ["text", "origin", "dataset", "domain", "attack"]
    table = pq.read_table(
        DATA,
        columns=columns,
        filters=[("dataset", "==", "detectrl"), ("domain", "==", "news"), ("attack", "==", "none")],
    )
    origins = np.array(table["origin"].to_pylist())
    human, made = (np.flatnonzero(origins == name) for name in ("human", "synthetic"))
    chosen = table.take(np.concatenate([human[:600], made[:300]]))
    dates = ["2018"] * 200 + ["2024"] * (len(chosen) - 200)
    columns_out = {"text": chosen["text"], "truth": chosen["origin"], "date": dates}
    pq.write_table(pa.table(columns_out), path)
