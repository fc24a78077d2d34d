"""A revision is checked: what is kept, what its article says, and what happens when it cannot be."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from annotations import checking
from annotations.asking import OverBudgetError, within
from annotations.checking import check_revision
from annotations.engine.article import Article as Sent
from annotations.intake.receive import receive
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.revision import Revision
from annotations.rulebook.load import PACKS, shipped_packs
from tests.registers.desk import entity, taken_over

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NAMED = "Северный пакт объявил о себе."


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with one banned organisation is live."""
    taken_over(tmp_path, [entity("pact", "Северный пакт")])
    return tmp_path


def revision(text: str = NAMED, status: str | None = None, **more: Any) -> Revision:
    channel, _ = Channel.objects.get_or_create(name="desk", defaults={"jurisdictions": ["RU"]})
    sent = {"id": "a1", "body": {"format": "text", "value": text}, "language": "ru", "published": "2026-11-01"} | more
    return receive(Sent.model_validate(sent), channel=channel, origin="webhook", at=AT, status=status).revision


def trail() -> tuple[int, list[str]]:
    return Check.objects.count(), list(Event.objects.filter(channel__isnull=False).order_by("id").values_list("kind", flat=True))


def test_a_check_says_by_what_it_was_made_and_opens_flags(register: Path) -> None:
    made = check_revision(revision(), at=AT)
    assert (made.decision, made.error_code, made.as_of) == ("block", "", "2026-11-01")
    assert set(made.packs) == set(shipped_packs())
    assert made.registers["ru"].startswith("sha256:")
    assert made.report["findings"][0]["subject"] == "pact"
    assert Article.objects.get().verdict == made
    assert Flag.objects.get().subject == "pact"


def test_the_same_again_writes_nothing_and_does_not_ask_the_engine(register: Path) -> None:
    first = check_revision(revision(), at=AT)
    before = trail()
    for hour in range(10):
        assert check_revision(Revision.objects.get(), at=AT + timedelta(hours=hour)) == first
    assert trail() == before


@override_settings(ANNOTATIONS={"JURISDICTIONS": ["RU"]})
@pytest.mark.parametrize(
    ("channel", "article", "decision"),
    [(["RU"], [], "block"), (["DE"], [], "allow"), (["DE"], ["RU"], "block"), ([], [], "block")], ids=str,
)
def test_where_it_is_addressed_is_said_by_the_article_else_the_channel_else_the_project(
    register: Path, channel: list[str], article: list[str], decision: str
) -> None:
    Channel.objects.create(name="desk", jurisdictions=channel)
    assert check_revision(revision(jurisdictions=article), at=AT).decision == decision


def test_a_channel_has_its_own_packs_and_actions(register: Path) -> None:
    Channel.objects.create(name="desk", jurisdictions=["RU"], gate={"error": "warn"})
    assert check_revision(revision(), at=AT).decision == "warn"
    Channel.objects.update(packs=["gb"])
    made = check_revision(Revision.objects.get(), at=AT)
    assert (made.decision, set(made.packs)) == ("allow", {"gb"})


def test_a_register_that_came_and_went_is_two_checks_and_flags_follow_each_time(register: Path) -> None:
    check_revision(revision(), at=AT)
    last: list[str] = []
    for ended in ("2020-01-01", None, "2020-01-01"):
        taken_over(register, [entity("pact", "Северный пакт", ended_on=ended)], at=AT + timedelta(hours=len(last) + 1))
        last.append(check_revision(Revision.objects.get(), at=AT).decision)
    assert last == ["allow", "block", "allow"]
    assert Check.objects.count() == 2
    assert Article.objects.get().verdict == Check.objects.order_by("-id").first()


def test_a_draft_is_checked_once_a_day(register: Path) -> None:
    draft = revision(published=None)
    made = [check_revision(draft, at=AT + timedelta(hours=hour)).pk for hour in (0, 5, 24)]
    assert made[0] == made[1] != made[2]


def test_an_older_revision_is_checked_for_history_and_changes_nothing(register: Path) -> None:
    check_revision(revision("Погода.", revision=2), at=AT)
    old = revision(NAMED, revision=1)
    assert check_revision(old, at=AT).decision == "block"
    assert not Flag.objects.exists()
    assert Article.objects.get().verdict == Check.objects.get(revision__number=2)
    assert check_revision(old, at=AT + timedelta(days=3)) == Check.objects.get(revision=old)


def break_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **options: Any) -> None:
        raise ZeroDivisionError("engine")

    monkeypatch.setattr(checking, "check", broken)


def test_an_engine_that_fails_never_says_clean(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        break_the_engine(broken)
        made = [check_revision(revision(), at=AT).pk for _ in range(5)]
    assert Check.objects.values_list("decision", "error_code").get() == ("unchecked", "engine_failed")
    assert len(set(made)) == 1
    assert Article.objects.get().unchecked == "engine_failed"
    assert check_revision(Revision.objects.get(), at=AT).decision == "block"
    assert Article.objects.get().unchecked == ""
    assert [kind for kind in trail()[1] if kind.startswith("article.")] == ["article.unchecked", "article.checked"]


def test_flags_stay_as_they_are_while_nothing_can_be_said(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_revision(revision(), at=AT)
    break_the_engine(monkeypatch)
    check_revision(revision("Погода."), at=AT)
    assert Flag.objects.get().state == "open"


def test_a_text_too_complex_is_unchecked(register: Path) -> None:
    made = check_revision(revision(body={"format": "html", "value": "<b>" * 60_000}), at=AT)
    assert (made.decision, made.error_code) == ("unchecked", "too_complex")
    assert Article.objects.get().unchecked == "too_complex"


def test_names_that_could_not_be_looked_for_are_not_clean_either() -> None:
    made = check_revision(revision(), at=AT)
    assert (made.decision, made.error_code) == ("unchecked", "register_missing")
    assert made.report["unchecked"][0]["what"] == "registers"


def test_a_pack_that_is_not_there_is_a_failure(register: Path) -> None:
    Channel.objects.create(name="desk", packs=["no-such-pack"])
    made = check_revision(revision(), at=AT)
    assert (made.decision, made.error_code) == ("unchecked", "engine_failed")


def test_a_check_over_its_budget_is_unchecked(register: Path) -> None:
    made = check_revision(revision(NAMED * 3000), at=AT, budget_ms=1)
    assert (made.decision, made.error_code) == ("unchecked", "over_budget")


def test_work_in_time_is_answered_and_its_failures_are_its_own() -> None:
    assert within(None, lambda: 1) == within(5000, lambda: 1) == 1
    with pytest.raises(ZeroDivisionError):
        within(5000, lambda: 1 // 0)
    asked_no_more = threading.Event()
    with pytest.raises(OverBudgetError, match="within 20 ms"):
        within(20, asked_no_more.wait)
    asked_no_more.set()


def state_of_flag() -> tuple[str, str]:
    flag = Flag.objects.get()
    return flag.state, flag.reason


def test_flags_of_a_withdrawn_article_are_obsolete_and_come_back_with_it(register: Path) -> None:
    states = []
    for status in ("live", "withdrawn", "live"):
        check_revision(revision(status=status), at=AT)
        states.append(state_of_flag())
    assert states == [("open", "new"), ("closed", "obsolete"), ("open", "reopened")]
    assert Check.objects.count() == 1


def test_flags_of_a_withdrawn_article_are_closed_though_the_engine_fails(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_revision(revision(status="live"), at=AT)
    break_the_engine(monkeypatch)
    check_revision(revision(status="withdrawn"), at=AT)
    assert state_of_flag() == ("closed", "obsolete")
    assert Article.objects.get().unchecked == ""


def test_no_query_comes_of_how_often_it_was_checked(register: Path) -> None:
    counts = []
    for number in range(1, 12):
        made = revision(f"{NAMED} {number}", revision=number)
        with CaptureQueriesContext(connection) as caught:
            check_revision(Revision.objects.select_related("article__channel").get(pk=made.pk), at=AT)
        counts.append(len(caught))
    assert len(set(counts[2:])) == 1
    assert counts[2] <= 40


def test_flags_of_a_pack_of_the_house_are_fixed_like_any_other(register: Path) -> None:
    house = register / "house"
    house.mkdir()
    for file in (PACKS / "ru").glob("rules*.yaml"):
        text = file.read_text("utf-8").replace("pack: ru", "pack: house").replace("id: ru.", "id: house.")
        (house / file.name).write_text(text, "utf-8")
    Channel.objects.create(name="desk", jurisdictions=["RU"], packs=[str(house)])
    check_revision(revision(), at=AT)
    assert Flag.objects.get().rule.startswith("house.")
    check_revision(revision("Погода."), at=AT)
    assert state_of_flag() == ("closed", "fixed")
