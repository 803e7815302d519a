"""The wheel works outside the checkout: light base for `check`, with the extra for `audit`."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "golden" / "corpus"


@pytest.fixture(scope="module")
def wheel(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not request.config.getoption("--wheel"):
        pytest.skip("slow: `make wheel-check` builds and tries the wheel")
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", out, ROOT)  # the wheel is made from the sdist
    (built,) = out.glob("*.whl")
    return built


def run(*command: object, cwd: Path | None = None, code: int = 0) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=cwd)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_light_base_then_full_install_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    commands = tmp_path / "venv" / "bin"
    run(commands / "pip", "install", "--quiet", wheel)
    assert run(commands / "provaudit", "check", CORPUS / "provenance.yaml", cwd=tmp_path) == ""
    refused = subprocess.run(
        [commands / "provaudit", "audit", CORPUS], capture_output=True, text=True, cwd=tmp_path
    )
    assert refused.returncode == 2
    assert "pip install 'provaudit[audit]'" in refused.stderr
    assert "PA601" in run(commands / "provaudit", "rules", cwd=tmp_path)

    run(commands / "pip", "install", "--quiet", f"{wheel}[audit]")
    run(commands / "provaudit", "audit", CORPUS, cwd=tmp_path, code=1)
    facts = json.loads((tmp_path / "audit" / "audit.json").read_text())
    assert facts["corpus"]["records"] == 29
    assert (tmp_path / "audit" / "report.html").stat().st_size > 50_000
