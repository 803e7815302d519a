"""Find the files that ship beside the code: ``schemas/`` and ``report_templates/``.

A wheel carries them inside the package; a checkout (and so an editable install, which runs
from the checkout) keeps them at the top level.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resource_dir(name: str) -> Traversable:
    """Return the directory ``name``; raise FileNotFoundError naming both places tried."""
    packaged = files("provaudit") / name
    checkout = Path(__file__).resolve().parent.parent / name
    for place in (packaged, checkout):
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"{name}/ is neither in the package ({packaged}) nor beside it ({checkout})"
    )
