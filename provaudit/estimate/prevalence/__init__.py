"""The share of synthetic records: from a reviewed sample, from a trusted slice, or not at all."""
