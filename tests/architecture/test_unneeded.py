"""What is only installed is not imported in our own processes, and no other package notices."""

import subprocess
import sys

_SCRIPT = """
import sys
from provaudit.unneeded import leave_out_unneeded
leave_out_unneeded()
leave_out_unneeded()
import pyarrow as pa
assert pa.array(["a", None]).to_pylist() == ["a", None]
assert "pandas" not in sys.modules
try:
    import pandas
except ModuleNotFoundError as error:
    print(error.name, len([one for one in sys.meta_path if type(one).__name__ == "_Absent"]))
import json.tool
"""


def test_it_looks_as_if_it_were_not_installed() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["pandas", "1"]
