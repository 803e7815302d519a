from collections.abc import Callable

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provaudit.evidence import DETECTORS, HITS, HITS_ORDER, find_evidence
from provaudit.evidence.patterns import Pattern, load_patterns
from provaudit.evidence.search import MAX_HITS, MAX_TRIED, rows_with_literals
from provaudit.model import TextBatch

MakeBatch = Callable[..., TextBatch]

MEGABYTE = 1 << 20
PIECES = [pattern.example for pattern in load_patterns()] + ['"', "`", "```\n", "ChatGPT ", "é\n"]
texts = st.none() | st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=4).map("".join)
models = st.none() | st.sampled_from(["gpt-4", "human", "Model 3", "claude", ""])


def test_a_hit_by_hand(make_batch: MakeBatch) -> None:
    text = "É" * 50 + "\n\nIt  rained\ton us [oaicite:7], " + "z" * 60
    (hit,) = find_evidence(make_batch(["nothing", text])).to_pylist()
    assert hit == {
        "row": 1,
        "detector": "residues",
        "code": "openai_oaicite",
        "tier": "A",
        "says": "mixed",
        "offset": 70,
        "excerpt": "É" * 20 + " It rained on us [oaicite:7], " + "z" * 37,
        "generator": None,
    }


@pytest.mark.parametrize(
    "texts",
    [[], [None], [""], ["\x1b[2J\x00 <script>"], ["\ufffd"]],
)
def test_text_without_evidence_gives_an_empty_table_of_the_same_schema(
    make_batch: MakeBatch, texts: list[str | None]
) -> None:
    table = find_evidence(make_batch(texts))
    assert table.num_rows == 0
    assert table.schema == HITS


# Letters that Unicode folds to ASCII ones, and some that only look like it.
strange = st.sampled_from(["\u212a", "\u017f", "\u0130", "\u0131", "K", "ß"])
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=9) | strange, max_size=5)


@given(st.lists(st.none() | hostile.map("".join), max_size=5), st.sampled_from([str, str.upper]))
def test_the_pass_over_the_text_loses_no_hit(
    make_batch: MakeBatch, many: list[str | None], change: Callable[[str], str]
) -> None:
    batch = make_batch([None if text is None else change(text) for text in many])
    alone = pa.concat_tables([detect(batch) for detect in DETECTORS.values()])
    assert find_evidence(batch).equals(alone.sort_by(HITS_ORDER).combine_chunks())


@pytest.mark.parametrize("pattern", load_patterns(), ids=lambda pattern: pattern.id)
def test_the_pass_lets_every_example_through(pattern: Pattern) -> None:
    text = pa.array(["nothing", f"before {pattern.example} after", None], pa.large_string())
    assert rows_with_literals(text, load_patterns()).to_pylist() == [1]


def test_excerpts_are_raw_but_on_one_line(make_batch: MakeBatch) -> None:
    (hit,) = find_evidence(make_batch(["\x1b[31m<b>\noaicite:1"])).to_pylist()
    assert hit["excerpt"] == "\x1b[31m<b> oaicite:1"


def test_hits_come_in_order(make_batch: MakeBatch) -> None:
    text = "As of my last knowledge update it rained [cite: 1] [oaicite:1] ?utm_source=openai"
    hits = find_evidence(make_batch([text, text], columns={"generator": ["gpt-4", None]}))
    keys = [(h["row"], h["detector"], h["offset"] or 0, h["code"]) for h in hits.to_pylist()]
    assert keys == sorted(keys)
    assert len(keys) == 9


def test_a_record_keeps_its_first_hits(make_batch: MakeBatch) -> None:
    hits = find_evidence(make_batch(["oaicite:1 [cite: 1] " * 50]))
    assert hits.num_rows == MAX_HITS
    assert hits["offset"].to_pylist() == [n * 20 + at for n in range(10) for at in (0, 10)]


def test_a_hit_beyond_many_guarded_ones_is_given_up(make_batch: MakeBatch) -> None:
    guarded = '"oaicite:1"\n'
    texts = [guarded * (MAX_TRIED - 1) + "oaicite:1", guarded * MAX_TRIED + "oaicite:1"]
    assert find_evidence(make_batch(texts))["row"].to_pylist() == [0]


@pytest.mark.parametrize(
    "text",
    [
        '"as an AI language model" ' * (MEGABYTE // 26),
        "[cite: 1" + ",1" * (MEGABYTE // 2),
        "AIGC:\n" + " a:\n" * (MEGABYTE // 4),
        "【1" * (MEGABYTE // 2),
        "```\n" * (MEGABYTE // 4),
        "[Your " * (MEGABYTE // 6),
        " " * MEGABYTE + "<think>",
    ],
    ids=["quoted", "cites", "label", "brackets", "fences", "placeholders", "blank"],
)
def test_a_megabyte_made_to_hurt_is_searched(make_batch: MakeBatch, text: str) -> None:
    assert find_evidence(make_batch([text])).num_rows == 0


@given(st.lists(st.tuples(texts, models), max_size=6), st.data())
def test_hits_do_not_depend_on_the_split(
    make_batch: MakeBatch, records: list[tuple[str | None, str | None]], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(records)))

    def found(part: list[tuple[str | None, str | None]]) -> pa.Table:
        columns = {"marker:generator": [model for _, model in part]}
        return find_evidence(make_batch([text for text, _ in part], columns=columns))

    first, second = found(records[:cut]), found(records[cut:])
    shifted = [hit | {"row": hit["row"] + cut} for hit in second.to_pylist()]
    assert found(records).to_pylist() == first.to_pylist() + shifted


def test_a_slice_of_a_longer_array_is_searched_as_itself(make_batch: MakeBatch) -> None:
    batch = make_batch(["oaicite:1", "plain", "oaicite:2"])
    sliced = type(batch)(
        batch.file, batch.position[1:], pa.array(batch.text[1:]), batch.prompt[1:], {}
    )
    assert find_evidence(sliced)["row"].to_pylist() == [1]
