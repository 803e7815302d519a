"""Prompts beside answers of many names and kinds: only the answers are judged."""

from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_cases import layout, prompts, texts, write

LONG = "a prompt that is long enough to be taken for the text of a record by mistake"


def turn(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


CASES = [
    ({"prompt": LONG, "completions": ["a", "b"]}, "a\n\nb", LONG),
    ({"question": LONG, "answers": ["a"]}, "a", LONG),
    ({"instruction": LONG, "completions": [{"model": "m", "response": "a"}]}, "a", LONG),
    ({"prompt": LONG, "responses": [{"text": "a"}, {"text": "b"}]}, "a\n\nb", LONG),
    ({"prompt": LONG, "completions": [[turn("a")], [turn("b")]]}, "a\n\nb", LONG),
    ({"question": LONG, "answers": {"text": ["a", "b"], "at": [1, 2]}}, "a\n\nb", LONG),
    ({"query": LONG, "answer": {"text": "a"}}, "a", LONG),
    ({"question": LONG, "response_10": "c", "response_9": "b"}, "b\n\nc", LONG),
    ({"question": LONG, "answer_1": "a", "answer_1_score": 3}, "a", LONG),
    ({"prompt": LONG, "response_a": "a", "response_b": "b"}, "a\n\nb", LONG),
    ({"instruction": LONG, "input": "", "generation": "a"}, "a", LONG),
    ({"input": LONG, "output": "a"}, "a", LONG),
    ({"chosen": "a", "rejected": "b", "score": LONG}, "a\n\nb", None),
    ({"question": LONG, "answer": 5, "answers": ["a", None]}, "a", LONG),
    ({"question": LONG, "n": 3}, None, LONG),
    ({"prompt": LONG, "completions": [1, 2]}, None, LONG),
]  # fmt: skip


@pytest.mark.parametrize(("record", "text", "prompt"), CASES)
@pytest.mark.parametrize("form", ["jsonl", "json", "parquet"])
def test_answers_are_judged_and_prompts_are_not(
    tmp_path: Path, record: dict[str, Any], text: str | None, prompt: str | None, form: str
) -> None:
    path = tmp_path / f"a.{form}"
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist([record, record]), path)
    elif form == "json":
        write(tmp_path, path.name, orjson.dumps([record, record]))
    else:
        write(tmp_path, path.name, (orjson.dumps(record) + b"\n") * 2)
    assert layout(path).shape == "pair"
    assert texts(path) == [text, text]
    assert prompts(path) == [prompt, prompt]


def jsonl(folder: Path, record: dict[str, Any]) -> Path:
    return write(folder, "a.jsonl", orjson.dumps(record))


def test_a_prompt_alone_is_said_not_to_be_judged_but_may_be_named(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"question": LONG, "n": 3})
    assert "only a prompt, question, which is not judged" in layout(path).said
    assert texts(path, text="question") == [LONG]


def test_other_text_beside_a_prompt_is_still_found(tmp_path: Path) -> None:
    story = "Once upon a time there was a story that was longer than forty characters."
    path = jsonl(tmp_path, {"prompt": LONG + LONG, "tale": story})
    assert texts(path) == [story]


def test_lists_of_objects_may_be_named(tmp_path: Path) -> None:
    record = {"prompt": LONG, "drafts": [{"text": "a"}, {"text": "b"}], "output": "c"}
    path = jsonl(tmp_path, record)
    assert texts(path) == ["c"]
    assert texts(path, text="drafts") == ["a\n\nb"]
    assert prompts(path, text="drafts") == [LONG]


def test_lines_of_a_text_column_stay_lines(tmp_path: Path) -> None:
    assert texts(jsonl(tmp_path, {"text": ["a", None, "b"]})) == ["a\nb"]
