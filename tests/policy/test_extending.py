"""What one policy takes from another, ready or not, and from a baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from provaudit.errors import UserError
from provaudit.policy import READY, Limit, load_policy
from provaudit.policy.baseline import Accepted
from provaudit.policy.extending import ready
from provaudit.resources import resource_dir


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", READY)
def test_every_ready_policy_holds_and_is_taken_by_name(tmp_path: Path, name: str) -> None:
    schema = json.loads((resource_dir("schemas") / "policy.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(ready(name))
    by_name = load_policy(Path(name), tmp_path)
    extended = load_policy(written(tmp_path / "own.toml", f'extends = "{name}"\n'), tmp_path)
    assert by_name.sha256 == extended.sha256
    assert (by_name.sha256 == load_policy(None, tmp_path).sha256) == (name == "default")


def test_strict_is_stricter_and_the_rest_is_the_default(tmp_path: Path) -> None:
    strict, default = load_policy(Path("strict"), tmp_path), load_policy(None, tmp_path)
    assert strict.fail_on == "warning"
    assert strict.thresholds["PA601"] == {"max_share": 0.2}
    assert strict.thresholds["PA603"] == default.thresholds["PA603"]
    assert strict.required == {"source": ("collected.start", "rights.basis")}


def test_a_chain_of_files_says_last_what_holds(tmp_path: Path) -> None:
    written(
        tmp_path / "team" / "base.toml",
        'extends = "strict"\n[PA601]\nmax_share = 0.4\n[PA602]\nmax_share = 0.3\n'
        '[[limits]]\nsource = "web"\nmax_synthetic = 0.1\nmax_unknown = 0.2\n',
    )
    own = written(
        tmp_path / "own.toml",
        'extends = "team/base.toml"\n[PA601]\nmax_share = 0.45\n'
        '[[limits]]\nsource = "web"\nmax_synthetic = 0.15\n',
    )
    policy = load_policy(own, tmp_path)
    assert policy.thresholds["PA601"] == {"max_share": 0.45}
    assert policy.thresholds["PA602"]["max_share"] == 0.3
    assert policy.fail_on == "warning"
    bounds = {(limit.name, limit.bound): limit.value for limit in policy.limits}
    assert bounds == {("web", "max_synthetic"): 0.15, ("web", "max_unknown"): 0.2}


def test_a_circle_is_said(tmp_path: Path) -> None:
    written(tmp_path / "a.toml", 'extends = "b.toml"\n')
    written(tmp_path / "b.toml", 'extends = "a.toml"\n')
    with pytest.raises(UserError, match="extend each other in a circle"):
        load_policy(tmp_path / "a.toml", tmp_path)


def test_limits(tmp_path: Path) -> None:
    text = (
        "[[limits]]\nmin_human = 0.1\n"
        '[[limits]]\ngroup = "gender=female"\nmin_share = 0.4\n'
        '[[limits]]\nsource = "web"\nlicences = ["MIT"]\n'
    )
    assert load_policy(written(tmp_path / "p.toml", text), tmp_path).limits == (
        Limit("corpus", "", "min_human", 0.1, (), 0),
        Limit("group", "gender=female", "min_share", 0.4, (), 1),
        Limit("source", "web", "licences", None, ("MIT",), 2),
    )


def test_a_baseline_is_the_audit_json_of_an_earlier_audit(tmp_path: Path) -> None:
    findings = [
        {"code": "PA601", "where": "", "value": 0.6, "threshold": 0.5},
        {"code": "PA304"},
    ]
    written(tmp_path / "sub" / "base.json", json.dumps({"findings": findings}))
    own = written(tmp_path / "sub" / "p.toml", 'baseline = "base.json"\n')
    assert load_policy(own, tmp_path).baseline == (
        Accepted("PA601", "", 0.6, 0.5),
        Accepted("PA304", "", None, None),
    )


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"findings": [1]}', '{"findings": [{}]}', "{" * 9]
)
def test_what_is_no_baseline_is_said(tmp_path: Path, text: str) -> None:
    written(tmp_path / "base.json", text)
    own = written(tmp_path / "p.toml", 'baseline = "base.json"\n')
    with pytest.raises(UserError, match=r"base\.json: not a baseline: give the audit\.json"):
        load_policy(own, tmp_path)


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    own = written(tmp_path / "p.toml", 'baseline = "no.json"\n')
    with pytest.raises(UserError, match=r"no\.json: cannot read the baseline: No such file"):
        load_policy(own, tmp_path)


@pytest.mark.parametrize(
    ("then", "limit", "now", "covered"),
    [
        (0.6, 0.5, 0.6, True),  # over a maximum: as bad as then
        (0.6, 0.5, 0.55, True),  # less over it
        (0.6, 0.5, 0.61, False),  # worse
        (0.2, 0.3, 0.25, True),  # under a minimum: less under it
        (0.2, 0.3, 0.19, False),
        (None, None, None, True),  # not a figure
    ],
)
def test_worse_is_farther_from_the_limit(
    then: float | None, limit: float | None, now: float | None, covered: bool
) -> None:
    assert Accepted("PA601", "", then, limit).covers(now) is covered


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("nosuch", "ready are default, strict, pretraining, eu-gpai"),
        ("stric", 'did you mean "strict"'),
    ],
)
def test_a_name_that_is_no_policy_is_told_with_those_that_are(name: str, advice: str) -> None:
    with pytest.raises(UserError) as raised:
        load_policy(Path(name), Path())
    assert str(raised.value).startswith(f'"{name}" is no policy and no file: {advice}')
