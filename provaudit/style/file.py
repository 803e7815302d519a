"""The file of a style model: which ships with the package, and what tells two apart."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from provaudit.errors import UserError


def shipped_path() -> Path:
    """Return where the shipped model lies."""
    return Path(str(files("provaudit.style") / "shipped" / "style.npz"))


def digest(path: Path) -> str:
    """Return the sha256 of a model's file: part of what a scan depends on."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UserError(f"{path}: cannot read the detector: {error.strerror}") from error
