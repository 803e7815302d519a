"""Addresses of files: paths of this machine, or URIs of a store that pyarrow can reach.

``s3://bucket/folder/file``, ``gs://...``, ``hdfs://host:port/...``, with ``%XX`` for odd
characters. What the connection needs may stand in the query (see ``connections``). Keys may stand
before the host; ``shown`` takes them out of whatever a person or a file gets to see.
"""

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SCHEMES = ("s3", "gs", "gcs", "hdfs", "viewfs")
# Parts of a query that say where a store is, and hold no secret.
_HARMLESS = ("endpoint_override", "region", "scheme")
_NOT_NAMES = "/=+,:@!$&'()~-._"


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
