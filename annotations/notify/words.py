"""What messages say, in the subscriber's language. Plain text: mail programs show it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.localization.told import told
from annotations.models.subscription import Subscription
from annotations.notify.alerts import MOST_TOLD, Standing
from annotations.notify.digest import Digest
from annotations.notify.hours import local_day

_LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Letter:
    """A message."""

    subject: str
    body: str


def alert_letter(standing: Standing, subscription: Subscription, desk_url: str | None) -> Letter:
    """Of an article as it stands now. Its subject stays the same, so that mail programs keep one thread."""
    headline = standing.article.headline or standing.article.external_id
    subject = _("Published with open errors: %(headline)s") % {"headline": headline}
    lines = [*_alert_lines(standing, subscription), "", *_ending(desk_url)]
    return Letter(one_line(subject), "\n".join(lines) + "\n")


def digest_letter(digest: Digest, subscription: Subscription, desk_url: str | None) -> Letter:
    """How a channel stands this morning."""
    channel = subscription.channel.title or subscription.channel.name
    day = date_format(local_day(subscription, digest.at), "DATE_FORMAT")
    subject = _("%(channel)s, %(day)s: what waits for the desk") % {"channel": channel, "day": day}
    lines = [*_digest_lines(digest, subscription), "", *_ending(desk_url)]
    return Letter(one_line(subject), "\n".join(lines) + "\n")


def one_line(text: str) -> str:
    """Fit for a header: on one line, without control characters, cut short."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    line = " ".join(plain.split())
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1] + "…"


def _alert_lines(standing: Standing, subscription: Subscription) -> Iterator[str]:
    article = standing.article
    yield article.headline or article.external_id
    if article.url:
        yield article.url
    yield ""
    if not standing.says:
        yield _("It is clear now: no error is open, and no override is in force.")
        return
    if standing.errors:
        count = len(standing.errors)
        yield ngettext(
            "Readers see it with %(count)d open error:", "Readers see it with %(count)d open errors:", count
        ) % {"count": count}  # fmt: skip
        yield from (f"- {one_line(told(flag.message))}" for flag in standing.errors[:MOST_TOLD])
        if count > MOST_TOLD:
            yield _("- and %(count)d more") % {"count": count - MOST_TOLD}
    for row in standing.overrides:
        yield _("%(name)s let it out against the verdict until %(until)s: %(reason)s") % {
            "name": row.by.get_username() if row.by else _("somebody who has left"),
            "until": _clock(row.expires_at, subscription), "reason": one_line(row.reason),
        }  # fmt: skip


def _digest_lines(digest: Digest, subscription: Subscription) -> Iterator[str]:
    for level in digest.open:
        if level.total:
            yield _OPEN[level.level](level.total)
    if digest.live_errors.count:
        count = digest.live_errors.count
        yield ngettext("Published with %(count)d open error:", "Published with %(count)d open errors:", count) % {
            "count": count
        }  # fmt: skip
        for flag in digest.live_errors.rows:
            yield f"- {one_line(flag.article.headline or flag.article.external_id)}: {one_line(told(flag.message))}"
    if digest.waivers.count:
        count = digest.waivers.count
        yield ngettext(
            "%(count)d waiver ends within a week.", "%(count)d waivers end within a week.", count
        ) % {"count": count}  # fmt: skip
    if digest.unchecked.count:
        count = digest.unchecked.count
        yield ngettext(
            "%(count)d article could not be checked.", "%(count)d articles could not be checked.", count
        ) % {"count": count}  # fmt: skip
    for register in digest.stale:
        yield _("Register %(name)s is older than it may be.") % {"name": register}


def _errors(count: int) -> str:
    return ngettext("%(count)d open error", "%(count)d open errors", count) % {"count": count}


def _warnings(count: int) -> str:
    return ngettext("%(count)d open warning", "%(count)d open warnings", count) % {"count": count}


def _notes(count: int) -> str:
    return ngettext("%(count)d open note", "%(count)d open notes", count) % {"count": count}


_OPEN = {"error": _errors, "warning": _warnings, "note": _notes}


def _ending(desk_url: str | None) -> Iterator[str]:
    if desk_url:
        yield desk_url
    yield _("You get this because you asked for it; change that on the page Notifications of the desk.")


def _clock(at: datetime, subscription: Subscription) -> str:
    return f"{local_day(subscription, at):%H:%M}"
