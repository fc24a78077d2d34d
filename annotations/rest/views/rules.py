"""``/rules``: what articles are checked by, and what a rule does to those that are stored."""

from __future__ import annotations

from typing import Annotated, Literal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.asking import packs_of
from annotations.conf import desk
from annotations.engine.rulebook import Pack, Rule
from annotations.jobs.handlers import IMPACT
from annotations.jobs.queue import enqueue
from annotations.models.run import Run
from annotations.registers.live import current_reference
from annotations.rest.caller import Caller
from annotations.rest.endpoint import Endpoint, told
from annotations.rest.operation import InChannel, Operation, Sent, Told, methods
from annotations.rest.paging import Page, Paged, cut_list
from annotations.rest.problem import no_such
from annotations.rest.views.runs import RunTold
from annotations.rulebook.describe import basis_of


class RuleTold(Told):
    """A rule."""

    id: str
    version: int
    pack: str
    pack_version: str
    title: str
    why: str
    family: str
    level: Literal["error", "warning", "note"]
    basis: str
    in_force_from: str | None
    in_force_to: str | None
    enabled: bool
    note: str

    @classmethod
    def of(cls, rule: Rule, pack: Pack) -> RuleTold:
        started, ended = rule.in_force.from_, rule.in_force.to
        return cls(
            id=rule.id, version=rule.version, pack=pack.pack, pack_version=pack.version, title=rule.title, why=rule.why,
            family=rule.family, level=rule.level.value, basis=basis_of(rule.basis),
            in_force_from=started.isoformat() if started else None, in_force_to=ended.isoformat() if ended else None,
            enabled=rule.enabled, note=rule.note,
        )


class RulePage(Page):
    """Rules."""

    results: list[RuleTold]


class ImpactAsked(Sent):
    """How much is looked at."""

    sample: Annotated[int, Field(ge=1, le=500)] = Field(100, description="Articles that are checked.")


class RulesView(Endpoint):
    """The rules of a channel."""

    operations = methods(
        GET=Operation(
            "rules_list", "The rules that articles of the channel are checked by.", scope="rules:read", query=Paged,
            answers={200: RulePage}, problems=("cursor_invalid",),
            links={"rule": ("rules_read", {"rule": "$response.body#/results/0/id"})},
        )
    )

    def get(self, request: Request) -> Response:
        query = self.asked(Paged)
        rows = sorted(_rules(self.caller, query.channel), key=lambda row: row[0].id)
        page, further = cut_list(rows, query, path=request.path, key=lambda row: str(row[0].id))
        return told(RulePage(results=[RuleTold.of(*row) for row in page], next=further))


class RuleView(Endpoint):
    """One rule."""

    operations = methods(
        GET=Operation(
            "rules_read", "One rule.", scope="rules:read", query=InChannel, answers={200: RuleTold}
        )
    )

    def get(self, request: Request, rule: str) -> Response:
        return told(RuleTold.of(*_rule(self.caller, rule, self.asked(InChannel).channel)))


class ImpactView(Endpoint):
    """What a rule does to the articles that are stored."""

    operations = methods(
        POST=Operation(
            "rules_impact", "Asks how many stored articles a rule would find fault with, switched on or not.",
            scope="rules:read", permission="view_article", query=InChannel, body=ImpactAsked, answers={202: RunTold},
            links={"run": ("runs_read", {"run": "$response.body#/id"})},
        )
    )

    def post(self, request: Request, rule: str) -> Response:
        channel = self.caller.channel(self.asked(InChannel).channel)
        found, _ = _rule(self.caller, rule, channel.name)
        asked, now = self.sent(ImpactAsked), timezone.now()
        with transaction.atomic():
            run = Run.objects.create(channel=channel, kind=IMPACT, asked={"rule": found.id, "sample": asked.sample})
            enqueue(IMPACT, dedupe=f"run:{run.pk}", run_after=now, payload={"run": run.pk})
        run.refresh_from_db()
        place = reverse("annotations:api-run", args=[run.pk])
        return told(RunTold.of(run), status=202, headers={"Location": place})


def _rules(caller: Caller, channel: str | None) -> list[tuple[Rule, Pack]]:
    """Of the channel's packs, each rule as it counts at its stage; for a person who names no channel, the project's."""
    named = caller.channel(channel) if channel is not None or caller.token is not None else None
    packs = packs_of(named) if named is not None else desk().packs or None
    return [(rule, pack) for pack in current_reference(packs).packs for rule in pack.rules]


def _rule(caller: Caller, rule: str, channel: str | None) -> tuple[Rule, Pack]:
    found = next((row for row in _rules(caller, channel) if row[0].id == rule), None)
    if found is None:
        raise no_such()
    return found
