"""People of the tests."""

from __future__ import annotations

from django.contrib.auth.models import Permission, User

from annotations.models.channel import Channel
from annotations.models.member import ChannelMember


def person(name: str, *channels: Channel, permissions: tuple[str, ...] = (), superuser: bool = False) -> User:
    """A member of ``channels`` with these permissions of ours."""
    made = User.objects.create_superuser(name) if superuser else User.objects.create_user(name, is_staff=True)
    for channel in channels:
        ChannelMember.objects.create(channel=channel, user=made)
    for codename in permissions:
        made.user_permissions.add(Permission.objects.get(content_type__app_label="annotations", codename=codename))
    return User.objects.get(pk=made.pk)
