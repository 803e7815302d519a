"""Variety by source and origin, always at the same sample size, from the sampled texts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from provaudit.estimate.jackknife import estimates
from provaudit.estimate.measures import sample_of
from provaudit.estimate.reasons import Reason, reasons
from provaudit.estimate.strata import Stratum, strata_of

if TYPE_CHECKING:
    from provaudit.policy import Policy
    from provaudit.store import Store

# Compression takes most of the time, and two can go on at once.
_THREADS = 2
_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("origin", pa.string()),
        ("language", pa.string()),
        ("measure", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("records", pa.int64()),
        ("words", pa.int64()),
    ]
)


def no_diversity() -> pa.Table:
    """Return the table ``diversity`` without rows, for an audit that measures none."""
    return _SCHEMA.empty_table()


def measure_diversity(store: Store, policy: Policy) -> tuple[pa.Table, list[Reason]]:
    """Return the table ``diversity``, and what could not be measured with the reason why.

    Reads the tables ``sample`` and ``origin_by_source``. A stratum that has ``records`` records of
    ``words`` tokens in its most frequent language is measured at exactly that size, so that
    neither other strata nor other audits change its figures. ``records`` and ``words`` in the
    table say what was measured of each: records, tokens in all.
    """
    limits = policy.diversity
    strata, left_out = strata_of(store, limits)
    enough = [one for one in strata if len(one.records) == limits["records"]]
    with ThreadPoolExecutor(_THREADS) as threads:
        rows = [row for some in threads.map(_rows, enough) for row in some]
    table = pa.Table.from_pylist(rows, schema=_SCHEMA)
    return table, reasons(strata, left_out, limits)


def _rows(stratum: Stratum) -> list[dict[str, Any]]:
    return [
        {
            "source": stratum.source,
            "origin": stratum.origin,
            "language": stratum.language,
            "measure": one.measure,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "records": len(stratum.records),
            "words": len(stratum.records) * len(stratum.records[0]),
        }
        for one in estimates(sample_of(stratum.records))
    ]
