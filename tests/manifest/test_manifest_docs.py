"""``docs/manifest.md`` says what the code does."""

import re
from pathlib import Path

from provaudit.manifest import load
from provaudit.vocabulary import ORIGIN_OF_CODE

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "manifest.md").read_text(encoding="utf-8")


def test_the_example_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "provenance.yaml"
    path.write_text(DOCS.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    manifest, findings = load(path)
    assert findings == ()
    assert manifest is not None
    assert [source.declared for source in manifest.sources] == ["human", "synthetic"]


def test_the_table_of_codes_gives_each_its_origin() -> None:
    table = DOCS.split("(IPTC) | origin |")[1].split("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    stated = {
        code: origin.split(",")[0]
        for codes, origin in rows
        for code in re.findall(r"\w+", codes)
        if code in ORIGIN_OF_CODE
    }
    retired = {"minorHumanEdits", "digitalArt"}
    assert stated == {c: o for c, o in ORIGIN_OF_CODE.items() if c not in retired}
