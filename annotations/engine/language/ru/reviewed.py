"""Forms that were looked at by hand and differ from what the patterns would make, as data.

Words are folded. A word here goes before every pattern; what a single register needs otherwise is said in the register
(``inflect``).
"""

from __future__ import annotations

FIXED_SURNAMES = frozenset({"дюма", "золя", "петипа", "гавальда", "дега", "люка", "труайя", "гамсахурдиа"})
"""Surnames with the stress on their last vowel, which stay as they are in every case."""
