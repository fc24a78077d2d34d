"""Every page of the rooms: it is there, holds nothing inline, and asks the database no more where there is more."""

from __future__ import annotations

from html.parser import HTMLParser

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models.flag import Flag
from annotations.models.source import SourceRecord
from tests.newsroom_app.desk import OWING
from tests.review.desk import Newsroom
from tests.rooms.desk import RoomsCase, addresses

NAMES = (
    "rules", "rule", "rule-version", "rule-edit", "rule-new", "rule-change", "pack", "registers", "register", "entities",
    "import", "snapshot", "entity", "sources", "source", "terms", "dashboard", "sandbox", "notifications", "proof", "override",
)  # fmt: skip


class Inline(HTMLParser):
    """Styles, scripts and handlers that stand in a page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "style" or (tag == "script" and not named.get("src")):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in named if name == "style" or name.startswith("on")]
        self.ids += [named["id"] or ""] if "id" in named else []
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))


def parsed(html: str) -> Inline:
    parser = Inline()
    parser.feed(html)
    return parser


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


GROWING = ("rules", "rule", "pack", "registers", "register", "entities", "entity", "sources", "dashboard", "proof")


def grow(made: Newsroom) -> None:
    for number in range(8):
        made.send(OWING, f"more{number}", status="live")
        SourceRecord.objects.create(name=f"more{number}", payload={"id": f"more{number}", "name": f"More {number}"})
    sample = made.flag(article__external_id="a1")
    Flag.objects.bulk_create([
        Flag(article=sample.article, key=f"closed{number}", rule=sample.rule, family="designation", subject="pact",
             outcome="missing", level="error", state="closed", reason="fixed", opened_at=sample.opened_at,
             closed_at=sample.opened_at, urgency=sample.urgency, channel=sample.channel)
        for number in range(30)
    ])  # fmt: skip


class TestPages(RoomsCase):
    def test_pages_are_there_and_hold_nothing_inline(self) -> None:
        shown = addresses(self.made)
        assert set(shown) == set(NAMES)
        for name, path in shown.items():
            answer = self.olga.get(path)
            assert answer.status_code == 200, name
            page = parsed(answer.content.decode())
            assert page.found == [], name
            assert len(page.ids) == len(set(page.ids)), (name, sorted(row for row in page.ids if page.ids.count(row) > 1))


    def test_pages_are_refused_with_the_name_of_what_is_missing(self) -> None:
        self.made.person("nobody", "view_flag")
        client = self.made.client("nobody")
        refused = {name: client.get(path) for name, path in addresses(self.made).items()}
        allowed = {name for name, answer in refused.items() if answer.status_code == 200}
        assert allowed == {"dashboard", "sandbox", "notifications"}
        assert all(answer.status_code == 403 for name, answer in refused.items() if name not in allowed)
        assert b"annotations.view_rulestage" in refused["rule"].content
        assert b"annotations.edit_rule" in refused["rule-change"].content


    def test_who_is_not_logged_in_is_sent_to_the_login(self) -> None:
        for path in addresses(self.made).values():
            assert Client().get(path).status_code == 302


    def test_what_is_not_there_is_not_found(self) -> None:
        here = "/admin/annotations"
        for path in (
            "/rulestage/rule/no.such.rule/", "/rulestage/rule/ru.designation.notice/version/99/", "/rulestage/pack/zz/",
            "/register/99999/page/", "/register/snapshot/99999/", "/register/entity/nobody/", "/sourcerecord/source/99999/",
            "/article/99999/proof/", "/article/99999/proof.json", "/rulestage/rule/ru.designation.notice/change/?stage=warn&version=77",
        ):
            assert self.olga.get(here + path).status_code == 404, path

    def test_queries_do_not_grow_with_rows(self) -> None:
        paths = {name: addresses(self.made)[name] for name in GROWING}
        olga = self.olga
        for path in paths.values():
            queries(olga, path)
        before = {name: queries(olga, path) for name, path in paths.items()}
        grow(self.made)
        assert {name: queries(olga, path) for name, path in paths.items()} == before
        assert max(before.values()) <= 40
