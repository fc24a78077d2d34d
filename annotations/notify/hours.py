"""Hours of a subscriber: when they are left in peace, and when their digest is due, by their own clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from annotations.models.subscription import Subscription

_DAY = timedelta(days=1)


def zone_of(subscription: Subscription) -> ZoneInfo:
    """Their time zone; UTC where the machine does not know it any more."""
    try:
        return ZoneInfo(subscription.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def quiet_until(subscription: Subscription, at: datetime) -> datetime | None:
    """When their quiet hours end, if ``at`` is among them; they may go over midnight."""
    start, end = subscription.quiet_from, subscription.quiet_until
    if start is None or end is None or start == end:
        return None
    local = at.astimezone(zone_of(subscription))
    now = local.time()
    inside = start <= now < end if start < end else now >= start or now < end
    if not inside:
        return None
    day = local.date() if now < end else local.date() + _DAY
    return _at(subscription, datetime.combine(day, end))


def digest_due(subscription: Subscription, at: datetime) -> datetime:
    """When their next digest is due; one whose hour is past today and that was not sent yet is due at that hour."""
    local = at.astimezone(zone_of(subscription))
    today = _at(subscription, datetime.combine(local.date(), subscription.digest_at))
    if subscription.last_digest_on is None or subscription.last_digest_on < local.date():
        return today
    return _at(subscription, datetime.combine(local.date() + _DAY, subscription.digest_at))


def local_day(subscription: Subscription, at: datetime) -> datetime:
    """``at`` as their clock shows it."""
    return at.astimezone(zone_of(subscription))


def _at(subscription: Subscription, naive: datetime) -> datetime:
    return naive.replace(tzinfo=zone_of(subscription)).astimezone(UTC)
