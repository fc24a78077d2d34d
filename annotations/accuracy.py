"""How often people agreed with a rule: its last hundred flags that somebody or something has settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from annotations.intervals import wilson
from annotations.models.flag import Flag

LAST = 100
"""Flags that are looked at, of each rule, those that were settled last."""
_SETTLED = (Flag.Reason.FIXED, Flag.Reason.FALSE_POSITIVE, Flag.Reason.NOT_APPLICABLE)

_ONE_RULE = """SELECT rule, reason FROM (
    SELECT rule, reason FROM annotations_flag WHERE rule = %%s AND state = 'closed' AND reason IN (%(marks)s)
    ORDER BY closed_at DESC, id DESC LIMIT %(last)d) AS settled"""
_COUNTED = """SELECT rule, count(*), sum(CASE WHEN reason = %%s THEN 1 ELSE 0 END) FROM (%s) AS every GROUP BY rule"""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Of ``decided`` flags of a rule, how many the engine saw wrongly: what does not apply is no mistake."""

    rule: str
    decided: int = 0
    false: int = 0

    @property
    def agreed(self) -> int:
        return self.decided - self.false

    @property
    def false_share(self) -> float:
        """0 to 1; 0 where nothing is decided."""
        return self.false / self.decided if self.decided else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of mistakes lies with a confidence of 95 %."""
        return wilson(self.false, self.decided)


def accuracy_of(rule: str) -> Accuracy:
    """The accuracy of one rule; one query."""
    return accuracies([rule])[rule]


def accuracies(rules: Iterable[str]) -> dict[str, Accuracy]:
    """The accuracy of each rule; one query for all of them, which reads a hundred rows of each."""
    names = list(dict.fromkeys(rules))
    if not names:
        return {}
    # Only constants of ours are put in. The limit stands in a select of its own: SQLite takes none in a union's parts.
    one = _ONE_RULE % {"marks": ", ".join(["%s"] * len(_SETTLED)), "last": LAST}
    counted = _COUNTED % " UNION ALL ".join([one] * len(names))
    values = [str(Flag.Reason.FALSE_POSITIVE), *(value for name in names for value in (name, *map(str, _SETTLED)))]
    with connection.cursor() as cursor:
        cursor.execute(counted, values)
        found = {rule: Accuracy(rule, int(decided), int(false)) for rule, decided, false in cursor.fetchall()}
    return {name: found.get(name) or Accuracy(name) for name in names}
