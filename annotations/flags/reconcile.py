"""From a check of the newest revision to flags: opened, kept, changed, reopened, closed. One obligation is one flag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from annotations.engine.reference import Reference
from annotations.engine.report import Finding, Outcome, Report, as_json
from annotations.events import several
from annotations.flags.holding import LEVEL_RAISED, is_raised, why_not_dismissed
from annotations.flags.life import Cause, Step, alter, is_dismissed, move, note, tell
from annotations.flags.manual import follow
from annotations.flags.reading import Reading
from annotations.flags.standing import Ground, Standing
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.flag import Flag
from annotations.models.revision import Revision
from annotations.registers.live import current_reference

GATE = "gate."
"""Rules of the gate begin with this; their flags open and close with what is published, not with a text."""
_NO_FLAG = frozenset({Outcome.VOLUNTARY})


@dataclass(frozen=True, slots=True)
class Changes:
    """What a check did to the flags of its article."""

    opened: list[Flag] = field(default_factory=list)
    kept: list[Flag] = field(default_factory=list)
    reopened: list[Flag] = field(default_factory=list)
    fixed: list[Flag] = field(default_factory=list)
    obsolete: list[Flag] = field(default_factory=list)


def reconcile(
    article: Article, report: Report, revision: Revision, *, at: datetime, checked: Check,
    reference: Reference | None = None,
) -> Changes:
    """Brings the flags of ``article`` to what ``report`` found in its newest revision.

    The caller's transaction has locked the article and read it with its channel. ``reference``: what the check was made
    against; without it, what is live with all shipped packs.
    An older revision changes nothing; the same report twice writes nothing. ``fixed`` comes of this alone.
    """
    if article.latest_id != revision.pk:
        return Changes()
    standing = Standing(reference or current_reference())
    return _Desk(article, revision, Cause(at=at, check=checked), standing).judge(report)


def obligations(report: Report, article: Article) -> dict[str, Finding]:
    """The findings that are flags of ``article``, by the flag's key: the obligation within everything that the desk
    knows, that is channel, article, rendition, rule, subject, slot."""
    if article.status == Article.Status.WITHDRAWN:
        return {}
    known = "\x1f".join((article.channel.name, article.external_id, article.rendition))
    return {finding.key(known): finding for finding in report.findings if finding.outcome not in _NO_FLAG}


def flags_by_key(article: Article) -> dict[str, Flag]:
    """The flags of ``article`` that follow its checks, in whatever state."""
    return {flag.key: flag for flag in _flags_of(article) if not flag.manual}


def _flags_of(article: Article) -> list[Flag]:
    """All but those of the gate, with ``article`` itself as theirs."""
    flags = list(Flag.objects.filter(article=article).exclude(rule__startswith=GATE).order_by("pk"))
    for flag in flags:
        flag.article = article
    return flags


class _Desk:
    """One article whose flags are brought up to date."""

    def __init__(self, article: Article, revision: Revision, cause: Cause, standing: Standing) -> None:
        self.article, self.revision, self.cause = article, revision, cause
        self.standing = standing
        self.changes = Changes()

    def judge(self, report: Report) -> Changes:
        with several():
            self._judge(report)
        return self.changes

    def _judge(self, report: Report) -> None:
        found, stored = obligations(report, self.article), _flags_of(self.article)
        flags = {flag.key: flag for flag in stored if not flag.manual}
        rows = {row["key"]: row for row in as_json(report)["findings"]}
        for key, finding in found.items():
            self._found(flags.get(key), key, finding, rows[finding.key(report.article_id)])
        for key, flag in flags.items():
            if key not in found:
                self._gone(flag)
        raised = [flag for flag in stored if flag.manual and flag.state != Flag.State.CLOSED]
        follow(raised, self.revision, self.cause, lambda: self.reading)

    @cached_property
    def reading(self) -> Reading | None:
        """The text in its sentences; most checks never need it."""
        return Reading.of(self.revision)

    # What was found.

    def _found(self, flag: Flag | None, key: str, finding: Finding, row: Mapping[str, Any]) -> None:
        ground = self.standing.of(finding.rule, finding.subject)
        if flag is None:
            self._open(key, finding, row, ground)
        elif flag.state == Flag.State.CLOSED:
            self._again(flag, finding, row, ground)
        else:
            self._keep(flag, finding, row, ground)

    def _open(self, key: str, finding: Finding, row: Mapping[str, Any], ground: Ground) -> None:
        flag = Flag(
            article=self.article, key=key, family=finding.family, rule=finding.rule, subject=finding.subject,
            slot=finding.slot, first_revision=self.revision, opened_at=self.cause.at,
            **self._content(finding, row, ground),
        )  # fmt: skip
        flag.save(force_insert=True)
        tell(flag, "opened", self.cause)
        self.changes.opened.append(flag)

    def _keep(self, flag: Flag, finding: Finding, row: Mapping[str, Any], ground: Ground) -> None:
        content = self._content(finding, row, ground)
        if flag.state == Flag.State.WAIVED and is_raised(flag, finding.level.value):
            self._reopen(flag, LEVEL_RAISED, content)
            return
        weighed = (flag.outcome, flag.level) != (content["outcome"], content["level"])
        if flag.reason == Flag.Reason.NEW and flag.last_revision_id != self.revision.pk:
            move(flag, Step.CONTINUE, self.cause, **content)
        elif weighed:
            alter(flag, "changed", self.cause, **content)
        else:
            note(flag, content)
        self.changes.kept.append(flag)

    def _again(self, flag: Flag, finding: Finding, row: Mapping[str, Any], ground: Ground) -> None:
        content = self._content(finding, row, ground)
        because = self._why_again(flag, finding, ground) if is_dismissed(flag) else "found_again"
        if not because:
            note(flag, {"finding": content["finding"], "found": True, "last_revision": self.revision})
            self.changes.kept.append(flag)
            return
        self._reopen(flag, because, content)

    def _why_again(self, flag: Flag, finding: Finding, ground: Ground) -> str:
        return why_not_dismissed(
            flag, level=finding.level.value, ground=ground, evidence=finding.evidence, reading=self.reading
        )

    def _reopen(self, flag: Flag, because: str, content: Mapping[str, Any]) -> None:
        cause = Cause(at=self.cause.at, check=self.cause.check, because=because)
        move(flag, Step.FIND_AGAIN, cause, **content)
        self.changes.reopened.append(flag)

    # What was not.

    def _gone(self, flag: Flag) -> None:
        if flag.state == Flag.State.CLOSED:
            note(flag, {"found": False})
            return
        why = "withdrawn" if self.article.status == Article.Status.WITHDRAWN else self.standing.why_gone(flag)
        cause = Cause(at=self.cause.at, check=self.cause.check, because=why)
        if why in {"withdrawn", "rule_retired", "subject_left"}:
            move(flag, Step.RETIRE, cause, found=False)
            self.changes.obsolete.append(flag)
        else:
            move(flag, Step.FIX, cause, found=False, last_revision=self.revision)
            self.changes.fixed.append(flag)

    # Writing.

    def _content(self, finding: Finding, row: Mapping[str, Any], ground: Ground) -> dict[str, Any]:
        return {
            "rule_version": max(ground.rule_version, 1),
            "subject_digest": ground.subject_digest,
            "outcome": finding.outcome.value,
            "level": finding.level.value,
            "confidence": finding.confidence,
            "message": finding.message,
            "finding": dict(row),
            "found": True,
            "last_revision": self.revision,
        }
