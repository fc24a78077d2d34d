"""How systems write moments, languages and marked-up titles, in the words of an Article.

What is not written as expected is left as it is: the Article says what is wrong with it, where it stood.
"""

from __future__ import annotations

import html
import re
from datetime import UTC
from email.utils import parsedate_to_datetime

from annotations.engine.dates import DateError, parse_moment

_OFFSET = re.compile(r"(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?[+-]\d{2})(\d{2})\Z", re.ASCII)
_BARE = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\Z", re.ASCII)
_NEVER = "0000-00-00"
_TAG = re.compile(r"<[^<>]{0,1000}>")


def with_colon(stated: str) -> str:
    """``+0000`` as ``+00:00``."""
    return _OFFSET.sub(r"\1:\2", stated)


def in_utc(stated: str) -> str | None:
    """``2018-11-06 14:19:18``, which is UTC, as ``2018-11-06T14:19:18Z``; ``None`` for WordPress's ``0000-00-00``."""
    if stated.startswith(_NEVER):
        return None
    found = _BARE.match(stated)
    return f"{found[1]}T{found[2]}Z" if found else stated


def of_mail(stated: str) -> str:
    """``Fri, 16 Jul 2021 13:05:00 +0300`` (RFC 822) in RFC 3339; without a zone, in UTC, as RSS readers take it."""
    try:
        parse_moment(stated)
    except DateError:
        try:
            moment = parsedate_to_datetime(stated[:100])
        except (ValueError, IndexError, TypeError, OverflowError):
            return stated
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    return stated


def said_at(stated: str | None) -> str | None:
    """``stated`` when it is a moment that can be read."""
    if stated is None:
        return None
    try:
        parse_moment(stated)
    except DateError:
        return None
    return stated


def hyphened(stated: str) -> str:
    """``en_US`` as ``en-US``."""
    return stated.replace("_", "-")


def plain(stated: str) -> str:
    """The text of a title or a summary that is sent as HTML."""
    return html.unescape(_TAG.sub("", stated)).strip()


def is_address(stated: object) -> bool:
    """Whether it is an http address."""
    return isinstance(stated, str) and stated.lower().startswith(("http://", "https://"))
