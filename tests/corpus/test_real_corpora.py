from pathlib import Path

import pyarrow.parquet as pq
import pytest
from corpus_cases import batches, column, layout

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the checkout")
    return path


@pytest.mark.parametrize(
    "name",
    [
        "representation/adult.parquet",
        "representation/bold_wikipedia.parquet",
        "annotators/popquorn_offensiveness.parquet",
    ],
)
def test_every_row_is_read(name: str) -> None:
    path = real(name)
    found = batches(path)
    assert sum(map(len, found)) == pq.ParquetFile(path).metadata.num_rows
    assert not [reject for batch in found for reject in batch.rejects]
    assert sum(batch.bytes for batch in found) == path.stat().st_size


def test_a_demographic_table_has_no_text_but_attributes() -> None:
    path = real("representation/adult.parquet")
    assert layout(path).shape == "table"
    sexes = column(path, "attribute:sex", attributes=(("sex", "sex"),))
    assert sexes == pq.read_table(path)["sex"].to_pylist()


def test_a_real_csv_with_repeated_column_names() -> None:
    path = real("representation/compas.csv")
    found = batches(path)
    assert sum(map(len, found)) == 7214
    assert not [reject for batch in found for reject in batch.rejects]


def test_the_labelled_corpus_is_laid_out_as_its_readme_says() -> None:
    found = layout(real("origin/dev.parquet"))
    assert (found.shape, found.text) == ("text", ("text",))
    assert dict(found.columns) == {
        "id": "id",
        "language": "lang",
        "license": "license",
        "origin": "origin",
        "source": "dataset",
    }
    assert found.markers == ("generator",)
