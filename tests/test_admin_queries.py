"""The admin's lists: their queries do not grow with the rows, and nobody sees another channel's."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import events
from annotations.models.channel import Channel
from annotations.models.member import ChannelMember
from annotations.models.register import Register, Snapshot
from tests.api.rows import flag, received

pytestmark = pytest.mark.django_db
LISTS = ("channel", "article", "flag", "event", "register", "channelmember")


def add_rows(count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        channel = Channel.objects.create(name=f"c{number}")
        article = received(channel, f"a{number}")
        user = User.objects.create_user(f"u{number}")
        raised = flag(article, assignee=user)
        ChannelMember.objects.create(channel=channel, user=user)
        with transaction.atomic():
            events.record("flag.opened", channel=channel, article=article, flag=raised, actor=user)
        register = Register.objects.create(name=f"r{number}")
        register.live = Snapshot.objects.create(
            register=register, digest="sha256:1", state=Snapshot.State.LIVE, retrieved_at=timezone.now()
        )
        register.save()


def queries(client: Client, name: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection, ) as captured:
        page = client.get(f"/admin/annotations/{name}/")
    assert page.status_code == 200
    return len(captured), page.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_for_twelve_rows_as_for_two(admin_client: Client, name: str) -> None:
    add_rows(2)
    few, _ = queries(admin_client, name)
    add_rows(10, start=2)
    many, html = queries(admin_client, name)
    assert many == few <= 8
    assert html.count("<tr>") + html.count(" data-row>") >= 12


@pytest.mark.parametrize("name", ["article", "flag", "event", "channel"])
def test_another_channels_rows_are_not_there(client: Client, name: str) -> None:
    add_rows(2)
    member = User.objects.get(username="u0")
    member.is_staff = True
    member.save()
    member.user_permissions.set(Permission.objects.filter(codename=f"view_{name}"))
    client.force_login(member)
    _, html = queries(client, name)
    mine, other = (
        {"article": "Story a%d", "flag": "Story a%d", "event": "Story a%d", "channel": ">c%d<"}[name] % n for n in (0, 1)
    )
    assert mine in html
    assert other not in html


def test_a_row_of_another_channel_is_answered_as_one_that_does_not_exist(client: Client) -> None:
    add_rows(2)
    member = User.objects.get(username="u0")
    member.is_staff = True
    member.save()
    member.user_permissions.set(Permission.objects.filter(codename="view_flag"))
    client.force_login(member)
    other = flag(received(Channel.objects.get(name="c1"), "a9"))
    answers = [client.get(f"/admin/annotations/flag/{key}/change/") for key in (other.pk, other.pk + 1000)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({answer.content for answer in answers}) == 1


def test_nothing_is_added_changed_or_deleted_there(admin_client: Client) -> None:
    add_rows(1)
    for name in ("channel", "article", "flag", "event", "register"):
        assert admin_client.get(f"/admin/annotations/{name}/add/").status_code == 403
    pk = Channel.objects.get().pk
    assert admin_client.get(f"/admin/annotations/channel/{pk}/change/").status_code == 200
    assert admin_client.post(f"/admin/annotations/channel/{pk}/change/", {"name": "x"}).status_code == 403
    assert admin_client.post(f"/admin/annotations/channel/{pk}/delete/", {"post": "yes"}).status_code == 403
