"""Cut a file into parts that can be read on their own."""

from itertools import pairwise

from provaudit.corpus.find import FoundFile
from provaudit.corpus.frames import frames_of
from provaudit.corpus.streams import PLAIN
from provaudit.model import DataFile, Slice


def slices_of(file: DataFile, target: int) -> list[Slice]:
    """Return the slices of a file, each of about ``target`` bytes.

    JSON lines that are not compressed are cut at any byte, in an archive of several frames behind
    the first byte of one, Parquet between row groups, Arrow between record batches; every other
    file is one slice. Never empty, and the last slice runs to the end of the file.
    """
    if is_cut_anywhere(file):
        return _between(file, range(0, max(file.size, 1), max(target, 1)))
    if file.format == "jsonl":
        return _at_frames(file, frames_of(file.path, file.compression, target))
    if file.format == "parquet":
        return _between(file, _row_group_starts(file.path, target))
    if file.format == "arrow" and file.compression == PLAIN:
        return _between(file, _record_batch_starts(file, target))
    return [Slice(file)]


def is_cut_anywhere(file: FoundFile | DataFile) -> bool:
    """Return whether slices of a file begin at multiples of their size, whatever it holds."""
    return file.format == "jsonl" and file.compression == PLAIN


def size_of(slice: Slice) -> int:
    """Return how many bytes of its file a slice takes up; 0 where only its reader can tell."""
    if slice.file.format in ("parquet", "arrow") or slice.file.compression != PLAIN:
        return slice.file.size if (slice.start, slice.end) == (0, -1) else 0
    return (slice.file.size if slice.end < 0 else slice.end) - slice.start


def _between(file: DataFile, starts: range | list[int]) -> list[Slice]:
    return [Slice(file, start, end) for start, end in pairwise([*starts, -1])]


def _at_frames(file: DataFile, frames: list[tuple[int, int]]) -> list[Slice]:
    # A slice reads from the byte before its start, to see whether a line ends there: so that this
    # byte is the frame's first, slices begin with the second.
    starts = [0, *(inflated + 1 for _, inflated in frames), -1]
    places = [(0, 0), *frames]
    return [
        Slice(file, start, end, frame)
        for (start, end), frame in zip(pairwise(starts), places, strict=True)
    ]


def _record_batch_starts(file: DataFile, target: int) -> list[int]:
    from provaudit.corpus.arrow_file import record_batches

    count = record_batches(file.path)
    step = max(1, count * target // max(file.size, 1))
    return [*range(0, max(count, 1), step)]


def _row_group_starts(path: str, target: int) -> list[int]:
    from provaudit.corpus.columnar import BROKEN
    from provaudit.corpus.parquet_file import open_parquet

    try:
        with open_parquet(path) as source:
            facts = source.metadata
            sizes = [facts.row_group(i).total_byte_size for i in range(facts.num_row_groups)]
    except BROKEN:
        return [0]  # reading it will say what is wrong
    starts, held = [0], 0
    for group, size in enumerate(sizes):
        if held and held + size > target:
            starts.append(group)
            held = 0
        held += size
    return starts
