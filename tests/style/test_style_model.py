"""Train on made rows, twice; keep, load, score; abstain; refuse what is no detector."""

import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from provaudit.errors import UserError
from provaudit.style.evaluation import evaluate
from provaudit.style.model import load_model, save_model, shipped_model
from provaudit.style.rows import read_rows
from provaudit.style.scoring import raw_scores, score_texts
from provaudit.style.training import train

HUMAN = ["we", "saw", "it", "and", "then", "my", "dog", "ran", "off", "so", "i", "did", "not"]
MACHINE = ["moreover", "the", "overall", "significance", "highlights", "essential", "growth"]


def made(words: list[str], chance: random.Random) -> str:
    return " ".join(". ".join(" ".join(chance.choices(words, k=9)) for _ in range(8)).split())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chance = random.Random(4)
    rows = [
        {"text": made(words, chance), "origin": origin, "dataset": name, "domain": "d",
         "weights_may_be_shipped": name != "kept_out"}
        for name in ("one", "two", "kept_out")
        for words, origin in ((HUMAN, "human"), (MACHINE, "synthetic"))
        for _ in range(110)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("style") / "rows.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def test_training_again_gives_the_same_file_and_unseen_sets_are_told_apart(
    data: Path, tmp_path: Path
) -> None:
    for name in ("a.npz", "b.npz"):
        save_model(train(read_rows(data), lambda _: None), tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    found = evaluate(read_rows(data), load_model(tmp_path / "a.npz"))
    assert found["left_out"] == ["one", "two"]
    assert [row["dataset"] for row in found["domains"]] == ["kept_out"]
    assert found["domains"][0]["auroc"] > 0.99


def test_too_few_rows_are_refused(data: Path) -> None:
    rows = read_rows(data)
    with pytest.raises(UserError, match="100 are needed"):
        train(rows.take(np.arange(60)), lambda _: None)


def test_what_cannot_be_judged_is_null() -> None:
    long, short = "It was a cold day and we went home. " * 10, "Too short to say."
    texts = pa.array([long, short, long, None], pa.large_string())
    scored = score_texts(texts, np.array([True, True, False, True]), shipped_model())
    assert scored.style_score.is_valid().to_pylist() == [True, False, False, False]
    share = 1 / (1 + np.exp(-scored.style_score[0].as_py()))
    assert scored.p_synthetic[0].as_py() == pytest.approx(share, rel=1e-5)


def test_a_score_depends_on_no_other_record() -> None:
    texts = pa.array([made(HUMAN, random.Random(n)) for n in range(9)], pa.large_string())
    whole = raw_scores(texts, shipped_model())[0]
    parts = [raw_scores(texts.slice(at, 1), shipped_model())[0][0] for at in range(9)]
    assert whole.tolist() == parts


def test_what_is_no_detector_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.npz"
    path.write_bytes(b"no zip")
    with pytest.raises(UserError, match="not a detector"):
        load_model(path)
    with pytest.raises(UserError, match="cannot read"):
        load_model(tmp_path / "absent.npz")
