"""A desk with people on it: a channel, a register that is live, articles that are sent and checked at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Permission, User

from annotations.checking import check_revision
from annotations.engine.article import Article as Sent
from annotations.intake.receive import receive
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.member import ChannelMember
from annotations.models.revision import Revision
from tests.registers.desk import entity, taken_over

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PACT = "Северный пакт объявил о наборе добровольцев в приграничных районах области."
LEGION = "Южный легион сообщил о потерях на перевале и попросил о передышке."
PACT_NOTICE = "Северный пакт – террористическая организация, запрещённая в России."
LEGION_NOTICE = "Южный легион – террористическая организация, запрещённая в России."
OTHER_PACT = "На аукционе в Женеве продали картину, которую до войны заказал Северный пакт."

_ALL = ("triage_flag", "dismiss_flag", "dismiss_error_flag", "waive_flag", "approve_waiver", "add_flag")


@dataclass
class Desk:
    """What tests do to a desk; its clock stands still unless it is moved."""

    folder: Path
    name: str = "desk"
    now: datetime = AT
    entities: list[dict[str, Any]] = field(
        default_factory=lambda: [entity("pact", "Северный пакт"), entity("legion", "Южный легион")]
    )

    def open(self) -> Desk:
        """With its register live."""
        taken_over(self.folder, self.entities)
        self.channel = Channel.objects.create(name=self.name, jurisdictions=["RU"])
        return self

    def person(self, name: str, permissions: Iterable[str] = _ALL) -> User:
        """Somebody who works on the channel."""
        user = User.objects.create_user(name)
        user.user_permissions.add(*Permission.objects.filter(codename__in=list(permissions)))
        ChannelMember.objects.create(channel=self.channel, user=user)
        return User.objects.get(pk=user.pk)

    def later(self, **by: float) -> datetime:
        """Moves the clock on; says what it shows."""
        self.now += timedelta(**by)
        return self.now

    def store(self, text: str, *, status: str | None = None, **more: Any) -> Revision:
        """Sends a text of article a1, without having it checked."""
        sent = {"id": "a1", "body": {"format": "text", "value": text}, "language": "ru", "published": "2026-11-01"}
        value = Sent.model_validate(sent | more)
        return receive(value, channel=self.channel, origin="webhook", at=self.now, status=status).revision

    def send(self, text: str, *, status: str | None = None, **more: Any) -> Check:
        """Sends a text and has it checked."""
        return check_revision(self.store(text, status=status, **more), at=self.now)

    def flag(self, subject: str = "pact", rendition: str = "web", external_id: str = "a1") -> Flag:
        """The flag of a1 about somebody."""
        return Flag.objects.select_related("article__channel").get(
            subject=subject, article__channel=self.channel, article__rendition=rendition,
            article__external_id=external_id,
        )

    def article(self, rendition: str = "web", external_id: str = "a1") -> Article:
        rows = Article.objects.select_related("channel", "verdict")
        return rows.get(channel=self.channel, rendition=rendition, external_id=external_id)


def state(flag: Flag) -> str:
    """State and reason as the database has them."""
    flag.refresh_from_db()
    return f"{flag.state}:{flag.reason}"


def story_of(flag: Flag) -> list[str]:
    """The kinds of the flag's events, in order."""
    return list(Event.objects.filter(flag=flag).order_by("id").values_list("kind", flat=True))
