"""Who may do what on which channel."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.member import ChannelMember
from annotations.models.register import Register
from annotations.permissions import channels_of, may, require, visible
from tests.api.rows import flag, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Channel:
    return Channel.objects.create(name="mine")


@pytest.fixture
def other() -> Channel:
    return Channel.objects.create(name="other")


@pytest.fixture
def member(mine: Channel) -> User:
    user = User.objects.create_user("anna")
    ChannelMember.objects.create(channel=mine, user=user)
    return user


def test_members_work_on_their_channels_and_superusers_on_all(mine: Channel, other: Channel, member: User) -> None:
    assert list(channels_of(member)) == [mine]
    assert list(channels_of(User.objects.create_superuser("root"))) == [mine, other]
    assert list(channels_of(AnonymousUser())) == []


def test_a_group_works_on_a_channel(mine: Channel, other: Channel) -> None:
    group = Group.objects.create(name="legal")
    user = User.objects.create_user("lev")
    user.groups.add(group)
    ChannelMember.objects.create(channel=other, group=group)
    ChannelMember.objects.create(channel=other, user=user)
    assert list(channels_of(user)) == [other]


def test_a_dismissed_person_works_on_none(member: User, mine: Channel) -> None:
    member.is_active = False
    assert list(channels_of(member)) == []
    root = User(username="root", is_superuser=True, is_active=False)
    assert list(visible(Channel.objects.all(), root)) == []


def test_rows_of_other_channels_are_not_there(mine: Channel, other: Channel, member: User) -> None:
    seen, _ = flag(received(mine, "1")), flag(received(other, "2"))
    assert list(visible(Flag.objects.all(), member)) == [seen]
    assert visible(Flag.objects.all(), User.objects.create_superuser("root")).count() == 2
    assert visible(Event.objects.all(), member).count() == 0
    with pytest.raises(KeyError):
        visible(Register.objects.all(), member)


def test_what_is_required_is_404_elsewhere_and_403_without_the_permission(
    mine: Channel, other: Channel, member: User
) -> None:
    with pytest.raises(Http404):
        require(member, "dismiss_flag", other)
    with pytest.raises(PermissionDenied, match=r"annotations\.dismiss_flag"):
        require(member, "dismiss_flag", mine)
    member.user_permissions.add(Permission.objects.get(codename="dismiss_flag"))
    again = User.objects.get(pk=member.pk)
    require(again, "annotations.dismiss_flag", mine)
    assert may(again, "dismiss_flag", mine)
    assert not may(again, "dismiss_flag", other)


def test_a_member_is_a_person_or_a_group_once(mine: Channel, member: User) -> None:
    group = Group.objects.create(name="legal")
    for wrong in ({}, {"user": member}, {"user": User.objects.create_user("b"), "group": group}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChannelMember.objects.create(channel=mine, **wrong)
