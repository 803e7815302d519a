"""The only verdict on a record: from what is declared and what was found, to its origin.

What was found (``observed``), the first line that holds:

    a marker says synthetic                                      synthetic   marker
    a residue and a self-report, or a residue in a record of a
    known synthetic dataset                                      synthetic   residue
    a residue alone                                              mixed       residue
    self-reports of two families, one of them that the text
    is a model's (``as_ai``) or where its training ends
    (``cutoff``)                                                 synthetic   self_report
    anything less                                                nothing

What is known of it (``known``), the first line that holds:

    it is of a known dataset of that origin                      registry
    it is dated before there were models, and nothing was found
    in it, not even a hint                                       human, date

The verdict (``origin``, ``basis``):

    declared     observed nothing      observed synthetic or mixed
    human        human, declared       as observed, with its basis: a conflict
    synthetic    synthetic, declared   synthetic, declared
    mixed        mixed, declared       mixed, declared
    unknown      as known, else        as observed, with its basis
                 unknown, none

Evidence beats a declaration of human origin, because people declare by folder and model output
slips in; it never turns declared synthetic text human. What is only known by a name or a date
decides where nothing is declared. Absence of evidence is unknown.

What needs all records of a source to be known comes after the scan, and only to records that are
``unknown, none`` by now (``audit/views/records.sql``, the last word):

    trusted by people (``trusted_human``, ``--trusted``)         human       trusted
    a style score above the threshold that the source's trusted
    records give, at the policy's false-positive rate            synthetic   style

A record declared human above that threshold keeps its origin and is ``suspected``. The trusted
records of a source are taken at their word only where nothing declared or observed says otherwise.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_CONVICTING = pa.array(["as_ai", "cutoff"])
_FAMILIES_TO_CONVICT = 2
# In the order in which they are believed, which is that of the alphabet.
_NAMING = pa.array(["marker", "registry"])

_Flags = npt.NDArray[np.bool_]
_Names = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Arrays as long as the batch: strings, and booleans for ``suspected`` and ``conflict``.

    ``origin`` and ``basis`` are never null; ``observed`` is synthetic, mixed or null.
    ``suspected``: a self-report was seen that is too weak to decide. ``generator`` is the model
    that the first marker of the record names, else the only one of
    its known dataset; null if none.
    """

    origin: pa.Array
    basis: pa.Array
    observed: pa.Array
    suspected: pa.Array
    conflict: pa.Array
    generator: pa.Array


def judge(declared: pa.Array, hits: pa.Table, rows: int, early: _Flags | None = None) -> Verdict:
    """Return the verdict on each of ``rows`` records.

    ``declared`` holds the four origins (null counts as unknown); ``hits`` has the schema
    ``evidence.HITS``, its ``row`` in [0, rows), in any order. ``early`` says which records
    are dated before there were models that could have written them; None that none is.
    """
    stated = _objects(pc.fill_null(declared.cast(pa.string()), "unknown"))
    observed, evidence, reported = _observe(hits, rows)
    seen = observed != np.array(None)
    is_declared = stated != "unknown"
    conflict = (stated == "human") & seen
    by_evidence = seen & (conflict | ~is_declared)
    known, why = _known(hits, rows, early)
    origin = np.where(by_evidence, observed, np.where(is_declared, stated, known))
    basis = np.where(by_evidence, evidence, np.where(is_declared, "declared", why))
    return Verdict(
        origin=pa.array(origin, pa.string()),
        basis=pa.array(basis, pa.string()),
        observed=pa.array(observed, pa.string()),
        suspected=pa.array(reported & ~seen),
        conflict=pa.array(conflict),
        generator=_named_by_markers(hits, rows),
    )


def _observe(hits: pa.Table, rows: int) -> tuple[_Names, _Names, _Flags]:
    """Return what was observed, on which basis, and where any self-report was seen."""
    tier = hits["tier"]
    reports = hits.filter(pc.equal(tier, "B"))
    marker = _flagged(hits.filter(_both(tier, "marker", hits["says"], "synthetic")), rows)
    residue = _flagged(hits.filter(pc.equal(tier, "A")), rows)
    reported = _flagged(reports, rows)
    confessed = _confessed(reports, rows)
    nothing = np.full(rows, None, dtype=object)
    known_synthetic = _flagged(
        hits.filter(_both(tier, "registry", hits["says"], "synthetic")), rows
    )
    synthetic = marker | (residue & (reported | known_synthetic)) | (~residue & confessed)
    observed = np.where(synthetic, "synthetic", np.where(residue, "mixed", nothing))
    evidence = np.select(
        [marker, residue, confessed], ["marker", "residue", "self_report"], default="none"
    )
    return observed, evidence, reported


def _known(hits: pa.Table, rows: int, early: _Flags | None) -> tuple[_Names, _Names]:
    """Return the origin that the name of a dataset or a date says, and which of them says it."""
    tier = hits["tier"]
    named = hits.filter(pc.and_(pc.equal(tier, "registry"), pc.is_valid(hits["says"])))
    origin = np.full(rows, "unknown", dtype=object)
    origin[named["row"].to_numpy()] = _objects(named["says"])
    by_name = _flagged(named, rows)
    anything = _flagged(hits.filter(pc.not_equal(tier, "shape")), rows)
    dated = np.zeros(rows, np.bool_) if early is None else early & ~anything
    origin[dated] = "human"
    return origin, np.select([by_name, dated], ["registry", "date"], default="none")


def _confessed(reports: pa.Table, rows: int) -> _Flags:
    """Rows with self-reports of two families, one of which says that a model speaks."""
    families = reports.group_by("row").aggregate([("code", "count_distinct")])
    enough = pc.greater_equal(families["code_count_distinct"], _FAMILIES_TO_CONVICT)
    convicting = reports.filter(pc.is_in(reports["code"], value_set=_CONVICTING))
    return _flagged(families.filter(enough), rows) & _flagged(convicting, rows)


def _named_by_markers(hits: pa.Table, rows: int) -> pa.Array:
    tiers = pc.is_in(hits["tier"], value_set=_NAMING)
    named = hits.filter(pc.and_(tiers, pc.is_valid(hits["generator"])))
    ordered = named.sort_by([(name, "ascending") for name in ("row", "tier", "code", "generator")])
    row, first = np.unique(ordered["row"].to_numpy(), return_index=True)
    generator = np.full(rows, None, dtype=object)
    generator[row] = _objects(ordered["generator"])[first]
    return pa.array(generator, pa.string())


def _both(left: pa.ChunkedArray, a: str, right: pa.ChunkedArray, b: str) -> pa.ChunkedArray:
    return pc.and_(pc.equal(left, a), pc.fill_null(pc.equal(right, b), False))


def _flagged(hits: pa.Table, rows: int) -> _Flags:
    flags = np.zeros(rows, dtype=np.bool_)
    flags[hits["row"].to_numpy()] = True
    return flags


def _objects(strings: pa.Array | pa.ChunkedArray) -> _Names:
    values: _Names = strings.to_numpy(zero_copy_only=False).astype(object)
    return values
