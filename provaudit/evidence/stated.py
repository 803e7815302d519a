"""What a batch states of each record, and which of the manifest's sources it belongs to."""

from provaudit.model import Source, TextBatch

SOURCE_COLUMN, DATE_COLUMN = "source", "date"


def cells_of(batch: TextBatch, role: str) -> list[str | None]:
    """Return the cells of a column, None where nothing is stated."""
    column = batch.columns.get(role)
    cells: list[str | None] = [None] * len(batch) if column is None else column.to_pylist()
    return cells


def sources_of(batch: TextBatch) -> list[Source | None]:
    """Return the manifest's source of each record: as a column names it, else that of the file."""
    by_id = {source.id: source for source in batch.file.sources}
    if not by_id:
        return [batch.file.source] * len(batch)
    return [by_id.get(name or "", batch.file.source) for name in cells_of(batch, SOURCE_COLUMN)]


def dated(batch: TextBatch) -> list[bool]:
    """Return of each record whether it or its source says when it was made."""
    return [
        bool(cell and cell.strip()) or (source is not None and source.collected)
        for cell, source in zip(cells_of(batch, DATE_COLUMN), sources_of(batch), strict=True)
    ]
