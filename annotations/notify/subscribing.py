"""People ask to be told, for channels they work on, and stop it again. Nobody is subscribed by anybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from annotations import events
from annotations.delivery.callbacks import open_callback
from annotations.delivery.post import Resolve, system_addresses
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.subscription import Subscription
from annotations.notify.work import ALERT_KIND, DIGEST_KIND
from annotations.permissions import channels_of, require

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NotSubscribed(ValueError):
    """A wish that cannot be met; ``code`` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to hear, and when."""

    alerts: bool = True
    digest: bool = True
    digest_at: time = time(8)
    quiet_from: time | None = None
    quiet_until: time | None = None
    time_zone: str = "UTC"
    language: str = "en"


def by_email(user: User, channel: Channel, wish: Wish, *, at: datetime) -> Subscription:
    """Subscribes, or changes what is wished.

    Raises:
        Http404: the person does not work on the channel.
        NotSubscribed: ``no_address`` when there is no e-mail address to write to.
    """
    _works_there(user, channel)
    if not user.email:
        raise NotSubscribed("no_address", _("You have no e-mail address on this desk; ask for one to be entered."))
    return _kept(user, channel, Subscription.Via.EMAIL, None, wish, at)


def by_webhook(
    user: User, channel: Channel, url: str, wish: Wish, *, at: datetime, resolve: Resolve = system_addresses
) -> tuple[Subscription, str]:
    """The same by a signed webhook, to a chat for instance; with the secret, which nobody can read again.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``add_callback``.
        CallbackRefused: the address may not be called.
        NotSubscribed: ``webhook_exists``.
    """
    require(user, "add_callback", channel)
    if Subscription.objects.filter(user=user, channel=channel, via=Subscription.Via.WEBHOOK).exists():
        raise NotSubscribed("webhook_exists", _("You have a webhook for this channel; stop it first."))
    with transaction.atomic():
        callback, secret = open_callback(
            channel, url, at=at, by=user, wanted=(ALERT_KIND, DIGEST_KIND), resolve=resolve
        )
        return _kept(user, channel, Subscription.Via.WEBHOOK, callback, wish, at), secret


def stop(subscription: Subscription, *, by: User, at: datetime) -> None:
    """Ends a subscription; the callback of a webhook is switched off.

    Raises:
        Http404: it is somebody else's.
    """
    if subscription.user_id != by.pk:
        raise Http404(_("There is nothing here."))
    with transaction.atomic():
        if subscription.callback_id is not None:
            Callback.objects.filter(pk=subscription.callback_id).update(
                is_active=False, disabled_because=Callback.Disabled.BY_HAND
            )
        told = {"via": subscription.via, "channel": subscription.channel.name}
        events.record("subscription.ended", channel=subscription.channel, actor=by, at=at, data=told)
        subscription.delete()


def _works_there(user: User, channel: Channel) -> None:
    if not channels_of(user).filter(pk=channel.pk).exists():
        raise Http404(_("There is nothing here."))


def _kept(
    user: User, channel: Channel, via: str, callback: Callback | None, wish: Wish, at: datetime
) -> Subscription:
    wanted = {name: getattr(wish, name) for name in Wish.__slots__}
    with transaction.atomic():
        row, _made = Subscription.objects.update_or_create(
            user=user, channel=channel, via=via, defaults={"callback": callback, **wanted}
        )
        told = {"via": via, "alerts": row.alerts, "digest": row.digest}
        events.record("subscription.changed", channel=channel, actor=user, at=at, data=told)
    return row
