"""Find the files that ship with the code: data of the package, schemas, report templates.

Not by ``importlib.resources``, whose import takes as long as all of ``provaudit check`` may.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_file(name: str) -> Path:
    """Return the file ``name`` of the package, such as ``policies/default.toml``."""
    return _PACKAGE / name


def resource_dir(name: str) -> Path:
    """Return the directory ``name``; raise FileNotFoundError naming both places tried.

    A wheel carries it inside the package; a checkout (and so an editable install, which runs from
    the checkout) keeps it at the top level.
    """
    packaged, checkout = _PACKAGE / name, _PACKAGE.parent / name
    for place in (packaged, checkout):
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"{name}/ is neither in the package ({packaged}) nor beside it ({checkout})"
    )
