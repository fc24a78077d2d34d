"""The gate's own flags: for an article that went live unchecked, and for one that went live though blocked."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from annotations.flags import life
from annotations.gate.verdict import verdict_of
from annotations.locking import locked
from annotations.models.article import Article as StoredArticle
from annotations.models.check import Check
from annotations.models.flag import Flag
from annotations.models.revision import Revision

UNCHECKED = "gate.published-unchecked"
DESPITE_BLOCK = "gate.published-despite-block"
FAMILY = "gate"
_CLEAN = ("allow", "annotate", "warn")


def open_flag(stored: StoredArticle, revision: Revision, checked: Check, *, rule: str, at: datetime) -> bool:
    """Flags a live text; whether anything has changed. The same text is flagged once by each rule."""
    with transaction.atomic():
        locked(StoredArticle.objects.filter(pk=stored.pk), by="unchecked")
        flag = Flag.objects.filter(key=_key(stored, rule)).first()
        cause = life.Cause(at=at, check=checked, because="live_past_the_gate")
        if flag is None:
            _new(stored, revision, checked, rule, cause)
            return True
        if flag.last_revision_id == revision.pk or flag.state != Flag.State.CLOSED:
            return False
        life.move(flag, life.Step.FIND_AGAIN, cause, last_revision=revision, level=_level(rule, checked))
        return True


def _new(stored: StoredArticle, revision: Revision, checked: Check, rule: str, cause: life.Cause) -> None:
    flag = Flag.objects.create(
        article=stored, key=_key(stored, rule), rule=rule, family=FAMILY, subject="", outcome="review",
        level=_level(rule, checked), message=_message(rule, checked), first_revision=revision, last_revision=revision,
        opened_at=cause.at,
    )
    life.tell(flag, "opened", cause)


def close_over(*, at: datetime) -> int:
    """Closes the gate's flags of articles that have passed it since, or that are off; how many.

    ``fixed`` is what the check of a later text says, or a later check of the same text that no longer blocks it; where
    people have set aside what blocked it, the flag is obsolete.
    """
    rows = Flag.objects.filter(rule__in=(UNCHECKED, DESPITE_BLOCK), state=Flag.State.OPEN).filter(
        ~Q(article__status=StoredArticle.Status.LIVE)
        | ~Q(article__live=F("last_revision"))
        | Q(rule=DESPITE_BLOCK)
    )
    count = 0
    for flag in rows.select_related("article__channel", "article__live").order_by("pk"):
        with transaction.atomic():
            locked(StoredArticle.objects.filter(pk=flag.article_id), by="unchecked")
            flag.refresh_from_db(fields=["state", "reason", "version"])
            count += flag.state == Flag.State.OPEN and _close(flag, at)
    return count


def _close(flag: Flag, at: datetime) -> bool:
    stored = flag.article
    if stored.status != StoredArticle.Status.LIVE or stored.live is None:
        life.move(flag, life.Step.RETIRE, life.Cause(at=at, because="withdrawn"))
        return True
    checked = Check.objects.filter(revision=stored.live).exclude(decision="unchecked").order_by("-id").first()
    later = stored.live_id != flag.last_revision_id
    if checked is not None and not later and flag.rule == DESPITE_BLOCK and checked.decision == "block":
        if verdict_of(checked, stored, at=at) == "block":
            return False
        life.move(flag, life.Step.RETIRE, life.Cause(at=at, check=checked, because="set_aside"))
        return True
    if checked is None or not (later or (flag.rule == DESPITE_BLOCK and checked.decision in _CLEAN)):
        return False
    life.move(flag, life.Step.FIX, life.Cause(at=at, check=checked), last_revision=stored.live)
    return True


def _key(stored: StoredArticle, rule: str) -> str:
    return hashlib.sha256(f"{stored.pk}\x1f{rule}".encode()).hexdigest()[:32]


def _level(rule: str, checked: Check) -> str:
    """A text that turned out clean is a note that something goes past the gate; one that owes something is an error."""
    if rule == UNCHECKED and checked.decision in _CLEAN:
        return "note"
    return "error"


def _message(rule: str, checked: Check) -> str:
    if rule == DESPITE_BLOCK:
        return _("Readers see it, although the gate had said no.")
    if checked.decision == "unchecked":
        return _("Readers see it, and it could not be checked: it went live past the gate.")
    if checked.decision == "block":
        return _("Readers see it, and it went live past the gate. Checked since: the gate would have said no.")
    return _("It went live past the gate. Checked since: nothing keeps it in.")
