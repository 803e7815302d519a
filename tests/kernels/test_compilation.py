import os
from pathlib import Path

import pytest

from provaudit.kernels import compilation
from provaudit.kernels.compilation import KERNELS, compile_all, is_compiled


def test_all_is_compiled_and_stays_so() -> None:
    compile_all()
    assert is_compiled()


def test_each_kernel_has_one_signature() -> None:
    """Other tests of this run called the kernels with all kinds of input."""
    compile_all()
    assert {kernel.py_func.__qualname__: len(kernel.signatures) for kernel in KERNELS} == {
        kernel.py_func.__qualname__: 1 for kernel in KERNELS
    }


def test_a_cache_older_than_a_source_does_not_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cached = list(compilation._cached())
    copies = []
    for file in cached:
        copies.append(tmp_path / file.name)
        copies[-1].write_bytes(b"")
    monkeypatch.setattr(compilation, "_cached", lambda: copies)
    assert is_compiled()
    for copy in copies:
        os.utime(copy, (0, 0))
    assert not is_compiled()
