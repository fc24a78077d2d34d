"""A flag as a row of the queue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotations.flags.fixing import is_writable
from annotations.flags.triage import claimant
from annotations.localization.told import told
from annotations.models.flag import Flag
from annotations.review.queue.bands import Band, band_of, is_late, why


@dataclass(frozen=True, slots=True)
class Row:
    """What one sees of a flag before one opens it."""

    flag: Flag
    language: str
    evidence: dict[str, Any] | None
    """The first piece."""
    pieces: int
    fix: str
    """What the first fix does; empty where there is none."""
    writable: bool
    """Whether the fix can be made from here."""
    claimed_by: str
    claim_ended: bool
    late: bool
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one band; rows that wait for nobody have none."""

    band: Band | None
    rows: list[Row]


def groups_of(flags: Iterable[Flag], *, at: datetime, banded: bool = True) -> list[Group]:
    """The rows in their order, band by band, where they come so."""
    groups: list[Group] = []
    for found, row in _rows(flags, at):
        band = found if banded else None
        if not groups or groups[-1].band is not band:
            groups.append(Group(band, []))
        groups[-1].rows.append(row)
    return groups


def row_of(flag: Flag, *, at: datetime, writable: bool) -> Row:
    """The row of a flag."""
    evidence, fixes = flag.finding.get("evidence", ()), flag.finding.get("fixes", ())
    holder = claimant(flag, at=at)
    shown = holder or flag.assignee
    return Row(
        flag, flag.language, evidence[0] if evidence else None, len(evidence),
        told(str(fixes[0]["title"])) if fixes else "", writable, shown.get_username() if shown is not None else "",
        claim_ended=shown is not None and holder is None, late=flag.state == Flag.State.OPEN and is_late(flag, at),
        why=why(flag),
    )


def _rows(flags: Iterable[Flag], at: datetime) -> Iterator[tuple[Band | None, Row]]:
    writable: dict[int, bool] = {}
    for flag in flags:
        channel = flag.article.channel_id
        if channel not in writable:
            writable[channel] = is_writable(flag)
        band = band_of(flag) if flag.state == Flag.State.OPEN else None
        yield band, row_of(flag, at=at, writable=writable[channel])
