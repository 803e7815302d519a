"""How fast the kernels are: MB of UTF-8 a second on one core, and against one memory pass.

    python benchmarks/kernels.py [--megabytes N] [--repeat N] [--json FILE]

The text is made: records of about 2 kB of prose, words drawn by Zipf's law from common English
words and 20,000 made-up ones, by a fixed seed. Each figure is the best of the repetitions, in CPU
seconds; the pass over memory is numpy's sum of the same bytes as uint64, in the same run, and
takes the machine's mood out of the ratio. ``everything`` is one call of all the kernels
but the one for languages, which reads only the head of a record.
"""

import argparse
import json
import random
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np
import pyarrow as pa

from provaudit.kernels import characters, content, lexicon, minhash, ngrams, repetition, style
from provaudit.kernels.buffers import one_array, read_texts
from provaudit.kernels.compilation import compile_all
from provaudit.kernels.language import identify
from provaudit.kernels.sentences import count_sentences
from provaudit.kernels.text import measure_with_words
from provaudit.kernels.words import split_words

COMMON = """
    the of and to in a is that it was for on as with be by at this not are from or have an they
    which one you had we all were their there been has when who will no more if out so what up
    said its about than into them can only other time new some could these two may first then do
    any like my now over such our man me even most made after also did many off before must well
    back through years where much your way down should because long each just state those people
"""
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi xo zu bran clen drim stol tran"
PASSES = 16
SEED = 20261124


def main() -> None:
    """Measure, print the table, write the figures if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=16)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    text = made_text(int(arguments.megabytes * 1e6))
    print(f"kernels ready after {compile_all():.1f} s")
    figures = measure_all(text, arguments.repeat)
    print_table(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


def made_text(size: int) -> pa.Array:
    """Return records that hold about ``size`` bytes."""
    chance = random.Random(SEED)
    words = vocabulary(chance)
    weights = np.cumsum(1 / np.arange(2, len(words) + 2))
    records, total = [], 0
    while total < size:
        count = int(chance.lognormvariate(5.6, 0.7)) + 5
        records.append(prose(chance.choices(words, cum_weights=weights.tolist(), k=count), chance))
        total += len(records[-1])
    return pa.array(records, pa.large_string())


def vocabulary(chance: random.Random) -> list[str]:
    """Return the words, the frequent ones first."""
    made = (
        "".join(chance.choices(SYLLABLES.split(), k=chance.randint(2, 4))) for _ in range(20_000)
    )
    return [*COMMON.split(), *made]


def prose(words: list[str], chance: random.Random) -> str:
    """Return words as sentences of about 15 words, some ending a line."""
    parts = []
    for at, word in enumerate(words):
        end = at % 15 == 14
        parts.append(word.capitalize() if at % 15 == 0 else word)
        parts.append(chance.choice([". ", ". ", "?\n", ".\n"]) if end else " ")
    return "".join(parts)


def made_phrases() -> list[str]:
    """Return 20,000 phrases of 1 to 4 words; about one word of the text in twenty begins a hit."""
    chance = random.Random(SEED + 1)
    words = vocabulary(random.Random(SEED))[len(COMMON.split()) :: 20]
    words += ["".join(chance.choices(SYLLABLES.split(), k=5)) for _ in range(19_000)]
    return [" ".join(words[at : at + chance.randint(1, 4)]) for at in range(20_000)]


def measure_all(text: pa.Array, repeat: int) -> dict[str, dict[str, float]]:
    """Return for each kernel MB a second and the share of one memory pass."""
    size = sum(len(record.as_py().encode()) for record in text) / 1e6
    speeds = {name: size / best(call, repeat) for name, call in calls(text).items()}
    memory = speeds["memory pass"] = speeds["memory pass"] * PASSES
    return {
        name: {"mb_per_s": round(speed, 1), "share_of_memory_pass": round(speed / memory, 5)}
        for name, speed in speeds.items()
    }


def best(call: Callable[[], object], repeat: int) -> float:
    """Return the fewest CPU seconds that ``call`` took, after one call that is not counted."""
    call()
    seconds = []
    for _ in range(repeat):
        began = process_time()
        call()
        seconds.append(process_time() - began)
    return max(min(seconds), 1e-9)


def calls(text: pa.Array) -> dict[str, Callable[[], object]]:
    """Return what is measured; the kernels over words get words made before."""
    column = one_array(text)
    utf8 = read_texts(column)
    normal, words = characters.count_characters(utf8).normal, split_words(utf8)
    phrases = lexicon.build_lexicon(made_phrases())
    weights = np.random.default_rng(SEED).integers(-9, 9, style.BUCKETS).astype(np.int8)
    limit = ngrams.limit_for(0.01)
    # Over and over until no cache holds it; what it takes is divided accordingly.
    whole = np.tile(utf8.data[: len(utf8.data) // 8 * 8].view(np.uint64), PASSES)

    def everything() -> None:
        _, found = measure_with_words(text)
        repetition.find_repetition(found)
        minhash.sign(found)
        style.sum_weights(column, weights)
        ngrams.sample_ngrams(found, limit)
        lexicon.find_phrases(found, phrases)

    return {
        "memory pass": whole.sum,
        "words": lambda: split_words(utf8),
        "characters": lambda: characters.count_characters(utf8),
        "sentences": lambda: count_sentences(utf8),
        "content": lambda: content.read_content(column, utf8, normal),
        "text features": lambda: measure_with_words(text),
        "repetition": lambda: repetition.find_repetition(words),
        "minhash 64": lambda: minhash.sign(words),
        "style": lambda: style.sum_weights(column, weights),
        "n-gram sample": lambda: ngrams.sample_ngrams(words, limit),
        "lexicon 20,000": lambda: lexicon.find_phrases(words, phrases),
        "everything": everything,
        "language (160 characters)": lambda: identify(text),
    }


def print_table(figures: dict[str, dict[str, float]]) -> None:
    """Print the figures as a Markdown table."""
    print("| kernel | MB/s per core | of one memory pass |\n|---|--:|--:|")
    for name, figure in figures.items():
        share = figure["share_of_memory_pass"]
        print(f"| {name} | {figure['mb_per_s']:,.0f} | 1/{1 / share:,.0f} |")


if __name__ == "__main__":
    main()
