"""Load beside the scan what is needed after it: this process only waits while others scan."""

from __future__ import annotations

import threading

from provaudit import estimate, report
from provaudit.audit.request import Request


def load_ahead(request: Request) -> None:
    """Begin to load, in a thread, what measuring and reporting will need."""
    tokenizer = request.linguistics and not request.redact
    threading.Thread(target=_load, args=(tokenizer,)).start()


def _load(tokenizer: bool) -> None:
    try:
        if tokenizer:
            estimate.load_tokenizer()
        report.load_drawing()
    except Exception:
        # It fails again where it is needed, in plain sight.
        return
