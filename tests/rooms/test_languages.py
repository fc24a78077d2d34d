"""Every page of the desk is there in English and in Russian, and in Russian nothing of the engine's English is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from annotations.engine.report import Outcome
from annotations.flags import decisions, waivers
from annotations.gate.overrides import override
from annotations.localization.event_labels import EVENTS
from annotations.localization.labels import FAMILIES
from annotations.models.flag import Flag
from annotations.rulebook.load import load_packs
from tests.browser.screens import screens
from tests.review.desk import AT, Newsroom
from tests.rooms.desk import addresses, rooms

IN_ITS_OWN_WORDS = frozenset({"rule-edit", "rule-new", "rule-version", "layout"})
"""Pages that show the text of a rule as it is written, or of an article alone."""


CODES = frozenset(
    ({str(code) for code in Outcome} | set(FAMILIES) | set(EVENTS) | {"foreign_agent", "terrorist"}) - {"attribution"}
)
"""Codes that have names; the name of a pack is a code of a family as well."""


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    """What engine and packs say in English."""
    rules = [rule for pack in load_packs() for rule in pack.rules]
    said = {text for rule in rules for text in (rule.title, rule.basis.cite, rule.asks) if len(text.split()) > 2}
    return frozenset(said | {"nothing a reader can see", "Add a notice", "anywhere a reader sees it", "judged as of"})


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """The language of a request stays with the thread that has answered it."""
    with translation.override("en"):
        yield


@pytest.fixture
def desk(transactional_db: None, tmp_path: Path) -> Newsroom:
    return rooms(tmp_path)


def pages(desk: Newsroom) -> dict[str, str]:
    here = "/admin/annotations"
    more = {"events": f"{here}/event/", "index": "/admin/"}
    return screens(desk) | addresses(desk) | more


def test_every_page_is_there_in_both_languages(desk: Newsroom, english: frozenset[str]) -> None:
    client, wrong = desk.client("olga"), list[tuple[str, str, str]]()
    for name, path in pages(desk).items():
        for language in ("en", "ru"):
            answer = client.get(path, headers={"accept-language": language})
            if answer.status_code != 200:
                wrong.append((name, language, str(answer.status_code)))
        if name not in IN_ITS_OWN_WORDS:
            page = answer.content.decode()
            wrong += [(name, "says", said) for said in english if said in words_of(page)]
            wrong += [(name, "shows", code) for code in CODES & cells_of(page)]
    assert wrong == []


def test_a_message_of_ones_own_stays_as_it_is(desk: Newsroom) -> None:
    flag = desk.flag(article__external_id="a1")
    Flag.objects.filter(pk=flag.pk).update(message="Somebody has written this by hand.")
    page = desk.client("olga").get(f"/admin/annotations/flag/{flag.pk}/change/", headers={"accept-language": "ru"})
    assert "Somebody has written this by hand." in page.content.decode()


def test_without_a_language_that_is_known_the_desk_speaks_english(desk: Newsroom) -> None:
    client: Client = desk.client("olga")
    page = client.get("/admin/annotations/flag/", headers={"accept-language": "xx"}).content.decode()
    assert "nothing a reader can see says" in page


def words_of(page: str) -> str:
    """The page's words, code and quotations apart, on one line."""
    tree = LexborHTMLParser(page)
    for node in tree.css("script, style, code, textarea, [lang=en], q, del, ins, .an-text"):
        node.decompose()
    return " ".join((tree.body.text() if tree.body else "").split())


def cells_of(page: str) -> set[str]:
    """What stands by itself: in a cell, a badge, a definition, an item."""
    tree = LexborHTMLParser(page)
    for node in tree.css("code, [lang=en]"):
        node.decompose()
    return {" ".join(node.text().split()) for node in tree.css("td, dd, .an-badge, th, li, option")}


def test_the_proof_of_an_article_about_which_much_was_decided_is_there_in_both_languages(desk: Newsroom) -> None:
    olga, pavel = desk.people["olga"], desk.people["pavel"]
    flag = desk.flag(article__external_id="a2")
    taken_back = decisions.dismiss(flag, by=olga, reason="wrong_entity", note="A namesake.", at=AT)
    decisions.undo(taken_back, by=olga, at=AT + timedelta(minutes=1))
    flag.refresh_from_db()
    waivers.request(flag, by=pavel, reason="Cleared by phone.", until=AT + timedelta(days=2), at=AT + timedelta(minutes=2))
    override(flag.article, by=olga, reason="Public safety.", at=AT + timedelta(minutes=3))
    for stated in ("", "2099-01-01", "2020-01-01T00:00", "not a day"):
        for language in ("en", "ru"):
            address = f"/admin/annotations/article/{flag.article_id}/proof/?at={stated}"
            answer = desk.client("olga").get(address, headers={"accept-language": language})
            assert (stated, language, answer.status_code) == (stated, language, 422 if stated == "not a day" else 200)
    page = desk.client("olga").get(f"/admin/annotations/article/{flag.article_id}/proof/?at=2099-01-01").content.decode()
    assert "Public safety." in page


def test_a_proof_has_one_digest_whoever_reads_it(desk: Newsroom) -> None:
    article = desk.flag(article__external_id="a1").article_id
    digests, told = set(), set()
    for language in ("en", "ru"):
        path, headers = f"/admin/annotations/article/{article}/proof.json?at=2099-01-01", {"accept-language": language}
        said = desk.client("olga").get(path, headers=headers).json()
        digests.add(said["digest"])
        told |= {row["says"] for row in said["verified"]}
        page = desk.client("olga").get(path.replace(".json", "/"), headers=headers).content.decode()
        assert said["digest"] in page
    assert len(digests) == 1
    assert all(text.isascii() for text in told)
