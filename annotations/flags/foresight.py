"""What a report would do to the flags of an article, were it the report of its newest text. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.engine.article import Article as ArticleValue
from annotations.engine.reference import Reference
from annotations.engine.report import Finding, Report
from annotations.flags.holding import is_raised, why_not_dismissed
from annotations.flags.life import is_dismissed
from annotations.flags.reading import Reading
from annotations.flags.reconcile import flags_by_key, obligations
from annotations.flags.standing import Standing
from annotations.models.article import Article
from annotations.models.flag import Flag


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Which flags would open, open again and close; and what would count for the verdict."""

    opened: tuple[Finding, ...]
    reopened: tuple[Flag, ...]
    closed: tuple[Flag, ...]
    kept: int
    counted: tuple[Finding, ...]
    """Findings that nobody has set aside."""


def foresee(report: Report, text: ArticleValue, article: Article, reference: Reference) -> Foreseen:
    """``article`` with its channel; ``reference``: what ``report`` was made against. Two queries, and a few for each
    flag that somebody has dismissed."""
    found, flags = obligations(report, article), flags_by_key(article)
    standing = Standing(reference)
    opened, reopened, counted, kept = [], [], [], 0
    for key, finding in found.items():
        flag = flags.get(key)
        if flag is None:
            opened.append(finding)
        elif _opens_again(flag, finding, standing, text):
            reopened.append(flag)
        else:
            kept += 1
        if flag is None or flag in reopened or flag.state == Flag.State.OPEN:
            counted.append(finding)
    closed = tuple(flag for key, flag in flags.items() if key not in found and flag.state != Flag.State.CLOSED)
    return Foreseen(tuple(opened), tuple(reopened), closed, kept, tuple(counted))


def _opens_again(flag: Flag, finding: Finding, standing: Standing, text: ArticleValue) -> bool:
    level = finding.level.value
    if flag.state == Flag.State.WAIVED:
        return is_raised(flag, level)
    if flag.state == Flag.State.OPEN:
        return False
    ground = standing.of(finding.rule, finding.subject)
    return not is_dismissed(flag) or bool(
        why_not_dismissed(flag, level=level, ground=ground, evidence=finding.evidence, reading=Reading(text))
    )
