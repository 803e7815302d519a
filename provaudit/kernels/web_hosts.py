"""URLs in running text, and whether their host is one that nobody can have.

Reserved are the domains test, example, invalid and localhost, and example.com, .net and .org,
with all below them (RFC 2606; RFC 6761, section 6).
"""

import numpy as np
from numpy.typing import NDArray

from provaudit.kernels.jit import integer, kernel

NO_URL, POSSIBLE, RESERVED = 0, 1, 2
_NAMES = ("test", "example", "invalid", "localhost", "example.com", "example.net", "example.org")
_LONGEST = max(map(len, _NAMES))
# Right-aligned, since a host is compared from its end.
_LETTERS = np.array([list(name.rjust(_LONGEST).encode()) for name in _NAMES], np.uint8)
_SIZES = np.array([len(name) for name in _NAMES], np.int64)
_DOT, _SLASH = ord("."), ord("/")
_MOST = 253  # characters that a host name has (RFC 1035)
_OF_HOSTS = np.zeros(256, np.bool_)
_OF_HOSTS[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")] = True
_OF_HOSTS[128:] = True
_HTTP, _HTTPS = (np.frombuffer(name, np.uint8) for name in (b"http", b"https"))


@kernel
def url_at(data: NDArray[np.uint8], start: int, end: int, colon: int) -> int:
    """Return NO_URL, POSSIBLE or RESERVED for the http or https URL whose colon is given.

    ``start`` and ``end`` bound the text.
    """
    if colon + 3 >= end or data[colon + 1] != _SLASH or data[colon + 2] != _SLASH:
        return NO_URL
    if not (_ends_with(data, start, colon, _HTTP) or _ends_with(data, start, colon, _HTTPS)):
        return NO_URL
    host = colon + 3
    after = _end_of_host(data, host, end)
    if after == host:
        return NO_URL
    for name in range(len(_SIZES)):
        if _ends_with(data, host, after, _LETTERS[name, _LONGEST - _SIZES[name] :]):
            before = after - _SIZES[name] - 1
            if before < host or data[before] == _DOT:
                return RESERVED
    return POSSIBLE


@kernel
def _end_of_host(data: NDArray[np.uint8], host: int, end: int) -> int:
    after = host
    while after < end and _OF_HOSTS[data[after]] and after - host <= _MOST:
        after += 1
    while after > host and data[after - 1] == _DOT:
        after -= 1
    return after


@kernel
def _ends_with(data: NDArray[np.uint8], start: int, end: int, name: NDArray[np.uint8]) -> bool:
    """Whether the bytes from ``start`` to ``end`` end with a name, in any case."""
    begin = end - len(name)
    if begin < start:
        return False
    for place in range(len(name)):
        byte = integer(data[begin + place])
        lowered = byte | 32 if 65 <= byte <= 90 else byte
        if lowered != name[place]:
            return False
    return True
