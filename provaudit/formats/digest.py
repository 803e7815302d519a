"""A name for a finding that stays the same when lines move."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from provaudit.model import Finding


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return a unique digest for each finding, from all but its line and column.

    Findings that are alike are numbered in their order.
    """
    seen: Counter[str] = Counter()
    digests = []
    for finding in findings:
        said = "\0".join((finding.path, finding.code, finding.where, finding.message))
        seen[said] += 1
        data = f"{said}\0{seen[said]}".encode("utf-8", "surrogatepass")
        digests.append(sha256(data).hexdigest())
    return digests
