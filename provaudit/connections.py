"""Connections to stores, as pyarrow makes them, and what they raise in one plain line.

What a connection needs stands in an address's query as pyarrow takes it (``endpoint_override``,
``region``, ``scheme``) or in the environment (``AWS_*``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from provaudit.addresses import key_of, shown
from provaudit.errors import UserError

if TYPE_CHECKING:
    import pyarrow.fs


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


def opened(uri: str) -> Any:  # noqa: ANN401 - a pyarrow file
    """Open an object for reading from anywhere."""
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
