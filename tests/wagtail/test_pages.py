"""What a page becomes as an article, and which block each stretch of it came from."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Site

from annotations import api
from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.contrib.wagtail.adapter import DraftAdapter
from annotations.contrib.wagtail.approving import standing_of
from annotations.contrib.wagtail.checklist import checklist_of
from annotations.contrib.wagtail.fixing import changes_of, written
from annotations.gate import PublishBlocked
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.past_gate.reconciling import reconcile
from project.magazine.models import Alert, ArticlePage
from tests.wagtail.newsroom import NOTICE, OWING, draft, paragraph

pytestmark = pytest.mark.usefixtures("desk")
NAME = "Northern Pact"


def adapter(model: type[Any] = ArticlePage) -> DraftAdapter:
    found = adapter_for(model)
    assert isinstance(found, DraftAdapter)
    return found


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def named(text: str) -> str:
    return text.replace("#", NAME)


KINDS: tuple[Any, ...] = (
    lambda n: paragraph(named(f'<p data-block-key="k{n}">Story {n}: <b>the #</b> &amp; others met.</p>')),
    lambda n: block("heading", named(f"Number {n} & the #")),
    lambda n: block("quote", named(f"“We know the #”, said number {n}.")),
    lambda n: block("table", {"data": [["Who", "Where"], [named("The # <here>"), f"Town {n}"]]}),
    lambda n: block("embed", f"https://video.example/watch?v={n}&t=1"),
    lambda n: block("aside", {"title": f"Box {n}", "text": named("<p>Of the # it is said</p>"), "facts": [
        {"type": "item", "value": named(f"Fact {n} about the #"), "id": str(uuid.uuid4())}]}),
)


def long_page(count: int = 200) -> ArticlePage:
    """Blocks of all kinds, one after the other."""
    return ArticlePage(title="Long", slug="long", body=[KINDS[n % len(KINDS)](n) for n in range(count)])


def test_a_page_is_read_with_its_address_its_moments_and_its_language(settings: Any) -> None:
    page = draft(OWING, byline="A. Writer", title="Talks")
    page.first_published_at = page.last_published_at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    article = adapter().to_article(page)
    assert (article.headline, article.byline, article.language) == ("Talks", "A. Writer", None)
    assert article.url == f"http://news.example/{page.slug}/"
    assert (article.site, article.published) == ("news.example", "2026-05-04T09:00:00+00:00")
    settings.WAGTAIL_I18N_ENABLED = True
    assert adapter().to_article(page).language == "en"


def test_the_words_are_those_of_the_blocks_in_their_order() -> None:
    page = ArticlePage(title="T", intro="<p>First.</p>", body=[kind(1) for kind in KINDS])
    value = adapter().to_article(page).body.value
    order = ["First.", "Story 1", "<h2>Number 1 &amp;", "<blockquote>", "&lt;here&gt;", "video.example", "Box 1", "Fact 1"]
    places = [value.index(words) for words in order]
    assert places == sorted(places)
    assert "data-block-key" not in value


def test_evidence_lands_in_the_right_block_for_all_of_two_hundred() -> None:
    page = long_page()
    layout = adapter().layout(page)
    (finding,) = [row for row in api.check(page, fixes=False).findings if row.subject == "northern-pact"]
    seen = set()
    for piece in finding.evidence:
        segment = layout.at(piece.start)
        assert segment is not None
        assert layout.value[piece.start : piece.end] == piece.exact == NAME
        assert NAME in segment.text
        child = next(row for row in page.body if str(row.id) == segment.path[0])
        assert NAME in str(child.block.get_prep_value(child.value))
        seen.add((segment.path[0], segment.path))
    expected = sum(1 if n % 6 < 4 else 0 if n % 6 == 4 else 2 for n in range(200))
    assert len(seen) == len(finding.evidence) == expected


@pytest.mark.parametrize("kind", [0, 1, 2, 5])
def test_a_fix_is_put_into_the_block_it_falls_into(kind: int) -> None:
    """Wherever the name stands, the words come into that block or after the last, and nothing is owed any more."""
    page = ArticlePage(title="T", slug="t", body=[KINDS[4](1), KINDS[kind](2)])
    (finding,) = [row for row in api.check(page).findings if row.subject == "northern-pact"]
    assert finding.fixes
    for fix in finding.fixes:
        page.latest_revision = None
        (change,) = changes_of(adapter(), page, fix.edits)
        assert change.field == "body"
        mended = written(adapter(), ArticlePage(title="T", slug="t", body=list(page.body.raw_data)), fix.edits)
        assert [row.outcome.value for row in api.check(mended).findings if row.subject == "northern-pact"] == []


def test_a_line_at_the_end_goes_into_the_last_paragraph_or_into_a_new_one() -> None:
    text = [KINDS[0](1)]
    last = changes_of(adapter(), page := ArticlePage(title="T", body=text), line_of(page).edits)
    assert (last[0].path, last[0].added) == ((text[0]["id"],), "")
    assert last[0].text.endswith("banned in Russia.</p>")
    added = changes_of(adapter(), page := ArticlePage(title="T", body=[*text, KINDS[4](2)]), line_of(page).edits)
    assert (added[0].path, added[0].added) == ((), "paragraph")


def line_of(page: ArticlePage) -> Any:
    return api.check(page).findings[0].fixes[0]


def test_what_readers_never_see_can_be_left_out() -> None:
    page = ArticlePage(title="T", body=[KINDS[0](1), block("heading", "Editors only")])
    class Own(type(adapter())):  # type: ignore[misc]
        skip_blocks = ("heading",)

    own = Own()
    own.model = ArticlePage
    assert "Editors only" not in own.layout(page).value


def test_a_snippet_is_an_article_of_its_own() -> None:
    made = Alert(headline="Talks", text=OWING)
    assert (adapter(Alert).to_article(made).headline, adapter(Alert).name) == ("Talks", "magazine-alert")


def test_the_checklist_says_what_is_owed_where_and_what_is_there() -> None:
    page = draft(OWING)
    owing = checklist_of(standing_of(page))
    assert (owing.state, owing.count, owing.present) == ("blocked", 1, ())
    assert owing.owed[0].places[0].content_path == f"body.{page.body[0].id}"
    clear = checklist_of(standing_of(draft(OWING + NOTICE)))
    assert (clear.state, clear.owed, [row.subject for row in clear.present]) == ("clear", (), [NAME])


def test_each_site_is_a_channel_of_its_own() -> None:
    page = draft(OWING)
    Site.objects.create(hostname="east.example", port=80, root_page=page)
    Site.clear_site_root_paths_cache()
    channel_of(adapter(), page := ArticlePage.objects.get(pk=page.pk))
    Channel.objects.filter(name="magazine-articlepage-east-example").update(gate={"error": "warn"})
    assert adapter().to_article(page).site == "east.example"
    assert adapter().channel_names() == ("magazine-articlepage", "magazine-articlepage-east-example")
    page.get_latest_revision().publish()
    stored = Article.objects.select_related("channel").get(status="live")
    assert (stored.channel.name, stored.external_id) == ("magazine-articlepage-east-example", str(page.pk))
    assert reconcile(at=timezone.now(), settle=0).withdrawn == 0
    with pytest.raises(PublishBlocked):
        draft(OWING).get_latest_revision().publish()
