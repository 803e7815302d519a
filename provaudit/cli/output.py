"""Print results so that a reader who stops reading, such as ``head``, is no error."""

import os
import sys


def show(text: str) -> None:
    """Print ``text`` and a newline on standard output; a closed pipe swallows it and the rest."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # What comes later, the flush at exit included, goes nowhere instead of raising again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
