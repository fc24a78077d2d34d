"""Fixes are written into the host's fields."""

from __future__ import annotations

import pytest

from annotations import gate
from annotations.adapters import ArticleAdapter, adapter_for
from annotations.adapters.fixes import FixNotApplicable
from annotations.engine.fixes.edits import TextChanged
from annotations.engine.report import Edit, Fix
from tests.newsroom_app.desk import OWING
from tests.newsroom_app.models import Story

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.django_db(transaction=True)]


def adapter() -> ArticleAdapter:
    found = adapter_for(Story)
    assert found is not None
    return found


def test_the_gates_fix_clears_what_it_was_made_for() -> None:
    story = Story.objects.create(title="Talks", text=OWING)
    story.status = "published"
    (fix, *_) = gate.decide(story).findings[0].fixes
    adapter().apply_fix(story, fix, None)
    assert Story.objects.get().text == OWING + "\n\nThe Northern Pact is a terrorist organization banned in Russia."
    assert Story.objects.get().status == "published"


def test_a_role_that_is_no_field_is_not_written() -> None:
    story = Story.objects.create(title="Talks", text=OWING)
    fix = Fix("Say where it comes from", (Edit("original_url", 0, 0, "https://a.example"),))
    with pytest.raises(
        FixNotApplicable, match=r"StoryAdapter maps original_url to no field of hosted\.Story; override apply_fix"
    ):
        adapter().apply_fix(story, fix, None)


def test_a_fix_for_a_longer_text_is_refused() -> None:
    story = Story.objects.create(title="Talks", text="Short.")
    with pytest.raises(TextChanged):
        adapter().apply_fix(story, Fix("Add", (Edit("body", 400, 400, "!"),)), None)
    assert Story.objects.get().text == "Short."
