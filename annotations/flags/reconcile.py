"""From a check of the newest revision to flags: opened, kept, changed, reopened, closed. One obligation is one flag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from annotations.engine.reference import Reference
from annotations.engine.report import Finding, Outcome, Report, as_json
from annotations.flags.life import Cause, Step, alter, is_dismissed, move, tell
from annotations.flags.similarity import SIMILAR, similarity
from annotations.flags.standing import Ground, Standing
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.decision import Decision
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
    report: Report, revision: Revision, *, at: datetime, checked: Check, reference: Reference | None = None
) -> Changes:
    """Brings the flags of an article to what ``report`` found in its newest revision.

    ``reference``: what the check was made against; without it, what is live with all shipped packs.
    An older revision changes nothing; the same report twice writes nothing. ``fixed`` comes of this alone.
    """
    with transaction.atomic():
        rows = Article.objects.select_for_update(of=("self",), no_key=True).select_related("channel")
        article = rows.get(pk=revision.article_id)
        if article.latest_id != revision.pk:
            return Changes()
        standing = Standing(reference or current_reference())
        return _Desk(article, revision, Cause(at=at, check=checked), standing).judge(report)


class _Desk:
    """One article whose flags are brought up to date."""

    def __init__(self, article: Article, revision: Revision, cause: Cause, standing: Standing) -> None:
        self.article, self.revision, self.cause = article, revision, cause
        self.standing = standing
        self.changes = Changes()

    def judge(self, report: Report) -> Changes:
        rows = {row["key"]: row for row in as_json(report)["findings"]}
        found: dict[str, tuple[Finding, Mapping[str, Any]]] = {}
        if self.article.status != Article.Status.WITHDRAWN:
            for finding in report.findings:
                if finding.outcome not in _NO_FLAG:
                    found[self.key(finding)] = finding, rows[finding.key(report.article_id)]
        stored = Flag.objects.filter(article=self.article, manual=False).exclude(rule__startswith=GATE)
        flags = {flag.key: flag for flag in stored.select_related("article__channel").order_by("pk")}
        for key, (finding, row) in found.items():
            self._found(flags.get(key), key, finding, row)
        for key, flag in flags.items():
            if key not in found:
                self._gone(flag)
        return self.changes

    def key(self, finding: Finding) -> str:
        """The obligation within everything that the desk knows: channel, article, rendition, rule, subject, slot."""
        article = self.article
        return finding.key("\x1f".join((article.channel.name, article.external_id, article.rendition)))

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
        weighed = (flag.outcome, flag.level) != (content["outcome"], content["level"])
        if flag.reason == Flag.Reason.NEW and flag.last_revision_id != self.revision.pk:
            move(flag, Step.CONTINUE, self.cause, **content)
        elif weighed:
            alter(flag, "changed", self.cause, **content)
        else:
            self._note(flag, content)
        self.changes.kept.append(flag)

    def _again(self, flag: Flag, finding: Finding, row: Mapping[str, Any], ground: Ground) -> None:
        content = self._content(finding, row, ground)
        because = self._why_again(flag, row, ground) if is_dismissed(flag) else "found again"
        if not because:
            self._note(flag, {"finding": content["finding"], "found": True, "last_revision": self.revision})
            self.changes.kept.append(flag)
            return
        cause = Cause(at=self.cause.at, check=self.cause.check, because=because)
        move(flag, Step.FIND_AGAIN, cause, **content)
        self.changes.reopened.append(flag)

    def _why_again(self, flag: Flag, row: Mapping[str, Any], ground: Ground) -> str:
        """Why a dismissal no longer holds; empty while it does."""
        if ground.rule_version != flag.rule_version:
            return "rule changed"
        if ground.subject_digest != flag.subject_digest:
            return "register entry changed"
        decision = flag.decisions.filter(kind=Decision.Kind.DISMISS, undone_at=None).order_by("-at", "-id").first()
        if decision is None:
            return ""
        known = [anchor["sentence"] for anchor in decision.anchors]
        for piece in row["evidence"]:
            said = sentence_of(piece)
            if known and max(similarity(said, sentence) for sentence in known) < SIMILAR:
                return "new evidence"
        return "another rendition went live" if self._newly_live(decision) else ""

    def _newly_live(self, decision: Decision) -> bool:
        live = Article.objects.filter(
            channel=self.article.channel, external_id=self.article.external_id, status=Article.Status.LIVE
        )
        return bool(set(live.values_list("rendition", flat=True)) - {self.article.rendition, *decision.renditions})

    # What was not.

    def _gone(self, flag: Flag) -> None:
        if flag.state == Flag.State.CLOSED:
            self._note(flag, {"found": False})
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

    def _note(self, flag: Flag, content: Mapping[str, Any]) -> None:
        """Takes over what is no change of state, without an event, and only where something differs."""
        changed = {name: value for name, value in content.items() if getattr(flag, name) != value}
        if changed:
            Flag.objects.filter(pk=flag.pk).update(**changed)
            for name, value in changed.items():
                setattr(flag, name, value)


def sentence_of(piece: Mapping[str, Any]) -> str:
    """The words around a piece of evidence, by which it is told from others."""
    return f"{piece.get('prefix', '')}{piece['exact']}{piece.get('suffix', '')}"
