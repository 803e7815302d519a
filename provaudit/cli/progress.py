"""Progress on standard error, and only on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm


class Bar:
    """Shows the stage and, while scanning, bytes, rate and time left. Call it to tell progress."""

    def __init__(self, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._bar: tqdm[Any] | None = None
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int, rejects: int = 0, note: str = "") -> None:
        """Show that ``stage`` has done ``done`` of ``total`` bytes; 0 where bytes do not apply.

        ``rejects`` are those so far; a ``note`` stays on the terminal.
        """
        if not self._shown:
            return
        if note:
            self.close()
            sys.stderr.write(f"{note}\n")
        if total:
            self._bytes(stage, done, total, rejects)
        else:
            self.close()
            sys.stderr.write(f"\r\x1b[K{stage} …")
            sys.stderr.flush()

    def close(self) -> None:
        """Remove what was shown, so that the terminal holds only results."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _bytes(self, stage: str, done: int, total: int, rejects: int) -> None:
        from tqdm import tqdm

        if stage != self._stage:
            self.close()
            self._stage = stage
        if self._bar is None:
            self._bar = tqdm(
                total=total,
                initial=done,
                desc=stage,
                unit="B",
                unit_scale=True,
                leave=False,
                dynamic_ncols=True,
            )
        self._bar.set_postfix_str(f"{rejects:,} rejected", refresh=False)
        self._bar.update(done - self._bar.n)
