"""Where bytes lie: files of this machine, or objects in a store that pyarrow can reach.

A place in a store is a URI: ``s3://bucket/folder/file``, ``gs://...``, ``hdfs://host:port/...``,
with ``%XX`` for odd characters. What the connection needs may stand in its query as pyarrow takes
it (``endpoint_override``, ``region``, ``scheme``) or in the environment (``AWS_*``). Keys may stand
before the host; ``shown`` takes them out of whatever a person or a file gets to see.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from provaudit.errors import UserError

if TYPE_CHECKING:
    import pyarrow.fs

SCHEMES = ("s3", "gs", "gcs", "hdfs", "viewfs")
# Bytes of one request for what is read from front to back.
_READ_AHEAD = 4 << 20
# Parts of a query that say where a store is, and hold no secret.
_HARMLESS = ("endpoint_override", "region", "scheme")
_NOT_NAMES = "/=+,:@!$&'()~-._"


class Entry(NamedTuple):
    """A file below a folder of a store: its URI and its size in bytes."""

    uri: str
    size: int


def is_remote(path: object) -> bool:
    """Return whether a path is the URI of a store rather than a file of this machine."""
    scheme, found, _ = str(path).partition("://")
    return bool(found) and scheme.lower() in SCHEMES


def shown(path: str) -> str:
    """Return a path as it may be shown: without keys, and of its query only where the store is."""
    if not is_remote(path):
        return path
    parts = urlsplit(path)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name in _HARMLESS]
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}{query}"


def store_of(uri: str) -> tuple[str, str, str]:
    """Return what tells one store (bucket, host) from another: scheme, host, query."""
    parts = urlsplit(uri)
    return parts.scheme, parts.netloc, parts.query


def key_of(uri: str) -> str:
    """Return the path of a URI inside its store, decoded, without slashes around it."""
    return unquote(urlsplit(uri).path).strip("/")


def at(uri: str, key: str) -> str:
    """Return the URI of another path in the same store."""
    parts = urlsplit(uri)
    path = quote(key, safe=_NOT_NAMES)
    return parts._replace(path=f"/{path}").geturl()


def join(uri: str, *names: str) -> str:
    """Return the URI of something below a folder."""
    return at(uri, "/".join(filter(None, [key_of(uri), *names])))


def below(root: str, uri: str) -> str:
    """Return the path of ``uri`` below the folder ``root``."""
    folder, key = key_of(root), key_of(uri)
    return key[len(folder) :].lstrip("/") if folder else key


def state_of(path: str) -> list[Any]:
    """Return the size of a file in bytes, and what changes whenever its content does.

    The latter is a file's time of change, in a store the object's ETag where it has one.
    Raises OSError for a file that is not there, UserError for a store that fails.
    """
    if not is_remote(path):
        facts = os.stat(path)
        return [facts.st_size, facts.st_mtime_ns]
    with told(path), _opened(path) as file:
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
            self._file = _opened(uri)

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


def filesystem(uri: str) -> tuple[pyarrow.fs.FileSystem, str]:
    """Return the filesystem of a URI and the path in it, as pyarrow has them."""
    parts = urlsplit(uri)
    query = _completed(parts.query) if parts.scheme == "s3" else parts.query
    system, root = _filesystem(parts._replace(path="", query=query).geturl())
    key = key_of(uri)
    return system, f"{root.rstrip('/')}/{key}" if key else root


@lru_cache(maxsize=32)
def _filesystem(base: str) -> tuple[pyarrow.fs.FileSystem, str]:
    from pyarrow.fs import FileSystem

    system, root = FileSystem.from_uri(base)
    return system, root


def _completed(query: str) -> str:
    """Add to a query what the environment says of an S3 server and region."""
    given = dict(parse_qsl(query))
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    return urlencode(given) if not endpoint else urlencode(_endpoint(endpoint) | given)


def _endpoint(url: str) -> dict[str, str]:
    scheme, found, host = url.rpartition("://")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    return {
        "endpoint_override": host.rstrip("/"),
        "scheme": scheme if found else "https",
        "region": region,
    }


def _opened(uri: str) -> Any:  # noqa: ANN401 - a pyarrow file
    system, place = filesystem(uri)
    return system.open_input_file(place)


@contextmanager
def told(uri: str) -> Iterator[None]:
    """Turn what pyarrow raises for a store into one line; FileNotFoundError is let through."""
    import pyarrow as pa

    try:
        yield
    except FileNotFoundError:
        raise
    except (OSError, pa.ArrowException, ImportError) as error:
        why = " ".join(str(error).split())
        raise UserError(
            f"{shown(uri)}: the store does not give or take this ({why[:300]}): check the "
            "address, the keys (AWS_ACCESS_KEY_ID, ...) and the network; what was scanned is kept"
        ) from error
