"""Old debts: what stood against the live text already. A correction is never blocked by them (USERS 3.7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from annotations.engine.article import Article
from annotations.engine.dates import Moment
from annotations.engine.report import Finding
from annotations.gate.running import ask
from annotations.models.channel import Channel

Obligation = tuple[str, str, str]
"""Rule, subject, slot."""


def obligation(finding: Finding) -> Obligation:
    """What a finding is about, whatever its wording and position."""
    return finding.rule, finding.subject, finding.slot


def blocking_in(
    live: Article, *, channel: Channel, at: datetime, as_of: Moment | None, blocks: Callable[[Finding], bool]
) -> frozenset[Obligation]:
    """The obligations by which the live text would be blocked, were it to go live now.

    It is judged by the same registers and as of the same day as the text that takes its place: what an edit did not
    bring about is not held against it. An obligation that was met, or only stood there as a warning, is no debt.
    """
    answer = ask(live, channel=channel, at=at, as_of=as_of)
    found = answer.report.findings if answer.report is not None else ()
    return frozenset(obligation(finding) for finding in found if blocks(finding))
