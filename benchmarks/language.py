"""How right language identification is, and what it costs, by the characters it looks at.

    python benchmarks/language.py FILE.parquet     (columns text and lang)

20,000 records by a seed, of at least 60 characters, without code; CPU microseconds a record, the
share that is right of all, the share with a score of 0.5 or more, and the share right of those.
"""

import random
import sys
import time

import pyarrow.parquet as pq

from provaudit.kernels.language import LEAST_SCORE, _model

LENGTHS = (80, 160, 300, 600)
RECORDS = 20_000


def labelled(path: str) -> list[tuple[str, str]]:
    table = pq.read_table(path, columns=["text", "lang"])
    pairs = zip(table["text"].to_pylist(), table["lang"].to_pylist(), strict=True)
    usable = [(text, lang) for text, lang in pairs if len(text) >= 60 and "-" not in lang]
    return random.Random(1).sample(usable, min(RECORDS, len(usable)))


if __name__ == "__main__":
    records, model = labelled(sys.argv[1]), _model()
    print("| characters | us a record | right | scored 0.5 or more | right of those |")
    print("|--:|--:|--:|--:|--:|")
    for length in LENGTHS:
        began = time.process_time()
        guesses = [model.predict(text[:length].replace("\n", " "), 1) for text, _ in records]
        cost = (time.process_time() - began) / len(records) * 1e6
        right = [
            (bool(labels) and labels[0][9:] == lang, scores[0] if labels else 0.0)
            for (labels, scores), (_, lang) in zip(guesses, records, strict=True)
        ]
        sure = [hit for hit, score in right if score >= LEAST_SCORE]
        shares = (sum(hit for hit, _ in right), len(sure))
        print(
            f"| {length} | {cost:.0f} | {shares[0] / len(right):.2%} | "
            f"{shares[1] / len(right):.1%} | {sum(sure) / len(sure):.2%} |"
        )
