"""Text that is not UTF-8 although its format should be."""

NOT_UTF8 = "looks like UTF-16 or UTF-32: convert the file to UTF-8"

_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def looks_like_utf16(head: bytes) -> bool:
    """Return whether a file that begins with ``head`` is UTF-16 or UTF-32, marked or not."""
    if head.startswith(_MARKS):
        return True
    zero = [byte == 0 for byte in head[:4]]
    return zero in ([False, True, False, True], [True, False, True, False])
