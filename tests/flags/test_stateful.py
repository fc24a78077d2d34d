"""The whole life of flags, in any order of what can happen: texts new and late, decisions, waivers, registers, time."""

from __future__ import annotations

import itertools
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from annotations import events
from annotations.flags import decisions, manual, triage, waivers
from annotations.flags.life import TRANSITIONS, TransitionRefused
from annotations.flags.similarity import similarity
from annotations.models.decision import Decision
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.waiver import Waiver
from tests.flags.desk import LEGION, LEGION_NOTICE, OTHER_PACT, PACT, PACT_NOTICE, Desk
from tests.registers.desk import entity, taken_over

RUNS = 500 if os.environ.get("ANNOTATIONS_FULL") else 20
PIECES = (PACT, OTHER_PACT, LEGION, PACT_NOTICE, LEGION_NOTICE, "Погода обещает быть ясной.")
WHY = "Договорились с юристом на летучке."
REASONS = [reason for reason in Decision.Reason.values if reason]
_LEGAL = {(reason, ":".join(way.to)) for way in TRANSITIONS.values() for reason in way.of}
_run = itertools.count()


class Life(RuleBasedStateMachine):
    """One article of one desk."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(self.folder, name=f"desk{next(_run)}").open()
        self.people = [self.desk.person(f"{name}@{self.desk.name}") for name in ("anna", "boris")]
        self.number = 1000
        self.text = ""
        self.seen = 0

    def send(self, text: str, number: int, status: str | None) -> None:
        newest = number > self.number or not self.text
        self.desk.send(text, revision=number, status=status)
        if newest:
            self.number, self.text = number, text

    # What comes in.

    @rule(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=4, unique=True), live=st.booleans())
    def a_new_text(self, pieces: list[str], live: bool) -> None:
        self.send("\n\n".join(pieces), self.number + 1, "live" if live else None)

    @rule(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=3, unique=True))
    def an_older_text_comes_late(self, pieces: list[str]) -> None:
        before = self.snapshot()
        self.seen += 1
        late = 900 - self.seen
        self.desk.send("\n\n".join(pieces), revision=late)
        if self.text:
            assert self.snapshot() == before
        else:
            self.text, self.number = "\n\n".join(pieces), late

    @precondition(lambda self: self.text)
    @rule()
    def the_same_text_again(self) -> None:
        before, count = self.snapshot(), Event.objects.filter(channel=self.desk.channel).count()
        self.desk.send(self.text, revision=self.number)
        assert self.snapshot() == before
        assert Event.objects.filter(channel=self.desk.channel).count() == count

    @precondition(lambda self: self.text)
    @rule()
    def it_is_withdrawn(self) -> None:
        self.send(self.text, self.number + 1, "withdrawn")

    @precondition(lambda self: self.text)
    @rule(ended=st.booleans())
    def the_register_changes(self, ended: bool) -> None:
        rows = [entity("pact", "Северный пакт", ended_on="2026-01-01" if ended else None), entity("legion", "Южный легион")]
        taken_over(self.desk.folder, rows)
        if self.desk.article().status != "withdrawn":
            self.send(self.text, self.number + 1, None)

    # What people do.

    @rule(nth=st.integers(0, 5), who=st.integers(0, 1), reason=st.sampled_from(REASONS))
    def somebody_dismisses(self, nth: int, who: int, reason: str) -> None:
        self.attempt(nth, lambda flag: decisions.dismiss(flag, by=self.people[who], reason=reason, note=WHY, at=self.desk.now))

    @rule(nth=st.integers(0, 5), who=st.integers(0, 1))
    def somebody_undoes(self, nth: int, who: int) -> None:
        made = list(Decision.objects.filter(flag__article__channel=self.desk.channel).order_by("pk"))
        if made:
            self.refusable(lambda: decisions.undo(made[nth % len(made)], by=self.people[who], at=self.desk.now))

    @rule(nth=st.integers(0, 5), who=st.integers(0, 1))
    def somebody_reopens(self, nth: int, who: int) -> None:
        self.attempt(nth, lambda flag: decisions.reopen(flag, by=self.people[who], note=WHY, at=self.desk.now))

    @rule(nth=st.integers(0, 5), who=st.integers(0, 1), days=st.integers(1, 95))
    def somebody_asks_for_a_waiver(self, nth: int, who: int, days: int) -> None:
        until = self.desk.now + timedelta(days=days)
        self.attempt(nth, lambda flag: waivers.request(flag, by=self.people[who], reason=WHY, until=until, at=self.desk.now))

    @rule(nth=st.integers(0, 5), who=st.integers(0, 1), approves=st.booleans())
    def somebody_answers_for_it(self, nth: int, who: int, approves: bool) -> None:
        asked = list(Waiver.objects.filter(flag__article__channel=self.desk.channel).order_by("-pk"))
        if asked:
            step = waivers.approve if approves else waivers.revoke
            self.refusable(lambda: step(asked[nth % len(asked)], by=self.people[who], at=self.desk.now))

    @rule(nth=st.integers(0, 5), who=st.integers(0, 1), what=st.sampled_from(["claim", "release", "legal", "comment", "settle"]))
    def somebody_works_on_it(self, nth: int, who: int, what: str) -> None:
        by, at = self.people[who], self.desk.now
        self.attempt(nth, {
            "claim": lambda flag: triage.claim(flag, by=by, at=at),
            "release": lambda flag: triage.release(flag, by=by, at=at),
            "legal": lambda flag: triage.send_to(flag, waiting_on="legal", by=by, at=at),
            "comment": lambda flag: decisions.comment(flag, by=by, note=WHY, at=at),
            "settle": lambda flag: manual.settle(flag, by=by, at=at),
        }[what])  # fmt: skip

    @precondition(lambda self: self.text)
    @rule(who=st.integers(0, 1), piece=st.sampled_from(PIECES))
    def somebody_raises_one(self, who: int, piece: str) -> None:
        self.refusable(lambda: manual.raise_flag(
            self.desk.article(), by=self.people[who], quote=piece[:20], note=WHY, at=self.desk.now
        ))  # fmt: skip

    @rule(hours=st.integers(1, 24 * 40))
    def time_goes_by(self, hours: int) -> None:
        waivers.end_due(at=self.desk.later(hours=hours))

    # What always holds.

    @invariant()
    def every_state_is_in_the_table(self) -> None:
        for flag in self.flags():
            reasons = {"open": {"new", "ongoing", "reopened"}, "waived": {"waived"}}
            assert flag.reason in reasons.get(flag.state, {"fixed", "false_positive", "not_applicable", "obsolete"})
            assert (flag.closed_at is not None) == (flag.state == "closed")
            assert (flag.reopened_because != "") == (flag.reason == "reopened")
            assert not (flag.state == "closed" and (flag.assignee_id or flag.waiting_on))

    @invariant()
    def a_flag_is_waived_by_one_waiver_and_a_closed_one_has_none(self) -> None:
        for flag in self.flags():
            held = list(flag.waivers.filter(state__in=("requested", "active")).values_list("state", flat=True))
            assert held == (["active"] if flag.state == "waived" else [] if flag.state == "closed" else held[:1])
            assert flag.state != "open" or "active" not in held

    @invariant()
    def every_debt_of_the_newest_text_has_its_flag_and_no_other_is_open(self) -> None:
        article = self.desk.article() if self.text else None
        if article is None or (article.verdict is None and article.status != "withdrawn"):
            return
        owed = set()
        if article.status != "withdrawn" and article.verdict is not None:
            rows = article.verdict.report["findings"]
            owed = {(row["rule"], row["subject"]) for row in rows if row["outcome"] != "voluntary"}
        flags = {(flag.rule, flag.subject): flag for flag in self.flags() if not flag.manual}
        assert owed <= flags.keys()
        for key, flag in flags.items():
            if key in owed:
                assert flag.reason not in ("fixed", "obsolete")
            else:
                assert flag.state == "closed"

    @invariant()
    def a_dismissal_covers_what_is_in_the_text(self) -> None:
        for flag in self.flags():
            if flag.reason in ("false_positive", "not_applicable") and flag.found and not flag.manual:
                kept = flag.decisions.filter(kind="dismiss", undone_at=None).latest("at", "id")
                said = [piece for piece in PIECES if piece in self.text and "пакт" in piece.lower()]
                known = [row["sentence"] for row in kept.anchors]
                if flag.subject == "pact" and known and flag.outcome == "missing":
                    assert all(max(similarity(piece, other) for other in known) >= 0.8 for piece in said)

    @invariant()
    def the_history_tells_each_step_once(self) -> None:
        for flag in self.flags():
            now = ""
            for event in Event.objects.filter(flag=flag).order_by("id"):
                after = event.data["state"]
                if now and after != now:
                    assert event.data["before"] == now
                    assert (now.partition(":")[2], after) in _LEGAL
                if after == "closed:fixed" and now != after:
                    assert (event.actor_name, bool(event.data["check"])) == ("system", True)
                now = after
            assert now == f"{flag.state}:{flag.reason}"

    def teardown(self) -> None:
        assert events.verify(self.desk.channel) == []
        keys = [flag.key for flag in self.flags()]
        assert len(keys) == len(set(keys))

    def flags(self) -> list[Flag]:
        return list(Flag.objects.filter(article__channel=self.desk.channel).order_by("pk"))

    def snapshot(self) -> list[tuple[Any, ...]]:
        return [(flag.pk, flag.state, flag.reason, flag.version, flag.found, flag.finding) for flag in self.flags()]

    def attempt(self, nth: int, step: Any) -> None:
        flags = list(Flag.objects.filter(article__channel=self.desk.channel).select_related("article__channel").order_by("pk"))
        if flags:
            self.refusable(lambda: step(flags[nth % len(flags)]))

    def refusable(self, step: Any) -> None:
        """A step is taken, or refused with a code and nothing has changed."""
        before, count = self.snapshot(), Event.objects.filter(channel=self.desk.channel).count()
        refused = ""
        try:
            step()
        except TransitionRefused as error:
            refused = error.code
        if refused:
            assert (self.snapshot(), Event.objects.filter(channel=self.desk.channel).count()) == (before, count)


@pytest.mark.django_db
def test_no_order_of_what_can_happen_breaks_a_flags_life(tmp_path: Path) -> None:
    Life.folder = tmp_path
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=RUNS, stateful_step_count=25, deadline=None, print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
