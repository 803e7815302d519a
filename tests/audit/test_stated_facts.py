"""What records state is used, or the audit says why not: origins, dates, odd file names."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MANIFEST = """provaudit: 1
name: letters
version: "1.0"
license: CC-BY-4.0
creators: [{name: A}]
records: {origin: kind, date: day}
sources:
  - id: letters
    files: ["**"]
    category: user-data
    digital_source_type: https://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation
"""
DAYS = ["5 Jan 2021", "03/05/2019", "2020-02-03"]


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_an_audit_of_what_records_state(tmp_path: Path, locale: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "provenance.yaml").write_text(MANIFEST)
    lines = [json.dumps({"text": f"letter {day}", "kind": "post", "day": day}) for day in DAYS]
    (data / os.fsdecode(b"\xff.jsonl")).write_text("\n".join(lines))
    # In the C locale, Python is kept from falling back to UTF-8.
    plain = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run(
        [sys.executable, "-m", "provaudit", "audit", "data", "--no-linguistics", "--quiet"],
        cwd=tmp_path,
        env={**os.environ, **plain},
        check=False,
    )
    facts = json.loads((tmp_path / "audit" / "audit.json").read_text("utf-8"))
    assert facts["origin"]["declared"]["human"] == 3
    unread = [row["why"] for row in facts["not_measured"] if row["what"] == "year of 1 record"]
    assert len(unread) == 1
    assert "03/05/2019" in unread[0]
    assert "\\xff.jsonl" in (tmp_path / "audit" / "report.html").read_text("utf-8").replace(
        "\\\\", "\\"
    )
