"""Mail by the project's own backend (``EMAIL_BACKEND``), and addresses of the desk for what is told."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import NoReverseMatch, reverse

from annotations import conf
from annotations.models.article import Article
from annotations.models.subscription import Subscription
from annotations.notify.words import Letter


class NoAddressError(ValueError):
    """Somebody who wants mail has no address."""


def mail(subscription: Subscription, letter: Letter, *, reference: str, number: str) -> None:
    """Sends a letter in the thread ``reference``.

    Raises:
        NoAddressError: the person has no e-mail address.
        OSError, smtplib.SMTPException: whatever the backend raises; the job tries again.
    """
    address = subscription.user.email
    if not address:
        raise NoAddressError(f"subscription {subscription.pk}: the person has no e-mail address")
    host = urlsplit(conf.desk().public_url).hostname or "annotations.invalid"
    thread = f"<{reference}@{host}>"
    headers = {
        "Message-ID": f"<{reference}.{number}@{host}>", "References": thread, "In-Reply-To": thread,
        "Auto-Submitted": "auto-generated",
    }
    EmailMessage(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [address], headers=headers).send()


def queue_url() -> str | None:
    """Where the queue is; ``None`` where the project does not say how it is reached."""
    return _at("admin:annotations_flag_changelist")


def article_url(article: Article) -> str | None:
    """Where the desk shows an article; ``None`` likewise."""
    return _at("admin:annotations_article_change", article.pk)


def _at(name: str, *args: object) -> str | None:
    base = conf.desk().public_url
    if not base:
        return None
    try:
        return base.rstrip("/") + reverse(name, args=args)
    except NoReverseMatch:
        return None
