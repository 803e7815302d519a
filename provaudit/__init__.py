"""provaudit: audit the provenance, representation and variety of training corpora."""

__version__ = "0.1.0"
