"""Flags that people raise, and their evidence through edits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from annotations import events
from annotations.figures import exceptions
from annotations.flags import decisions, manual
from annotations.flags.life import TransitionRefused
from annotations.models.channel import Channel
from annotations.models.flag import Flag
from tests.flags.desk import LEGION, PACT, Desk, state, story_of

LINE = "Губернатор пообещал достроить мост к осени."
TEXT = f"{LINE}\n\nВ городе прошёл фестиваль хоров."


def raised(desk: Desk, by: User, quote: str = "достроить мост", **more: object) -> Flag:
    options: dict[str, object] = {"note": "Юристу: проверить обещание.", "at": desk.now}
    return manual.raise_flag(desk.article(), by=by, quote=quote, **(options | more))  # type: ignore[arg-type]


def evidence(flag: Flag) -> dict[str, object]:
    flag.refresh_from_db()
    (piece,) = flag.finding["evidence"]
    return dict(piece)


def test_words_are_flagged_and_waited_for(desk: Desk, anna: User) -> None:
    desk.send(TEXT)
    flag = raised(desk, anna)
    assert (state(flag), flag.level, flag.message) == ("open:new", "warning", "Юристу: проверить обещание.")
    piece = evidence(flag)
    assert TEXT[int(str(piece["start"])) : int(str(piece["end"]))] == "достроить мост"
    assert story_of(flag) == ["raised"]
    assert events.verify() == []


def test_no_check_touches_it_while_its_words_stand(desk: Desk, anna: User) -> None:
    desk.send(TEXT)
    flag = raised(desk, anna)
    desk.send(f"Новое начало.\n\n{LEGION}\n\n{TEXT.replace('пообещал', 'обещал')}")
    assert state(flag) == "open:new"
    piece = evidence(flag)
    assert (piece["exact"], flag.found) == ("достроить мост", True)
    assert 0.8 <= flag.finding["match"] < 1
    assert story_of(flag) == ["raised"]


def test_words_that_are_gone_are_lost_and_found_again(desk: Desk, anna: User) -> None:
    desk.send(TEXT)
    flag = raised(desk, anna)
    desk.send("Рабочие обещают достроить мост на даче губернатора.\n\nВ городе прошёл фестиваль хоров.")
    assert state(flag) == "open:new"
    assert flag.found is False
    desk.send(TEXT)
    assert state(flag) == "open:new"
    assert flag.found is True
    assert story_of(flag) == ["raised", "evidence_lost", "evidence_found"]


def test_a_person_settles_it(desk: Desk, anna: User) -> None:
    desk.send(TEXT)
    flag = raised(desk, anna)
    manual.settle(flag, by=anna, note="Проверено.", at=desk.now)
    assert state(flag) == "closed:obsolete"
    with pytest.raises(TransitionRefused):
        manual.settle(flag, by=anna)


def test_a_miss_is_counted_as_one(desk: Desk, anna: User) -> None:
    desk.send(TEXT)
    now, ours = desk.now, Channel.objects.filter(pk=desk.article().channel_id)
    raised(desk, anna)
    assert exceptions.misses(ours, now) == 0
    flag = raised(desk, anna, missed=True)
    assert (flag.outcome, flag.state, flag.rule) == ("missing", "open", manual.RULE)
    assert exceptions.misses(ours, now) == 1
    assert exceptions.misses(ours, now + timedelta(days=91)) == 0
    assert exceptions.misses(Channel.objects.none(), now) == 0


def test_an_error_is_settled_by_who_raised_it_or_may_dismiss_it_and_with_words(desk: Desk, anna: User) -> None:
    desk.send(TEXT)
    flag = raised(desk, anna, level="error", note="Не печатать.")
    reporter = desk.person("reporter", ["add_flag"])
    with pytest.raises(PermissionDenied, match="dismiss_error_flag"):
        manual.settle(flag, by=reporter, note="Да всё там в порядке.")
    with pytest.raises(TransitionRefused) as refused:
        manual.settle(flag, by=anna, note="ок")
    assert refused.value.code == "note_required"
    manual.settle(flag, by=anna, note="Юрист посмотрел.", at=desk.now)
    assert state(flag) == "closed:obsolete"


def test_it_is_dismissed_and_reopened_like_any(desk: Desk, anna: User) -> None:
    desk.send(TEXT)
    flag = raised(desk, anna)
    made = decisions.dismiss(flag, by=anna, reason="editorial_decision", at=desk.now)
    desk.send("Всё переписано.")
    decisions.undo(made, by=anna, at=desk.now)
    assert state(flag) == "open:reopened"


def test_it_goes_with_its_article(desk: Desk, anna: User) -> None:
    desk.send(TEXT)
    flag = raised(desk, anna)
    desk.send(TEXT, status="withdrawn")
    assert state(flag) == "closed:obsolete"


def test_a_flag_of_a_check_is_not_settled(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    with pytest.raises(TransitionRefused) as refused:
        manual.settle(desk.flag(), by=anna)
    assert refused.value.code == "not_manual"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"quote": "нет таких слов"}, "quote_not_found"), ({"quote": ""}, "quote_not_found"),
        ({"quote": "о"}, "quote_ambiguous"), ({"quote": "достроить", "start": 3}, "quote_not_found"),
        ({"field": "headline"}, "quote_not_found"), ({"field": "no such field"}, "quote_not_found"),
        ({"note": "  "}, "note_required"), ({"level": "fatal"}, "unknown_level"), ({"note": "ы" * 4001}, "too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_flagged(desk: Desk, anna: User, options: dict[str, object], code: str) -> None:
    desk.send(TEXT)
    with pytest.raises(TransitionRefused) as refused:
        raised(desk, anna, **options)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert not Flag.objects.exists()


def test_words_that_stand_there_twice_are_told_apart_by_place(desk: Desk, anna: User) -> None:
    text = "Мост закрыт. Мост откроют осенью."
    desk.send(text)
    flag = raised(desk, anna, quote="мост", start=text.rindex("Мост"))
    assert evidence(flag)["start"] == text.rindex("Мост")
    with pytest.raises(PermissionDenied, match="add_flag"):
        raised(desk, desk.person("junior", []), quote="закрыт")


def test_an_article_without_a_text_has_nothing_to_flag(desk: Desk, anna: User) -> None:
    desk.send(TEXT)
    article = desk.article()
    article.latest = None
    article.save()
    with pytest.raises(TransitionRefused) as refused:
        raised(desk, anna)
    assert refused.value.code == "no_text"
