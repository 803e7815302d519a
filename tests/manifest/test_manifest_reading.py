"""What is read: YAML 1.2 types, the typed manifest, JSON as well as YAML, and never a traceback."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from provaudit.errors import UserError
from provaudit.manifest import load
from provaudit.manifest.checks import check
from provaudit.manifest.decoding import json_as_yaml
from provaudit.manifest.document import Unreadable
from provaudit.manifest.parsing import parse
from provaudit.manifest.reading import document_of
from provaudit.manifest.scalars import resolve
from provaudit.model import Generator, RecordColumns, Waiver

HERE = Path(__file__).resolve()
SOUND = HERE.parent / "cases" / "sound.yaml"
EXAMPLE = HERE.parents[2].parent / "shared" / "reference" / "example-manifest.yaml"


def test_a_sound_manifest_is_typed_in_full() -> None:
    manifest, findings = load(SOUND)
    assert manifest is not None
    assert findings == ()
    assert manifest.sha256 == hashlib.sha256(SOUND.read_bytes()).hexdigest()
    assert (manifest.path, manifest.name, manifest.version) == (str(SOUND), "tiny", "1.10")
    assert manifest.records == RecordColumns("id", "body.text", "s", "o", "g", "l", "d", "u", "c")
    assert manifest.attributes == (
        ("region", "meta.region"),
        ("marital-status", "status"),
        ("größe", "size"),
    )
    assert manifest.waivers == (
        Waiver("PA602", "known and accepted", "2027-01-31", source="letters"),
    )
    letters, synth, spoken = manifest.sources
    assert [source.declared for source in manifest.sources] == ["human", "synthetic", "synthetic"]
    assert letters.files == ("letters/*.txt",)
    assert synth.generators == (
        Generator("some-model"),
        Generator("other-model", role="judge"),
    )
    assert spoken.files == synth.files == ("synth/**",)
    # the licence and the languages of the dataset, since the source states none
    assert (letters.license, letters.language) == ("CC-BY-4.0", ("en", "no"))


def test_the_same_values_as_json_give_the_same_manifest(tmp_path: Path) -> None:
    document = document_of(SOUND.read_bytes(), "m.yaml")
    path = tmp_path / "m.json"
    # escapes for characters beyond U+FFFF and tabs, as JSON has them and YAML does not
    data = {**document.data, "name": "😀😀"}  # type: ignore[dict-item]
    path.write_text(json.dumps(data, indent="\t"), encoding="utf-8")
    first, second = load(SOUND)[0], load(path)[0]
    assert first is not None
    assert second is not None
    assert second.name == "😀😀"
    assert (first.sources, first.records, first.waivers) == (
        second.sources,
        second.records,
        second.waivers,
    )


def test_an_escaped_backslash_before_u_is_no_escape() -> None:
    assert json_as_yaml(r'"\\ud83d\ude00"') == r'"\\ud83d\ude00"'
    assert json_as_yaml(r'"\\\ud83d\ude00"') == r'"\\\U0001F600"'


def test_the_shared_example_is_clean() -> None:
    if not EXAMPLE.exists():
        pytest.skip(f"no shared example manifest at {EXAMPLE}")
    manifest, findings = load(EXAMPLE)
    assert {finding.code for finding in findings} == {
        "PA204"
    }  # the text of a licence lies elsewhere
    assert manifest is not None
    assert [(s.id, s.declared) for s in manifest.sources] == [
        ("zendesk-2025", "human"),
        ("synth-4o", "synthetic"),
    ]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *[(word, word) for word in ("no", "yes", "on", "off", "y", "2026-10-02", "1:30", "1_000")],
        *[(word, None) for word in ("", "~", "null", "NULL")],
        *[("true", True), ("FALSE", False), ("tRue", "tRue")],
        *[("10", 10), ("-3", -3), ("010", 10), ("0o17", 15), ("0x1F", 31)],
        *[("1.10", 1.1), (".5", 0.5), ("1e3", 1000.0), ("-2.", -2.0)],
        *[(".nan", ".nan"), ("-.inf", "-.inf"), ("1e999", "1e999"), ("9" * 41, "9" * 41)],
    ],
)
def test_plain_words_follow_the_core_schema_of_yaml_1_2(word: str, value: object) -> None:
    assert resolve(word) == value
    assert type(resolve(word)) is type(value)


def test_what_cannot_be_opened_is_a_user_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"cannot read the manifest .*none\.yaml: No such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(UserError, match="is a folder: name the manifest in it"):
        load(tmp_path)


@given(st.binary(max_size=400))
@example(b"a: \xff")
@example(b'"\\UFFFFFFFF"')
@example(b'"\\ud800"')
def test_no_bytes_raise(data: bytes) -> None:
    for path in ("m.yaml", "m.json"):
        for finding in check(document_of(data, path)):
            assert finding.line >= 1
            assert finding.column >= 1
            assert finding.message
            assert finding.fix


YAML_PIECES = st.sampled_from(
    [
        *[
            "a",
            "sources",
            ": ",
            "\n",
            "\n  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "&x ",
            "*x",
            "'",
            '"',
        ],
        *["|", ">", "? ", "#", "---\n", "%", "~", "\t", "😀", "1.10", "id", "generators", "!!str "],
        *["digital_source_type: human", "waivers:\n- ", "attributes: {", "records: ", "0x1"],
    ]
)


@given(st.lists(YAML_PIECES, max_size=30).map("".join))
def test_nothing_that_looks_like_yaml_raises_in_either_parser(text: str) -> None:
    check(document_of(text.encode(), "m.yaml"))
    with suppress(Unreadable):
        parse(text, yaml.SafeLoader)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
PLACES = [
    (),
    *[(key,) for key in ("provaudit", "license", "creators", "sources", "records", "attributes")],
    *[("sources", 1), ("sources", 1, "generators"), ("sources", 1, "generators", 0)],
    *[("sources", 1, "digital_source_type"), ("sources", 1, "generators", 0, "role")],
    *[
        ("sources", 1, "derived_from"),
        ("sources", 1, "id"),
        ("waivers", 0),
        ("waivers", 0, "source"),
    ],
]


@given(st.sampled_from(PLACES), JSON)
def test_no_value_in_any_place_raises(place: tuple[str | int, ...], value: object) -> None:
    root: dict[str, object] = {"top": document_of(SOUND.read_bytes(), "m.yaml").data}
    at: object = root
    steps = ("top", *place)
    for step in steps[:-1]:
        at = at[step]  # type: ignore[index]
    at[steps[-1]] = value  # type: ignore[index]
    data = json.dumps(root["top"]).encode()
    document = document_of(data, "m.json")
    assert check(document) == check(document_of(data, "m.json"))
