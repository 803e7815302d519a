"""What a worker needs, loaded once: the server from which workers are forked imports this.

Nobody else does: it changes how the process that imports it takes signals and imports.
"""

import gc
import signal
from contextlib import suppress

from provaudit.unneeded import leave_out_unneeded

# Ctrl-C reaches the whole process group; who started this ends it.
signal.signal(signal.SIGINT, signal.SIG_IGN)
leave_out_unneeded()
with suppress(Exception):  # a worker meets the same error, and is heard
    from provaudit import corpus
    from provaudit.kernels.compilation import load_compiled
    from provaudit.scan import shard
    from provaudit.style.model import shipped_model

    load_compiled()
    shipped_model()
# What is there now stays: not looked at by the collector, its pages stay shared.
gc.collect()
gc.freeze()

__all__ = ["corpus", "shard"]
