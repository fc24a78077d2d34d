"""Texts that were changed after they were published: what readers have seen before is what a new text is held against."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from annotations.checking import check_revision
from annotations.earlier import published_before
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.registers.live import current_reference
from tests.flags.desk import AT, Desk

pytestmark = pytest.mark.django_db

PACK = """\
pack: edits
version: "1"
title: Changes that are told
rules:
  - id: edits.told
    title: A published text was changed and does not say so
    why: Readers must see it.
    family: correction
    level: error
    basis: {type: policy, cite: Style book, reviewed_on: 2026-11-22}
    when: {changed: {min_share: 0.1}}
    require: {label: [исправлено]}
"""
BEFORE = "Мост открыли в мае. Он длиннее старого на сорок метров."
AFTER = "Мост открыли в мае. Он короче старого на двадцать шагов."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose only rule is about changes."""
    (tmp_path / "rules.yaml").write_text(PACK, encoding="utf-8")
    opened = Desk(tmp_path).open()
    opened.channel.packs = [str(tmp_path)]
    opened.channel.save()
    return opened


def outcomes(check: Check) -> list[str]:
    return [row["outcome"] for row in check.report["findings"]]


def test_a_change_of_the_live_text_must_be_told(desk: Desk) -> None:
    assert outcomes(desk.send(BEFORE, status=Article.Status.LIVE)) == []
    assert outcomes(desk.send(AFTER)) == ["missing"]
    assert outcomes(desk.send(AFTER + "\n\nИсправлено")) == []


def test_drafts_are_held_against_nothing(desk: Desk) -> None:
    assert outcomes(desk.send(BEFORE)) == []
    assert outcomes(desk.send(AFTER)) == []


def test_a_text_that_goes_live_at_once_is_held_against_the_one_before(desk: Desk) -> None:
    desk.send(BEFORE, status=Article.Status.LIVE)
    assert outcomes(desk.send(AFTER, status=Article.Status.LIVE, modified="2026-11-22T09:01:00Z")) == ["missing"]
    assert outcomes(desk.send(AFTER + " Вот.", modified="2026-11-22T09:02:00Z")) == []


def test_checked_again_with_nothing_changed_it_writes_nothing(desk: Desk) -> None:
    desk.send(BEFORE, status=Article.Status.LIVE)
    revision = desk.store(AFTER)
    first = check_revision(revision, at=AT)
    assert check_revision(revision, at=AT + timedelta(minutes=5)) == first


def test_where_no_rule_asks_no_row_is_read(tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    revision = Desk(tmp_path).open().store(BEFORE)
    reference = current_reference(None)
    with django_assert_num_queries(0):
        assert published_before(revision, reference) is None
