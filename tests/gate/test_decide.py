"""What the gate answers about one text."""

from __future__ import annotations

from typing import Any

import pytest

from annotations import gate
from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.engine.article import Article
from annotations.models.channel import Channel
from tests.newsroom_app.desk import BOTH, CLEAN, OWING, slipped
from tests.newsroom_app.models import Memo, Story

pytestmark = pytest.mark.usefixtures("desk")


def channel(**changed: Any) -> Channel:
    """The channel of the stories, with these settings."""
    adapter = adapter_for(Story)
    assert adapter is not None
    made = channel_of(adapter)
    for name, value in changed.items():
        setattr(made, name, value)
    made.save()
    return made


def unsaved(text: str) -> Story:
    return Story(title="Talks", text=text, status="published")


def test_what_owes_a_notice_is_kept_in_and_what_carries_it_goes_out() -> None:
    kept, out = gate.decide(unsaved(OWING)), gate.decide(unsaved(CLEAN))
    assert (kept.decision, kept.blocked) == ("block", True)
    assert [(row.rule, row.subject) for row in kept.findings] == [("ru.designation.notice", "northern-pact")]
    assert (out.decision, out.blocked, out.message) == ("allow", False, "")


def test_the_message_says_what_is_missing_where_and_how_to_mend_it() -> None:
    message = gate.decide(unsaved(OWING)).message
    assert message.startswith("Not published: 1 thing is missing or wrong.\n")
    assert "Northern Pact is named once" in message
    assert "“Envoys of the Northern Pact came to the capital on…”" in message
    assert "To fix: Add the notice as a line at the end: " in message


def test_the_channel_is_named_after_the_model_and_made_once() -> None:
    gate.decide(unsaved(OWING))
    gate.decide(unsaved(CLEAN))
    assert [(row.name, row.adapter) for row in Channel.objects.all()] == [("hosted-story", "hosted.Story")]


def test_what_a_level_means_is_the_channels_setting() -> None:
    channel(gate={"error": "warn"})
    assert (gate.decide(unsaved(OWING)).decision, gate.decide(unsaved(OWING)).blocked) == ("warn", False)


def test_a_correction_is_not_blocked_by_an_old_debt() -> None:
    story = slipped(OWING)
    story.text = OWING.replace("Wednesday", "Thursday")
    decision = gate.decide(story)
    assert (decision.decision, decision.blocked) == ("warn", False)
    assert [row.subject for row in decision.debts] == ["northern-pact"]


def test_a_correction_is_blocked_by_what_it_brings_itself() -> None:
    story = slipped(OWING)
    story.text = BOTH
    decision = gate.decide(story)
    assert [row.subject for row in decision.findings] == ["white-outpost"]
    assert [row.subject for row in decision.debts] == ["northern-pact"]


def test_taking_a_notice_out_is_no_old_debt() -> None:
    story = slipped(CLEAN)
    story.text = OWING
    assert gate.decide(story).blocked


def test_an_article_of_a_channel_is_judged_without_a_model() -> None:
    article = Article.model_validate(
        {"id": "a1", "body": {"format": "text", "value": OWING}, "jurisdictions": ["RU"]}
    )
    assert gate.decide(article, channel=channel()).blocked


def test_a_channels_jurisdictions_stand_in_for_those_an_article_leaves_out() -> None:
    article = Article.model_validate({"id": "a1", "body": {"format": "text", "value": OWING}})
    assert not gate.decide(article, channel=channel(jurisdictions=["US"])).blocked
    assert gate.decide(article, channel=channel(jurisdictions=["RU"])).blocked


def test_a_model_without_an_adapter_is_not_judged() -> None:
    with pytest.raises(gate.NotHooked, match=r"hosted\.Memo has no adapter"):
        gate.decide(Memo(text=OWING))
