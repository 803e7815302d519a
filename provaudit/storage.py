"""Files where they lie: read and written on this machine, or as objects of a store."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from typing import Any, NamedTuple

from provaudit.addresses import at, is_remote, key_of
from provaudit.connections import filesystem, opened, told

# Bytes of one request for what is read from front to back.
_READ_AHEAD = 4 << 20


class Entry(NamedTuple):
    """A file below a folder of a store: its URI and its size in bytes."""

    uri: str
    size: int


def state_of(path: str) -> list[Any]:
    """Return the size of a file in bytes, and what changes whenever its content does.

    The latter is a file's time of change, in a store the object's ETag where it has one.
    Raises OSError for a file that is not there, UserError for a store that fails.
    """
    if not is_remote(path):
        facts = os.stat(path)
        return [facts.st_size, facts.st_mtime_ns]
    with told(path), opened(path) as file:
        tag = (file.metadata() or {}).get("ETag")
        if tag is not None:
            return [file.size(), tag.decode() if isinstance(tag, bytes) else str(tag)]
        system, place = filesystem(path)
        return [file.size(), system.get_file_info(place).mtime_ns]


def open_input(path: str) -> io.BufferedReader:
    """Open a file for reading and seeking; errors of a store come out as UserError."""
    if not is_remote(path):
        return open(path, "rb")
    return io.BufferedReader(RemoteFile(path), _READ_AHEAD)


class RemoteFile(io.RawIOBase):
    """An object of a store as an unbuffered file: every read is one request.

    A store that fails in the middle of a scan is no damaged file: it raises UserError, so that
    the scan stops and can be resumed, and nothing is taken for unreadable.
    """

    def __init__(self, uri: str) -> None:
        super().__init__()
        self._uri = uri
        with told(uri):
            self._file = opened(uri)

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def seekable(self) -> bool:
        """Say that this can be read from anywhere."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        """Read the next bytes into ``buffer``."""
        with told(self._uri):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to another place in the file."""
        self._file.seek(offset, whence)
        return self.tell()

    def tell(self) -> int:
        """Return the place in the file."""
        return int(self._file.tell())

    def close(self) -> None:
        """Let go of the object."""
        if not self.closed:
            self._file.close()
        super().close()


def listing(uri: str) -> list[Entry] | None:
    """Return all files at or below a URI sorted by URI, None if nothing is there."""
    from pyarrow.fs import FileSelector, FileType

    with told(uri):
        system, place = filesystem(uri)
        facts = system.get_file_info(place)
        if facts.type == FileType.File:
            return [Entry(at(uri, key_of(uri)), facts.size)]
        # Asked even where no folder is found: only so does a store say that there is no bucket.
        try:
            below = system.get_file_info(FileSelector(place, recursive=True))
        except FileNotFoundError:
            return None
    found = [one for one in below if one.type == FileType.File]
    start = len(place.strip("/")) - len(key_of(uri))
    keys = [(one.path.strip("/")[start:], one.size) for one in found]
    entries = sorted(Entry(at(uri, key), size) for key, size in keys)
    return entries or None


def upload(local: str, uri: str) -> None:
    """Put a local file into a store; it is seen there whole or not at all."""
    with told(uri):
        system, place = filesystem(uri)
        # Objects appear when they are complete; files of hdfs while they are written.
        whole = system.type_name in ("s3", "gcs")
        target = place if whole else f"{place}.tmp"
        if not whole:
            system.create_dir(place.rpartition("/")[0], recursive=True)
        # Not compressed a second time, as pyarrow would where the name ends in .gz.
        stream = system.open_output_stream(target, compression=None)
        with open(local, "rb") as source, stream as sink:
            while chunk := source.read(8 << 20):
                sink.write(chunk)
        if not whole:
            system.move(target, place)


def download(uri: str, local: str) -> None:
    """Copy a file of a store to this machine."""
    with open_input(uri) as source, open(local, "wb") as sink:
        while chunk := source.read(8 << 20):
            sink.write(chunk)


def remove(uri: str) -> None:
    """Remove one file of a store, if it is there."""
    with told(uri):
        system, place = filesystem(uri)
        with suppress(FileNotFoundError):
            system.delete_file(place)
