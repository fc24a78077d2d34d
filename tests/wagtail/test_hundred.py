"""A night on which a register changes: of many scheduled pages exactly those that owe something are held.

A hundred with ``ANNOTATIONS_FULL=1``, else twenty; three in ten owe something.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from annotations.models.flag import Flag
from annotations.registers.importing import import_register
from annotations.registers.jsonl import read_register
from annotations.rulebook.cases import SAMPLES
from project.magazine.models import ArticlePage
from tests.wagtail.newsroom import channel, home, live_register, make_home, paragraph

PAGES = 100 if os.environ.get("ANNOTATIONS_FULL") else 20
QUIET = "<p>The council of the town talked about the harbour and its ferries on Monday.</p>"
OWING = "<p>Envoys of the Northern Pact came to the capital on Wednesday.</p>"


@pytest.fixture
def night(transactional_db: None) -> list[int]:
    """Scheduled while nobody was listed; the keys of those that owe something since. Their hour has come."""
    make_home()
    file = read_register(str(SAMPLES / "register.jsonl"))
    others = tuple(entity for entity in file.values if entity.id != "northern-pact")
    import_register("samples", replace(file, values=others, digest="sha256:yesterday"), at=timezone.now())
    owing, hour = [], timezone.now() - timedelta(minutes=1)
    for number in range(PAGES):
        names_it = number % 10 in (1, 4, 7)
        page = ArticlePage(
            title=f"Story {number}", slug=f"story-{number}", body=[paragraph(OWING if names_it else QUIET)], live=False,
            go_live_at=hour,
        )
        home().add_child(instance=page)
        page.save_revision(approved_go_live_at=page.go_live_at, clean=False)
        if names_it:
            owing.append(page.pk)
    live_register()
    return owing


def live() -> set[int]:
    return set(ArticlePage.objects.filter(live=True).values_list("pk", flat=True))


def everything() -> set[int]:
    return set(ArticlePage.objects.values_list("pk", flat=True))


def test_exactly_those_that_owe_something_are_held_or_flagged_as_the_channel_says(night: list[int]) -> None:
    assert (live(), len(night)) == (set(), PAGES * 3 // 10)
    call_command("publish_scheduled")
    assert everything() - live() == set(night)
    assert all(page.scheduled_revision is not None for page in ArticlePage.objects.filter(pk__in=night))
    assert PageLogEntry.objects.filter(action="annotations.held").count() == PAGES * 3 // 10

    channel(on_scheduled_block="publish")
    call_command("publish_scheduled")
    assert live() == everything()
    flagged = Flag.objects.filter(state="open", rule="ru.designation.notice").values_list("article__external_id", flat=True)
    assert sorted(map(int, flagged)) == sorted(night)
