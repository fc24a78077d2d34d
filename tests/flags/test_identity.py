"""One story through house style, notice and attribution: what people decided on it stays with it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from annotations import events
from annotations.flags import decisions, waivers
from annotations.models.check import Check
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.source import SourceRecord
from tests.flags.desk import Desk, state, story_of
from tests.shared import shared, shared_lines

WHY = "Договорились с юристом."


class Story:
    """The first seed, step by step on its way to the second."""

    def __init__(self) -> None:
        self.first = shared("seeds/000_6528f0ba0a207efc.txt").read_text("utf-8")
        self.last = shared("seeds/001_7424f4bbc31e5b6a.txt").read_text("utf-8")
        blocks = [block for block in self.last.split("\n\n") if block.strip()]
        start = next(at for at, block in enumerate(blocks) if block.startswith("Russia on Friday"))
        end = next(at for at, block in enumerate(blocks) if block.startswith("*The Taliban is"))
        self.house_style = "\n\n".join(block for block in blocks[start:end] if "Related article" not in block)
        self.with_notice = f"{self.house_style}\n\n{blocks[end]}"

    @property
    def steps(self) -> list[str]:
        return [self.first, self.house_style, self.with_notice, self.last]


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def afp(tmp_path: Path, db: None) -> Desk:
    """A desk with the register and the sources of the seeds."""
    desk = Desk(tmp_path, entities=list(shared_lines("cases/register.jsonl"))).open()
    for row in shared_lines("cases/sources.jsonl"):
        SourceRecord.objects.create(name=row["id"], payload=row)
    return desk


def send(desk: Desk, text: str, number: int) -> Check:
    return desk.send(
        text, language="en", published="2021-07-16", revision=number, source={"id": "moscow-times"},
        body={"format": "markdown", "value": text},
    )  # fmt: skip


def test_each_closing_is_by_a_check_and_no_flag_comes_twice(afp: Desk, story: Story) -> None:
    owed: list[int] = []
    for number, text in enumerate(story.steps, start=1):
        send(afp, text, number)
        owed.append(Flag.objects.filter(state="open").exclude(level="note").count())
    flag = afp.flag("taliban")
    assert state(flag) == "closed:fixed"
    assert story_of(flag) == ["opened", "continued", "fixed"]
    keys = Flag.objects.values_list("article", "rule", "subject", "slot")
    assert len(keys) == len(set(keys))
    assert owed[0] == owed[1] > owed[2] > owed[3] == 0
    for closing in Event.objects.filter(kind="fixed"):
        assert (closing.actor_name, closing.data["check"] is not None) == ("system", True)
    assert events.verify() == []


def test_the_same_again_ten_times_writes_no_event(afp: Desk, story: Story) -> None:
    for number, text in enumerate(story.steps, start=1):
        send(afp, text, number)
    before = Event.objects.count()
    for _ in range(10):
        send(afp, story.last, 4)
    for number, text in enumerate(story.steps, start=1):
        send(afp, text, number)
    assert Event.objects.count() == before


def test_a_dismissal_survives_house_style_4_of_4(afp: Desk, story: Story) -> None:
    anna = afp.person("anna")
    send(afp, story.first, 1)
    flag = afp.flag("taliban")
    made = decisions.dismiss(flag, by=anna, reason="editorial_decision", note=WHY, at=afp.now)
    assert len(made.anchors) == 4
    for number, text in enumerate(story.steps[1:], start=2):
        check = send(afp, text, number)
        found = decisions.evidence_in(made, check.revision)
        assert [anchor.exact for anchor, _ in found] == ["Taliban"] * 4
        for anchor, where in found:
            assert where is not None, anchor.sentence
            assert text[where.start : where.end] == "Taliban"
            assert anchor.sentence[:12] in text[max(where.start - 200, 0) : where.end + 200]
    assert state(flag) == "closed:not_applicable"
    assert story_of(flag) == ["opened", "dismissed"]


def test_a_comment_and_a_waiver_survive_house_style(afp: Desk, story: Story) -> None:
    anna, boris = afp.person("anna"), afp.person("boris")
    send(afp, story.first, 1)
    flag = afp.flag("taliban")
    comment = decisions.comment(flag, by=anna, note=WHY, at=afp.now)
    made = waivers.request(flag, by=anna, reason=WHY, until=afp.now + timedelta(days=7), at=afp.now)
    waivers.approve(made, by=boris, at=afp.now)
    revision = send(afp, story.house_style, 2).revision
    assert state(flag) == "waived:waived"
    assert sum(place is not None for _, place in decisions.evidence_in(comment, revision)) == 4
    send(afp, story.with_notice, 3)
    assert state(flag) == "closed:fixed"
    assert [row.note for row in flag.decisions.all()] == [WHY]
