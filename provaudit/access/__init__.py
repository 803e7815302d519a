"""Who allowed what: statements on domains from an offline list, or from snapshots of robots.txt.

Nothing is fetched. What is handed in is read as it stands and becomes one table of statements; a
decision on records is made by the statistics.
"""

from provaudit.access.agents import agents_table
from provaudit.access.reading import Read, read_access

__all__ = ["Read", "agents_table", "read_access"]
