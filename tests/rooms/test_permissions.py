"""Addresses of the rooms: which methods they know, and which permission is just the one that opens each. Roles and
channels are in tests/review/matrix.py."""

from __future__ import annotations

from django.test import Client

from annotations.models.article import Article
from annotations.models.register import Register, Snapshot
from annotations.models.rule_stage import RuleChange
from annotations.models.source import SourceRecord
from annotations.models.subscription import Subscription
from annotations.review.override import OVERRIDE_PAGES
from annotations.review.pages import Page
from annotations.review.proof import PROOF_PAGES
from annotations.review.registers import entity, snapshots
from annotations.review.registers import pages as register_pages
from annotations.review.rooms import ROOM_PAGES
from annotations.review.rules import changing, writing
from annotations.review.rules import pages as rule_pages
from annotations.review.sources import pages as source_pages
from tests.rooms.desk import ROOMS, RoomsCase
from tests.rule_stages.wanted import RULE

PAGES: tuple[Page, ...] = (
    *writing.PAGES, *changing.PAGES, *rule_pages.PAGES, *snapshots.PAGES, *entity.PAGES, *register_pages.PAGES,
    *source_pages.PAGES, *ROOM_PAGES, *PROOF_PAGES, *OVERRIDE_PAGES,
)  # fmt: skip

class TestMatrix(RoomsCase):
    def addresses(self) -> dict[str, str]:
        here = "/admin/annotations"
        register = Register.objects.get(name="ru.fsb")
        waiting = Snapshot.objects.get(register=register, state="staged")
        article = Article.objects.get(external_id="a1")
        source = SourceRecord.objects.order_by("name")[0]
        change = RuleChange.objects.get(rule=RULE)
        mine = Subscription.objects.create(user=self.made.people["olga"], channel=self.made.wire)
        return {
            "rule_new": f"{here}/rulestage/new/", "rule_edit": f"{here}/rulestage/rule/{RULE}/edit/",
            "rule_change": f"{here}/rulestage/rule/{RULE}/change/", "rule_decide": f"{here}/rulestage/change/{change.pk}/decide/",
            "rule": f"{here}/rulestage/rule/{RULE}/", "rule_version": f"{here}/rulestage/rule/{RULE}/version/1/",
            "pack": f"{here}/rulestage/pack/ru/", "register_import": f"{here}/register/import/",
            "snapshot_page": f"{here}/register/snapshot/{waiting.pk}/",
            "snapshot_decide": f"{here}/register/snapshot/{waiting.pk}/decide/",
            "entity_forms": f"{here}/register/entity-forms/pact/", "entity": f"{here}/register/entity/pact/",
            "register_page": f"{here}/register/{register.pk}/page/", "register_entities": f"{here}/register/{register.pk}/entities/",
            "source": f"{here}/sourcerecord/source/{source.pk}/", "source_terms": f"{here}/sourcerecord/source/{source.pk}/terms/",
            "dashboard": f"{here}/flag/dashboard/", "sandbox": f"{here}/flag/sandbox/", "notifications": f"{here}/flag/notifications/",
            "notification_stop": f"{here}/flag/notifications/{mine.pk}/stop/",
            "article_proof": f"{here}/article/{article.pk}/proof/", "article_proof_json": f"{here}/article/{article.pk}/proof.json",
            "article_override": f"{here}/article/{article.pk}/override/",
        }

    def test_every_page_has_its_address_here(self) -> None:
        assert set(self.addresses()) == {page.name for page in PAGES}

    def test_methods_that_a_page_does_not_know_are_refused(self) -> None:
        addresses, olga = self.addresses(), self.olga
        for page in PAGES:
            for method in {"get", "post", "put", "patch", "delete"} - {name.lower() for name in page.methods}:
                assert getattr(olga, method)(addresses[page.name]).status_code == 405, (page.name, method)

    def test_nobody_gets_in_without_a_login_or_with_a_permission_less(self) -> None:
        addresses = self.addresses()
        for page in PAGES:
            method = page.methods[0].lower()
            assert getattr(Client(), method)(addresses[page.name]).status_code == 302, page.name
            name = f"without_{page.name}"
            self.made.person(name, *(set(ROOMS) - {page.permission}))
            answer = getattr(self.made.client(name), method)(addresses[page.name])
            assert answer.status_code == 403, page.name
            assert f"annotations.{page.permission}" in answer.content.decode(), page.name

    def test_every_form_asks_for_its_token(self) -> None:
        addresses = self.addresses()
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.made.people["olga"])
        for page in (row for row in PAGES if "POST" in row.methods):
            assert client.post(addresses[page.name]).status_code == 403, page.name
