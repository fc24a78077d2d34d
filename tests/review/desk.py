"""A desk with articles from the samples: hooked ones, whose fixes can be made here, and a channel of another system."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission, User
from django.test import Client

from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.checking import check_revision
from annotations.engine.article import Article as Sent
from annotations.flags import decisions, triage, waivers
from annotations.intake.receive import receive
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.flag import Flag
from annotations.models.member import ChannelMember
from tests.newsroom_app.desk import BOTH, OWING, live_register
from tests.newsroom_app.models import Story

AT = datetime.now(UTC).replace(microsecond=0)
EVERYTHING = (
    "view_flag", "view_article", "triage_flag", "dismiss_flag", "dismiss_error_flag", "waive_flag", "approve_waiver",
    "fix_flag", "add_flag", "view_event",
)  # fmt: skip
RUSSIAN = (
    "Переговоры с Варкешем продолжаются второй день. Представители Варкеша прибыли в столицу утром.\n\n"
    "Обозреватели называют Варкеш* главным участником встречи."
)


_HOURS = {"a1": 1, "a2": 3, "a3": 26, "a4": 200}
"""How long the flags of each article have waited."""


@dataclass
class Newsroom:
    """What the tests of pages stand on."""

    wire: Channel
    hooked: Channel
    people: dict[str, User] = field(default_factory=dict)

    def person(self, name: str, *permissions: str, channels: tuple[Channel, ...] | None = None) -> User:
        """Somebody who may log in; a member of both channels unless told otherwise."""
        user = User.objects.create_user(name, password=name, is_staff=True)
        wanted = Permission.objects.filter(codename__in=permissions or (*EVERYTHING, "change_story"))
        user.user_permissions.add(*wanted)
        for channel in channels if channels is not None else (self.wire, self.hooked):
            ChannelMember.objects.create(channel=channel, user=user)
        self.people[name] = User.objects.get(pk=user.pk)
        return self.people[name]

    def send(self, text: str, external_id: str = "a1", *, status: str | None = None, at: datetime = AT, **more: Any) -> Article:
        """A text of the wire, checked."""
        sent = {"id": external_id, "body": {"format": "text", "value": text}, "published": "2023-05-18"} | more
        value = Sent.model_validate(sent)
        receipt = receive(value, channel=self.wire, origin="webhook", at=at, status=status)
        check_revision(receipt.revision, at=at)
        return Article.objects.get(pk=receipt.article.pk)

    def story(self, text: str = OWING, **fields: Any) -> Story:
        """A story of the host, saved through the hooks, so that it is checked."""
        made = Story.objects.create(title=fields.pop("title", "Envoys at the border"), text=text, country="RU", **fields)
        return Story.objects.get(pk=made.pk)

    def flag(self, **by: Any) -> Flag:
        """The first open flag that fits, or any other."""
        return Flag.objects.select_related("article__channel").filter(**by).order_by("id")[0]

    def client(self, name: str) -> Client:
        """Logged in as somebody."""
        client = Client()
        client.force_login(self.people[name])
        return client


def newsroom() -> Newsroom:
    """Registers, two channels, and nobody yet."""
    live_register()
    adapter = adapter_for(Story)
    assert adapter is not None
    wire = Channel.objects.create(name="wire", title="Wire service", jurisdictions=["RU"])
    return Newsroom(wire, channel_of(adapter))


def busy() -> Newsroom:
    """The same with two people and flags in all states that the queue has."""
    made = newsroom()
    anna, boris = made.person("anna"), made.person("boris")
    made.send(OWING, "a1", status="live", headline="Talks on the border have begun", language="en",
              url="https://wire.example/talks")  # fmt: skip
    made.send(OWING + " Talks go on.", "a1", status="live", headline="Talks on the border go on", language="en",
              url="https://wire.example/talks")  # fmt: skip
    made.send(BOTH, "a2", headline="White Outpost meets envoys", language="en")
    made.send(RUSSIAN, "a3", status="live", headline="Переговоры продолжаются", language="ru", section="Мир")
    made.send(OWING, "a4", language="en")
    made.story()
    first, second = made.flag(article__external_id="a2"), made.flag(article__external_id="a4")
    triage.claim(first, by=boris, at=AT)
    triage.send_to(second, waiting_on="legal", by=anna, note="Is this still a ban?", at=AT)
    decisions.comment(first, by=boris, note="The author says that the second group is meant.", at=AT)
    for flag in Flag.objects.filter(article__channel=made.wire).select_related("article__latest"):
        Flag.objects.filter(pk=flag.pk).update(opened_at=AT - timedelta(hours=_HOURS[flag.article.external_id]))
    third = Flag.objects.filter(article__external_id="a2").exclude(pk=first.pk).first()
    if third is not None:
        waivers.request(third, by=boris, reason="Cleared by phone until Friday.", until=AT + timedelta(days=3), at=AT)
    return made
