"""Who may do what, channel by channel.

A person works on the channels of which they are a member, directly or by a group, and does there what Django's
permissions allow. What belongs to another channel does not exist for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.decision import Decision
from annotations.models.delivery import Delivery
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.member import ChannelMember
from annotations.models.outgoing import Attempt, Outgoing
from annotations.models.override import Override
from annotations.models.revision import Revision
from annotations.models.run import Run
from annotations.models.waiver import Waiver
from annotations.models.webhook_secret import WebhookSecret

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    Person = User | AnonymousUser

_Row = TypeVar("_Row", bound=models.Model)

_CHANNEL: dict[type[models.Model], str] = {
    Channel: "pk",
    Article: "channel",
    Revision: "article__channel",
    Check: "revision__article__channel",
    Flag: "channel",
    Decision: "flag__article__channel",
    Waiver: "flag__article__channel",
    Override: "article__channel",
    Event: "channel",
    Delivery: "channel",
    WebhookSecret: "channel",
    Callback: "channel",
    Outgoing: "callback__channel",
    Attempt: "message__callback__channel",
    Run: "channel",
}
"""Model -> the way from its rows to their channel."""


def channels_of(user: Person) -> models.QuerySet[Channel]:
    """The channels that ``user`` works on: a superuser on all, a stranger and a dismissed person on none."""
    if not user.is_active or user.is_anonymous:
        return Channel.objects.none()
    if user.is_superuser:
        return Channel.objects.all()
    mine = Q(user=user.pk) | Q(group__in=user.groups.all())
    return Channel.objects.filter(pk__in=ChannelMember.objects.filter(mine).values("channel"))


def visible(rows: models.QuerySet[_Row], user: Person) -> models.QuerySet[_Row]:
    """Those of ``rows`` that belong to channels of ``user``. Events of no channel are for superusers.

    Raises:
        KeyError: for a model whose rows belong to no channel.
    """
    mine = of_channels(rows, channels_of(user))
    return rows if user.is_active and user.is_superuser else mine


def of_channels(rows: models.QuerySet[_Row], channels: models.QuerySet[Channel]) -> models.QuerySet[_Row]:
    """Those of ``rows`` that belong to ``channels``; raises ``KeyError`` as ``visible``."""
    return rows.filter(**{f"{_CHANNEL[rows.model]}__in": channels})


def may(user: Person, permission: str, channel: Channel) -> bool:
    """Whether ``user`` has ``permission``, such as ``dismiss_flag``, on ``channel``."""
    return channels_of(user).filter(pk=channel.pk).exists() and user.has_perm(_full(permission))


def require(user: Person, permission: str, channel: Channel) -> None:
    """Goes on only for those who may.

    Raises:
        Http404: ``user`` does not work on the channel; the answer is the same as for what does not exist.
        PermissionDenied: the permission is missing; the message names it.
    """
    if not channels_of(user).filter(pk=channel.pk).exists():
        raise Http404(_("There is nothing here."))
    if not user.has_perm(_full(permission)):
        raise PermissionDenied(_("That needs the permission %(name)s.") % {"name": _full(permission)})


def _full(permission: str) -> str:
    return permission if "." in permission else f"annotations.{permission}"
