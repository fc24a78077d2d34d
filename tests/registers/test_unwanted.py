"""A form of a name that somebody has called wrong counts for nothing, and what it had led to is checked again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from annotations.engine.register import Entity
from annotations.jobs.worker import Worker
from annotations.registers.name_forms import review_forms
from tests.flags.desk import Desk, state
from tests.registers.desk import entity

NAME = "Северный пакт"
PACT = Entity.model_validate(entity("pact", NAME))


@pytest.mark.django_db
def test_the_flag_of_a_wrong_form_is_closed_by_a_check(tmp_path: Path) -> None:
    desk = Desk(tmp_path).open()
    anna = desk.person("anna")
    desk.send("Слова Северного пакта опровергли.")
    flag = desk.flag()
    assert state(flag) == "open:new"
    review_forms(PACT, name=NAME, right=(), wrong=("северного пакта",), by=anna, at=desk.later(minutes=1))
    worker = Worker(by="worker", clock=lambda: desk.now + timedelta(seconds=1))
    worker.drain()
    assert state(flag) == "closed:fixed"
    desk.send("Северный пакт молчит.", revision=2)
    assert state(flag) == "open:reopened"


@pytest.mark.django_db
def test_the_name_as_it_is_listed_always_counts(tmp_path: Path) -> None:
    desk = Desk(tmp_path).open()
    review_forms(PACT, name=NAME, right=(), wrong=("северный пакт",), by=desk.person("anna"), at=desk.now)
    desk.send("Северный пакт молчит.")
    assert state(desk.flag()) == "open:new"
