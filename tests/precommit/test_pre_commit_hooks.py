"""The hooks, as a new user installs them: the real pre-commit in a fresh git repository."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 25_000_000
SOUND = """provaudit: 1
name: tiny
version: "1.0"
license: CC-BY-4.0
creators: [{name: A}]
sources:
  - id: letters
    files: ["data/*.jsonl"]
    category: private-third-party
    digital_source_type: digitalCreation
"""


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | environment,
    )


def git(*arguments: object, cwd: Path) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    done = run("git", *identity, *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A repository with both hooks installed, and pre-commit's cache of environments."""
    if shutil.which("git") is None or find_spec("pre_commit") is None:
        pytest.skip("needs git and pre-commit (the dev extra)")
    base = tmp_path_factory.mktemp("hooks")
    tool, user, cache = base / "provaudit", base / "user", base / "cache"
    tool.mkdir()
    for name in ("provaudit", "schemas", "report_templates"):
        shutil.copytree(ROOT / name, tool / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        ".pre-commit-hooks.yaml",
    ):
        shutil.copy(ROOT / name, tool / name)
    commit_all(tool)
    user.mkdir()
    revision = run("git", "rev-parse", "HEAD", cwd=tool).stdout.strip()
    (user / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {tool}\n    rev: {revision}\n"
        "    hooks: [{id: provaudit}, {id: provaudit-covered}]\n"
    )
    git("init", "-q", cwd=user)
    made = run(
        sys.executable, "-m", "pre_commit", "install-hooks", cwd=user, PRE_COMMIT_HOME=str(cache)
    )
    if made.returncode and "Could not" in made.stdout + made.stderr:
        pytest.skip("pip cannot reach an index to build the hook's environment")
    assert made.returncode == 0, made.stdout + made.stderr
    return user, cache


def commit_all(folder: Path) -> None:
    git("init", "-q", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-qm", "all", cwd=folder)


def hook(hooked: tuple[Path, Path]) -> subprocess.CompletedProcess[str]:
    user, cache = hooked
    git("add", "-A", cwd=user)
    command = (sys.executable, "-m", "pre_commit", "run")
    return run(*command, cwd=user, PRE_COMMIT_HOME=str(cache))


def test_the_hooks_pass_fail_and_tell_how_to_mend(hooked: tuple[Path, Path]) -> None:
    user, _ = hooked
    (user / "data").mkdir()
    (user / "data" / "a.jsonl").write_text('{"text": "hello"}\n')
    alone = hook(hooked)
    assert alone.returncode == 1
    assert "data/a.jsonl:1:1: PA304 no provenance.yaml" in alone.stdout
    (user / "provenance.yaml").write_text(SOUND)
    assert hook(hooked).returncode == 0
    (user / "provenance.yaml").write_text(SOUND.replace("license:", "licence:"))
    misspelt = hook(hooked)
    assert misspelt.returncode == 1
    assert (
        "provenance.yaml:4:1: PA003 'licence' is not a key of the manifest: did you mean 'license'?"
    ) in misspelt.stdout
    (user / "provenance.yaml").write_text(SOUND)
    (user / "more.csv").write_text("text\nhello\n")
    strange = hook(hooked)
    assert strange.returncode == 1
    assert "more.csv:1:1: PA403 no source of provenance.yaml matches this file" in strange.stdout


def test_what_the_hook_installs_is_light(hooked: tuple[Path, Path]) -> None:
    _, cache = hooked
    (packages,) = cache.glob("repo*/py_env-*/lib/python*/site-packages")
    # pip and setuptools come with every environment; they are not what the hook asks for.
    tools = {"pip", "setuptools", "wheel", "_distutils_hack", "pkg_resources"}
    size = sum(
        file.stat().st_size
        for file in packages.rglob("*")
        if file.is_file() and file.relative_to(packages).parts[0].split("-")[0] not in tools
    )
    assert size < MOST_BYTES, f"{size:,} bytes"
    assert not {"duckdb", "pyarrow", "numba", "spacy"} & {path.name for path in packages.iterdir()}
