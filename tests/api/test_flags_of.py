"""``api.flags``: the flags of a host's object."""

import pytest
from django.utils import timezone

from annotations import api
from annotations.models.article import Article
from annotations.models.check import Check
from tests.api.rows import flag, stored
from tests.newsroom_app.models import Memo, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    (made,) = Story.objects.bulk_create([Story(title="Talks", text="…")])
    return made


def test_open_waived_and_closed_flags_are_told_apart(story: Story) -> None:
    article = stored(story)
    note = flag(article, "a", level="note")
    error = flag(article, "b")
    waived = flag(article, "c", state="waived", reason="waived")
    closed = flag(article, "d", state="closed", reason="fixed", closed_at=timezone.now())
    found = api.flags(story)
    assert list(found.open()) == [error, note]
    assert (list(found.waived()), list(found.closed())) == ([waived], [closed])
    assert found.all().count() == 4


def test_the_flags_of_one_rendition(story: Story) -> None:
    flag(stored(story))
    assert api.flags(story, rendition="web").open().count() == 1
    assert api.flags(story, rendition="print").open().count() == 0


def test_a_stored_article_is_asked_about_directly(story: Story) -> None:
    article = stored(story)
    found = flag(article)
    assert list(api.flags(article).open()) == [found]


def test_without_a_check_no_flag_does_not_mean_clear(story: Story) -> None:
    assert not api.flags(story).are_known()
    article = stored(story, checked=False)
    assert not api.flags(story).are_known()
    assert article.latest is not None
    Check.objects.create(revision=article.latest, fingerprint="f", as_of="2026-11-01", decision="allow", engine="1")
    assert api.flags(story).are_known()
    Article.objects.filter(pk=article.pk).update(unchecked="over_budget")
    assert not api.flags(story).are_known()


def test_a_model_without_an_adapter_is_refused() -> None:
    with pytest.raises(api.NotHooked):
        api.flags(Memo(text="…"))
