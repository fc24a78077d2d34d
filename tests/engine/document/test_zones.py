"""Zones: by tag, by class, and by the words that a paragraph begins with."""

from __future__ import annotations

import pytest

from annotations.engine.document.model import Zone
from tests.engine.document.reading import read, zones


@pytest.mark.parametrize(
    ("markup", "zone"),
    [
        ("<p>N</p>", Zone.BODY),
        ("<h3>N</h3>", Zone.HEADING),
        ("<blockquote><p>N</p></blockquote>", Zone.QUOTE),
        ("<q>N</q>", Zone.BODY),
        ("<blockquote class=twitter-tweet><p>N</p></blockquote>", Zone.EMBED),
        ("<blockquote class='tiktok-embed'>N</blockquote>", Zone.EMBED),
        ("<div class='social-embed'><ul><li>N</ul></div>", Zone.EMBED),
        ("<figure class='wp-block-embed'><figcaption>N</figcaption></figure>", Zone.CAPTION),
        ("<figure><figcaption>N</figcaption></figure>", Zone.CAPTION),
        ("<p class='wp-caption-text'>N</p>", Zone.CAPTION),
        ("<table><tr><td><p>N</p></table>", Zone.TABLE),
        ("<ul><li>N</ul>", Zone.LIST),
        ("<aside class=related><h3>N</h3></aside>", Zone.TEASER),
        ("<aside><p>Ost: <a href=x>Nordwind</a></p></aside>", Zone.TEASER),
        ("<aside><p>N</p></aside>", Zone.BODY),
        ("<nav>N</nav>", Zone.TEASER),
        ("<div class='related-articles'><ul><li>N</ul></div>", Zone.TEASER),
        ("<div class='article__read-more'>N</div>", Zone.TEASER),
        ("<div itemprop=relatedLink>N</div>", Zone.TEASER),
        ("<aside class=footnote>N</aside>", Zone.BODY),
        ("<aside class=pullquote>N</aside>", Zone.QUOTE),
        ("<pre>N</pre>", Zone.CODE),
        ("<code>N</code>", Zone.CODE),
        ("<p class=byline>N</p>", Zone.BYLINE),
        ("<address>N</address>", Zone.BYLINE),
        ("<p>By <a rel=author href=x>Lena Idris</a></p>", Zone.BYLINE),
        ("<p>The text of <a rel=author href=x>N</a> is long enough to be no byline.</p>", Zone.BODY),
        ("<div class=author-bio><p>N</p></div>", Zone.AUTHOR_BIO),
        ("<div class=tags><a href=x>N</a></div>", Zone.TAGS),
        ("<p><a rel=tag href=x>Nord</a>, <a rel=tag href=y>Ost</a></p>", Zone.TAGS),
        ("<footer>N</footer>", Zone.BODY),
    ],
)
def test_the_zone_of_an_element(markup: str, zone: Zone) -> None:
    assert [found for found, _ in zones(read(markup))] == [zone]


@pytest.mark.parametrize(
    ("value", "body_format"),
    [
        ("<p>Related article: N</p>", "html"),
        ("<p><strong>Read also: <a href=x>N</a></strong></p>", "html"),
        ("<blockquote><em>Читайте также</em> <a href=x>N</a></blockquote>", "html"),
        ("<p><a href=x>Read more about N</a></p>", "html"),
        ("<p>→ По теме: N</p>", "html"),
        ("<p>Чи&shy;тайте ещё: N</p>", "html"),
        ("**Related article: [N](#)**", "markdown"),
        ("> *Смотрите также:* [N](x)", "markdown"),
        ("- Подробнее: [N](x)", "markdown"),
        ("**Related article: [N](#)**", "text"),
        ("МАТЕРИАЛЫ ПО ТЕМЕ:\nN", "text"),
        ("Lesen Sie auch: N", "text"),
    ],
)
def test_a_paragraph_that_points_to_other_articles(value: str, body_format: str) -> None:
    assert [zone for zone, _ in zones(read(value, body_format))] == [Zone.TEASER]


@pytest.mark.parametrize(
    "value",
    [
        "По теме безопасности выступил министр.",
        "Related bodies were told.",
        "Read more books, he said.",
        "Подробнее он расскажет завтра.",
        "Материалы дела: N",
        "Original: https://a.example/x",
    ],
)
def test_a_paragraph_that_only_sounds_like_it(value: str) -> None:
    assert [zone for zone, _ in zones(read(value, "text"))] == [Zone.BODY]


def test_links_after_the_announcement_are_teasers_too() -> None:
    document = read("<p>a</p><h3>Читайте также</h3><ul><li><a href=x>Один</a><li><a href=y>Два</a></ul><p>b</p>")
    assert [zone for zone, _ in zones(document)] == [Zone.BODY, Zone.TEASER, Zone.TEASER, Zone.TEASER, Zone.BODY]


def test_a_sidebar_that_announces_other_articles_is_a_teaser_as_a_whole() -> None:
    document = read("<aside><h3>Related</h3><p>Grain prices</p><p><a href=x>Roads</a></p></aside><p>a</p>")
    assert [zone for zone, _ in zones(document)] == [Zone.TEASER] * 3 + [Zone.BODY]


@pytest.mark.parametrize(
    "line", ["By Lena Idris", "By [AFP](#)", "Автор: Ольга Н.И", "Von Max Muster", "By Ivy Lund and A. B. Roe in Kabul"]
)
def test_the_line_of_the_writer_at_the_top(line: str) -> None:
    assert zones(read(f"{line}\n\n{'Слово. ' * 30}", "text"))[0][0] is Zone.BYLINE


@pytest.mark.parametrize(
    "line", ["By the river, they waited.", "Byron wrote this", "By noon it rained", "By Taliban order"]
)
def test_a_line_that_only_begins_like_it(line: str) -> None:
    assert zones(read(f"{line}\n\nText.", "text"))[0][0] is Zone.BODY


def test_no_byline_is_looked_for_after_running_text() -> None:
    document = read(f"{'Слово ' * 30}\n\nBy Lena Idris", "text")
    assert [zone for zone, _ in zones(document)] == [Zone.BODY, Zone.BODY]
