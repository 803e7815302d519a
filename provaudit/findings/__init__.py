"""The rules: one .sql file each, ``PAnnn_name.sql``, run over the result tables.

A rule gives a row for each place that breaks it, the worst first: ``where`` (a source, a file, a
group; empty for the whole corpus), ``value``, ``threshold`` and ``message``. Its header comment
says what it looks for, why that matters, an example, and how to fix it; its level and limits are
the policy's.
"""

from provaudit.findings.documentation import rules
from provaudit.findings.running import run_rules

__all__ = ["rules", "run_rules"]
