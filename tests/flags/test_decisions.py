"""What people decide, and how long it holds."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404

from annotations import events
from annotations.flags import decisions, life
from annotations.flags.life import TransitionRefused, VersionConflict
from annotations.jobs.worker import Worker
from annotations.models.channel import Channel
from annotations.models.decision import Decision
from annotations.models.event import Event
from annotations.models.flag import Flag
from tests.flags.desk import LEGION, LEGION_NOTICE, OTHER_PACT, PACT, PACT_NOTICE, Desk, state, story_of
from tests.registers.desk import entity, taken_over

WHY = "Это название картины, а не организация."


@pytest.mark.parametrize(
    ("reason", "closed_as"),
    [
        ("wrong_entity", "false_positive"), ("not_a_mention", "false_positive"), ("already_present", "false_positive"),
        ("not_in_force", "not_applicable"), ("contract_exempt", "not_applicable"),
        ("editorial_decision", "not_applicable"), ("test", "not_applicable"),
    ],
)  # fmt: skip
def test_a_dismissed_flag_is_closed_and_says_who_why_and_on_what(
    desk: Desk, anna: User, reason: str, closed_as: str
) -> None:
    desk.send(PACT)
    flag = desk.flag()
    made = decisions.dismiss(flag, by=anna, reason=reason, note=WHY, at=desk.now)
    assert state(flag) == f"closed:{closed_as}"
    assert flag.closed_at == desk.now
    event = Event.objects.filter(flag=flag).latest("id")
    assert (event.kind, event.actor_name, event.data["reason"], event.data["note"]) == ("dismissed", "anna", reason, WHY)
    (anchor,) = made.anchors
    assert (anchor["exact"], anchor["sentence"]) == ("Северный пакт", PACT)
    assert events.verify() == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PACT, id="the same text"),
        pytest.param(f"{LEGION} {LEGION_NOTICE}\n\n{PACT}", id="moved down"),
        pytest.param(PACT.replace("набор", "Набор").replace("области", "края"), id="house style"),
        pytest.param(PACT.replace(" ", "\u00a0").replace("в приграничных", "в  приграничных"), id="other spaces"),
        pytest.param(f"{PACT}\n\n{PACT}", id="said twice"),
    ],
)
def test_a_dismissal_holds_through_edits(desk: Desk, anna: User, text: str) -> None:
    desk.send(PACT)
    flag = desk.flag()
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    desk.send(text)
    assert state(flag) == "closed:false_positive"
    assert story_of(flag) == ["opened", "dismissed"]


def test_a_dismissal_holds_while_the_name_is_out_of_the_text_and_back(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    desk.send(LEGION)
    desk.send(PACT)
    assert state(flag) == "closed:false_positive"


def reopened(desk: Desk, flag: Flag) -> str:
    assert state(flag) == "open:reopened"
    event = Event.objects.filter(flag=flag).latest("id")
    assert event.kind == "reopened"
    assert event.data["because"] == flag.reopened_because
    return flag.reopened_because


def test_a_clearly_different_mention_opens_it_again(desk: Desk, anna: User) -> None:
    desk.send(OTHER_PACT)
    flag = desk.flag()
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    desk.send(f"{OTHER_PACT}\n\n{PACT}")
    assert reopened(desk, flag) == "new_evidence"
    desk.send(OTHER_PACT)
    assert state(flag) == "open:reopened"


def test_a_changed_register_entry_opens_it_again(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    desk.entities[0] = entity("pact", "Северный пакт", "Пакт Севера")
    taken_over(desk.folder, desk.entities)
    desk.send(PACT)
    assert reopened(desk, flag) == "entity_changed"


def test_another_version_of_the_rule_opens_it_again(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    # As it would be had it been dismissed under the version before.
    Flag.objects.filter(pk=flag.pk).update(rule_version=flag.rule_version + 1)
    desk.send(PACT + " ")
    assert reopened(desk, flag) == "rule_changed"


def test_a_level_that_rises_opens_it_again(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    Flag.objects.filter(pk=flag.pk).update(level="warning")
    flag.refresh_from_db()
    decisions.dismiss(flag, by=anna, reason="wrong_entity", at=desk.now)
    desk.send(PACT + " ")
    assert reopened(desk, flag) == "level_raised"
    assert flag.level == "error"


def test_another_rendition_that_goes_live_opens_it_again(desk: Desk, anna: User) -> None:
    desk.send(PACT, status="live")
    flag = desk.flag()
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    desk.send(PACT + " ", status="live")
    assert state(flag) == "closed:false_positive"
    desk.send(PACT, rendition="print", status="draft")
    assert state(flag) == "closed:false_positive"
    desk.send(PACT, rendition="print", status="live")
    Worker(by="test", clock=lambda: desk.now).drain()
    assert reopened(desk, flag) == "new_rendition"
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    desk.send(PACT + "  ", status="live")
    assert state(flag) == "closed:false_positive"


def test_errors_need_a_note_of_some_length(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    with pytest.raises(TransitionRefused, match="10 characters") as refused:
        decisions.dismiss(desk.flag(), by=anna, reason="wrong_entity", note="  namesake ")
    assert refused.value.code == "note_required"
    assert story_of(desk.flag()) == ["opened"]


@pytest.mark.parametrize("reason", ["", "no_reason", "none"])
def test_a_reason_is_one_of_the_list(desk: Desk, anna: User, reason: str) -> None:
    desk.send(PACT)
    with pytest.raises(TransitionRefused, match="wrong_entity") as refused:
        decisions.dismiss(desk.flag(), by=anna, reason=reason, note=WHY)
    assert refused.value.code == "reason_required"


def test_a_note_has_an_end(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    with pytest.raises(TransitionRefused) as refused:
        decisions.dismiss(desk.flag(), by=anna, reason="test", note="ы" * 4001)
    assert refused.value.code == "too_long"


def test_what_a_database_cannot_keep_is_not_in_a_note(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    made = decisions.dismiss(desk.flag(), by=anna, reason="test", note="nul \x00 and half a pair \ud800")
    assert Decision.objects.get(pk=made.pk).note == "nul \ufffd and half a pair \ufffd"


def test_a_flag_that_changed_meanwhile_is_not_dismissed(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    seen = flag.version
    desk.send(f"{PACT}\n\n{LEGION}")
    with pytest.raises(VersionConflict):
        decisions.dismiss(flag, by=anna, reason="test", note=WHY, expected_version=seen)
    assert state(flag) == "open:ongoing"


def test_nobody_decides_on_words_that_they_have_not_seen(desk: Desk, anna: User) -> None:
    desk.send(OTHER_PACT)
    desk.send(OTHER_PACT + " ")
    flag = desk.flag()
    seen = flag.version
    desk.send(f"{LEGION}\n\n{OTHER_PACT}")
    assert desk.flag().version == seen
    desk.send(PACT)
    with pytest.raises(VersionConflict):
        decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, expected_version=seen)
    assert state(flag) == "open:ongoing"


def test_nobody_decides_past_a_comment_that_they_have_not_read(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    seen = flag.version
    decisions.comment(flag, by=desk.person("boris"), note="Это он и есть!", at=desk.now)
    with pytest.raises(VersionConflict):
        decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, expected_version=seen)


def test_a_dismissal_of_nothing_to_look_at_does_not_cover_what_comes(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    Flag.objects.filter(pk=flag.pk).update(finding=flag.finding | {"evidence": []})
    flag.refresh_from_db()
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    desk.send(PACT + " ")
    assert reopened(desk, flag) == "new_evidence"


def test_a_closed_flag_is_not_dismissed_again(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    decisions.dismiss(flag, by=anna, reason="test", note=WHY)
    with pytest.raises(TransitionRefused) as refused:
        decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY)
    assert refused.value.code == "wrong_state"
    assert Decision.objects.count() == 1


def test_an_undone_dismissal_opens_the_flag_and_stays_in_the_history(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    made = decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    decisions.undo(made, by=anna, at=desk.later(minutes=2))
    assert state(flag) == "open:reopened"
    assert story_of(flag) == ["opened", "dismissed", "reopened"]
    made.refresh_from_db()
    assert made.undone_at == desk.now
    with pytest.raises(TransitionRefused) as refused:
        decisions.undo(made, by=anna)
    assert refused.value.code == "already_undone"


def test_a_dismissal_that_no_longer_holds_is_not_undone(desk: Desk, anna: User) -> None:
    desk.send(OTHER_PACT)
    flag = desk.flag()
    made = decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    desk.send(PACT)
    with pytest.raises(TransitionRefused) as refused:
        decisions.undo(made, by=anna)
    assert refused.value.code == "wrong_state"


def test_undone_when_the_text_is_clean_already_the_check_closes_it(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    made = decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    clean = desk.send(f"{PACT}\n\n{PACT_NOTICE}")
    decisions.undo(made, by=anna, at=desk.now)
    assert state(flag) == "closed:fixed"
    assert story_of(flag) == ["opened", "dismissed", "reopened", "fixed"]
    assert Event.objects.filter(flag=flag).latest("id").data["check"] == clean.pk


def test_anybody_with_the_permission_opens_it_again_later(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, at=desk.now)
    boris = desk.person("boris")
    decisions.reopen(flag, by=boris, note="Всё-таки организация.", at=desk.later(days=30))
    assert state(flag) == "open:reopened"
    assert (flag.reopened_because, Event.objects.latest("id").actor_name) == ("by_a_person", "boris")
    with pytest.raises(TransitionRefused):
        decisions.reopen(flag, by=boris, note="Ещё раз.")


def test_people_fix_nothing(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    for step in (life.Step.FIX, life.Step.FIND_AGAIN, life.Step.CONTINUE):
        with pytest.raises(TransitionRefused):
            life.move(flag, step, life.Cause(at=desk.now, actor=anna))
    assert state(flag) == "open:new"


def test_a_comment_is_kept_with_its_evidence_and_changes_no_state(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    made = decisions.comment(flag, by=anna, note="Спросить юриста.", at=desk.now)
    assert state(flag) == "open:new"
    (found,) = decisions.evidence_in(made, desk.send(f"{LEGION}\n\n{PACT}").revision)
    assert found[1] is not None
    assert (found[1].exact, found[1].start) == ("Северный пакт", len(LEGION) + 2)
    decisions.undo(made, by=anna, at=desk.now)
    assert story_of(flag)[-1] == "comment withdrawn"
    assert state(flag) == "open:ongoing"


def test_the_whole_story_is_dismissed_at_once(desk: Desk, anna: User) -> None:
    for rendition in ("web", "print", "feed"):
        desk.send(PACT, rendition=rendition)
    desk.send(LEGION + PACT, id="a2")
    flag = desk.flag()
    assert [other.article.rendition for other in decisions.also_dismissed(flag)] == ["print", "feed"]
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY, scope="story", at=desk.now)
    assert {state(desk.flag(rendition=name)) for name in ("web", "print", "feed")} == {"closed:false_positive"}
    assert state(desk.flag(external_id="a2")) == "open:new"
    assert Decision.objects.count() == 3


def test_the_story_is_dismissed_as_a_whole_or_not_at_all(desk: Desk) -> None:
    junior = desk.person("junior", ["dismiss_flag"])
    for rendition in ("web", "print"):
        desk.send(PACT, rendition=rendition)
    Flag.objects.filter(article__rendition="web").update(level="note")
    with pytest.raises(PermissionDenied):
        decisions.dismiss(desk.flag(), by=junior, reason="test", note=WHY, scope="story")
    assert not Decision.objects.exists()
    assert state(desk.flag()) == "open:new"


@pytest.mark.parametrize("missing", ["dismiss_flag", "dismiss_error_flag"])
def test_a_permission_that_is_missing_is_named(desk: Desk, missing: str) -> None:
    desk.send(PACT)
    user = desk.person("junior", {"dismiss_flag", "dismiss_error_flag"} - {missing})
    with pytest.raises(PermissionDenied, match=missing):
        decisions.dismiss(desk.flag(), by=user, reason="test", note=WHY)
    assert story_of(desk.flag()) == ["opened"]


def test_flags_of_another_channel_are_not_there(desk: Desk) -> None:
    desk.send(PACT)
    stranger = User.objects.create_superuser("stranger")
    stranger.is_superuser = False
    Channel.objects.create(name="other")
    for attempt in (
        lambda: decisions.dismiss(desk.flag(), by=stranger, reason="test", note=WHY),
        lambda: decisions.comment(desk.flag(), by=stranger, note=WHY),
        lambda: decisions.reopen(desk.flag(), by=stranger, note=WHY),
    ):
        with pytest.raises(Http404):
            attempt()
