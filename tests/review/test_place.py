"""The place of a flag in the queue that one came from."""

from __future__ import annotations

from typing import ClassVar
from unittest.mock import patch

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from annotations.models.channel import Channel
from annotations.models.flag import Flag
from tests.api.rows import flag as made_flag
from tests.api.rows import received
from tests.review.desk import Newsroom, busy

QUEUE = "/admin/annotations/flag/"

class PlaceCase(TestCase):
    """One desk for all tests."""

    desk: Newsroom
    hidden: ClassVar[Flag]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.desk = busy()
        elsewhere = Channel.objects.create(name="elsewhere")
        cls.hidden = made_flag(received(elsewhere, "z1"))

    def address(self) -> str:
        return f"{QUEUE}{self.desk.flag(article__external_id='a1').pk}/change/"

    def test_one_goes_through_the_queue_from_first_to_last_and_back(self) -> None:
        client = self.desk.client("anna")
        for query in ("", "?view=open", "?view=all", "?view=open&level=error&live=yes", "?view=open&q=Pact"):
            listed = [str(link.attributes["href"]) for link in tree(client, QUEUE + query).css("a[data-open]")]
            way = [listed[0]]
            for number in range(1, len(listed) + 1):
                page = tree(client, way[-1])
                assert (query, said(page)) == (query, f"{number} of {len(listed)}")
                assert neighbour(page, "prev") == (listed[number - 2] if number > 1 else "")
                if number < len(listed):
                    way.append(neighbour(page, "next"))
            assert way == listed
            assert neighbour(tree(client, way[-1]), "next") == ""

    def test_a_flag_that_is_opened_by_itself_has_no_place(self) -> None:
        assert said(tree(self.desk.client("anna"), self.address())) == ""

    def test_a_query_that_does_not_hold_it_or_is_none_shows_the_flag_all_the_same(self) -> None:
        wrong = ("view%3Dlegal", "q%3Dnothing", "article__secret%3D1", "id%3Dx", "%00", "view%3D%F0%9F%92%A9%26level%3D%27", "p%3D7")
        for query in wrong:
            assert tree(self.desk.client("anna"), f"{self.address()}?in={query}").css_first("h1") is not None

    def test_what_is_not_ones_own_is_not_counted(self) -> None:
        own = Flag.objects.filter(state="open").exclude(pk=self.hidden.pk).count()
        assert said(tree(self.desk.client("anna"), f"{self.address()}?in=view%3Dopen")).endswith(f" of {own}")

    def test_the_place_costs_one_query(self) -> None:
        client, address, counts = self.desk.client("anna"), self.address(), []
        for query in ("", "?in=view%3Dopen"):
            with CaptureQueriesContext(connection) as captured:
                client.get(address + query)
            counts.append(len(captured))
        assert counts[1] == counts[0] + 1

    def test_a_flag_from_the_queue_takes_thirteen_queries(self) -> None:
        client = self.desk.client("anna")
        for article in ("a1", "a2", "a4"):
            flag = self.desk.flag(article__external_id=article)
            with CaptureQueriesContext(connection) as captured:
                client.get(f"{QUEUE}{flag.pk}/change/?in=view%3Dopen")
            assert len(captured) <= 13, (article, "\n".join(row["sql"].split(" FROM ")[-1][:90] for row in captured))

    def test_counting_stops_where_nobody_pages(self) -> None:
        with patch("annotations.review.queue.place.MOST", 2):
            client = self.desk.client("anna")
            links = tree(client, f"{QUEUE}?view=open").css("a[data-open]")
            assert said(tree(client, str(links[0].attributes["href"]))) == "1 of more than 2"
            assert said(tree(client, str(links[-1].attributes["href"]))) == ""


def tree(client: Client, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return LexborHTMLParser(answer.content.decode())


def said(page: LexborHTMLParser) -> str:
    told = page.css_first("nav.an-place > span")
    return " ".join(told.text().split()) if told is not None else ""


def neighbour(page: LexborHTMLParser, which: str) -> str:
    link = page.css_first(f"nav.an-place a[rel={which}]")
    return str(link.attributes["href"]) if link is not None else ""
