"""Those who call: people of two channels with the rights that newsrooms give them, and machines."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from annotations.models.channel import Channel
from annotations.models.flag import Flag
from annotations.models.run import Run
from annotations.rest.scopes import SCOPES
from annotations.rest.tokens import make_token
from tests.api.rows import flag
from tests.newsroom_app.desk import OWING, live_register
from tests.rest.client import Api
from tests.rest.people import person

REVIEWER = ("view_article", "view_flag", "triage_flag", "dismiss_flag")
LEAD = (
    *REVIEWER, "add_flag", "dismiss_error_flag", "waive_flag", "approve_waiver", "override_gate", "view_override",
    "view_event", "view_channel", "view_register", "change_article", "view_callback",
    "add_callback",
)
EDITOR = (
    "view_article", "view_register", "add_snapshot", "publish_register", "view_rulestage", "edit_rule", "publish_rule",
    "change_nameform", "view_sourcerecord", "change_sourcerecord",
)
ROLES = (
    "anonymous", "reviewer of A", "reviewer of B", "lead", "rules editor", "superuser", "token of A", "token of B",
    "token without scopes",
)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What is there to be asked for, all of it of channel A, and who asks."""

    flag: Flag
    run: Run
    snapshot: int
    callers: dict[str, Api]
    tag: str
    """The article's ETag."""


def newsroom() -> Newsroom:
    """Two channels; everything belongs to the first."""
    register = live_register()
    first = Channel.objects.create(name="wire", jurisdictions=["RU"])
    second = Channel.objects.create(name="radio", jurisdictions=["RU"])
    people = {
        "reviewer of A": person("anna", first, permissions=REVIEWER),
        "reviewer of B": person("boris", second, permissions=REVIEWER),
        "lead": person("lena", first, permissions=LEAD),
        "rules editor": person("rita", first, permissions=EDITOR),
        "superuser": person("root", superuser=True),
    }
    callers = {"anonymous": Api()}
    for role, user in people.items():
        client = Client()
        client.force_login(user)
        callers[role] = Api(client=client)
    at = timezone.now()
    for role, channel, scopes, whose in (
        ("token of A", first, tuple(SCOPES), people["lead"]), ("token of B", second, tuple(SCOPES), people["reviewer of B"]),
        ("token without scopes", first, (), people["lead"]),
    ):
        callers[role] = Api(make_token(channel, role, scopes, at=at, person=whose)[1])
    put = callers["token of A"].put("/articles/a1", article())
    assert put.status_code == 201
    found = flag(first.articles.get())
    run = Run.objects.create(channel=first, kind="rule_impact")
    assert register.live is not None
    return Newsroom(found, run, register.live.pk, callers, put["ETag"])


def article(text: str = OWING) -> dict[str, object]:
    return {"id": "a1", "headline": "Talks", "body": {"format": "text", "value": text}, "language": "en"}
