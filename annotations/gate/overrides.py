"""Overrides: one person with the permission lets one text out against the verdict, for an hour, with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import conf, events
from annotations.engine.article import Article
from annotations.models.article import Article as StoredArticle
from annotations.models.channel import Channel
from annotations.models.override import Override
from annotations.permissions import require
from annotations.signals import announce, gate_overridden

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PERMISSION = "override_gate"


class OverrideRefused(ValueError):
    """An override lacks something; ``code`` says what."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def text_digest(article: Article) -> str:
    """The digest of an article without its address and date of publication, which publishing itself may set, and with
    the ends of its lines and of itself in one way: a form in a browser has them in another than a file."""
    kept = article.model_fields_set - {"published", "url", "canonical_url"}
    said = article.model_dump(include=kept, exclude_unset=True)
    said["body"]["value"] = article.body.value.replace("\r\n", "\n").strip()
    return Article.model_validate(said).digest


def override(
    stored: StoredArticle, *, by: User, reason: str, article: Article | None = None, at: datetime | None = None
) -> Override:
    """Lets one text of an article out for an hour. Any other text of it is gated again, as is any other rendition.

    ``article``: the text; default: the newest that was received.

    Raises:
        Http404: ``by`` does not work on the article's channel.
        PermissionDenied: ``by`` may not override the gate.
        OverrideRefused: no reason is given, or there is no text yet.
    """
    at = at or timezone.now()
    require(by, PERMISSION, stored.channel)
    if not reason.strip():
        raise OverrideRefused("reason_required", _("Say why this goes out against the verdict."))
    if article is None:
        if stored.latest is None:
            raise OverrideRefused("no_text", _("There is no text of this article yet."))
        article = Article.model_validate(stored.latest.payload)
    digest = text_digest(article)
    with transaction.atomic():
        made = Override.objects.create(
            article=stored, digest=digest, reason=reason.strip(), by=by,
            expires_at=at + timedelta(minutes=conf.desk().override_minutes),
        )
        events.record(
            "gate.overridden", channel=stored.channel, article=stored, revision=stored.latest, actor=by, at=at,
            data={"override": made.pk, "digest": digest, "reason": made.reason, "until": made.expires_at.isoformat()},
        )
        announce(gate_overridden, Override, override=made)
    return made


def valid_override(article: Article, *, channel: Channel, rendition: str, at: datetime) -> Override | None:
    """The override that lets this text out in this rendition at ``at``."""
    return (
        Override.objects.filter(
            article__channel=channel,
            article__external_id=article.id,
            article__rendition=rendition,
            digest__in=(text_digest(article), article.digest),
            expires_at__gt=at,
        )
        .select_related("by")
        .order_by("-expires_at")
        .first()
    )
