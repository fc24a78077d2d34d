"""What people do in the rooms, by forms alone."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from annotations.engine.check import check
from annotations.models.article import Article
from annotations.models.event import Event
from annotations.models.name_form import NameForm
from annotations.models.override import Override
from annotations.models.register import Register, Snapshot
from annotations.models.rule_stage import RuleChange, RuleStage
from annotations.models.rule_version import RuleVersion
from annotations.models.source import SourceRecord
from annotations.models.subscription import Subscription
from annotations.registers.live import current_reference
from tests.engine.newsroom import NOW, story
from tests.newsroom_app.desk import OWING
from tests.registers.desk import entity
from tests.rooms.desk import RoomsCase, addresses
from tests.rule_stages.wanted import RULE, text

HERE = "/admin/annotations"
RULES = f"{HERE}/rulestage"


class TestFlows(RoomsCase):
    # Rules.

    def test_a_version_is_tried_then_saved_then_looked_at(self) -> None:
        written = text(RULE, ("level: error", "level: note"))
        tried = self.olga.post(f"{RULES}/rule/{RULE}/edit/", {"text": written, "base": "1", "try": "1"})
        assert "15 cases passed." in tried.content.decode()
        assert RuleVersion.objects.count() == 1
        saved = self.olga.post(f"{RULES}/rule/{RULE}/edit/", {"text": written, "base": "1", "note": "Softer still."}, follow=True)
        assert saved.redirect_chain[-1][0] == f"{RULES}/rule/{RULE}/version/2/"
        assert "+level: note" in saved.content.decode()

    def test_a_wrong_text_comes_back_with_line_and_column_and_is_not_lost(self) -> None:
        answer = self.olga.post(f"{RULES}/rule/{RULE}/edit/", {"text": "id: x\nlevle: <b>", "base": "1"})
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert "Line 2, column 1: unknown field &quot;levle&quot;; did you mean &quot;level&quot;?" in shown
        assert "levle: &lt;b&gt;" in shown

    def test_a_stale_form_loses_nothing(self) -> None:
        written = text(RULE, ("level: error", "level: note"))
        answer = self.olga.post(f"{RULES}/rule/{RULE}/edit/", {"text": written, "base": "0"})
        assert answer.status_code == 422
        assert "Version 1 was saved meanwhile" in answer.content.decode()
        assert "level: note" in answer.content.decode()

    def test_a_weaker_rule_takes_two(self) -> None:
        change = RuleChange.objects.get(rule=RULE)
        own = self.olga.post(f"{RULES}/change/{change.pk}/decide/", {"answer": "approve"}, follow=True)
        assert "A second person must let it happen." in own.content.decode()
        self.pavel.post(f"{RULES}/change/{change.pk}/decide/", {"answer": "approve"})
        assert RuleStage.objects.get(rule=RULE).stage == "warn"
        again = self.pavel.post(f"{RULES}/change/{change.pk}/decide/", {"answer": "reject"}, follow=True)
        assert "Somebody has decided on this already." in again.content.decode()

    def test_a_change_is_asked_for_after_its_preview(self) -> None:
        RuleChange.objects.all().delete()
        path = f"{RULES}/rule/{RULE}/change/"
        page = self.olga.get(path, {"stage": "shadow", "sample": "100"}).content.decode()
        assert "It would do less than now." in page
        refused = self.olga.post(path, {"stage": "shadow", "version": "", "sample": "100", "reason": "no"})
        assert (refused.status_code, "at least 10 characters" in refused.content.decode()) == (422, True)
        self.olga.post(path, {"stage": "shadow", "version": "", "sample": "100", "reason": "Too many namesakes lately."})
        assert RuleChange.objects.get().state == "requested"

    def test_a_rule_of_the_house_begins_as_a_draft(self) -> None:
        own = text(RULE, (f"id: {RULE}", "id: ru.house.notice"))
        answer = self.olga.post(f"{RULES}/new/", {"pack": "ru", "text": own, "note": "Ours."}, follow=True)
        assert answer.redirect_chain[-1][0] == f"{RULES}/rule/ru.house.notice/version/1/"
        page = self.olga.get(f"{RULES}/rule/ru.house.notice/").content.decode()
        assert '<li class="an-step-now" aria-current="step">draft</li>' in page
        twice = self.olga.post(f"{RULES}/new/", {"pack": "ru", "text": own})
        assert "is there already" in twice.content.decode()

    # Registers.

    def waiting(self) -> Snapshot:
        return Snapshot.objects.get(register__name="ru.fsb", state="staged")

    def test_what_takes_entries_out_is_made_live_by_another_person(self) -> None:
        snapshot = self.waiting()
        path = f"{HERE}/register/snapshot/{snapshot.pk}/decide/"
        own = self.olga.post(path, {"answer": "now"}, follow=True)
        assert "a second person must make it live" in own.content.decode()
        assert self.waiting()
        self.pavel.post(path, {"answer": "now"})
        assert Register.objects.get(name="ru.fsb").live == snapshot
        assert snapshot.difference["ended"] == 2
        assert Event.objects.filter(kind="register.live", actor_name="pavel").exists()

    def test_a_snapshot_waits_for_its_time_or_is_put_aside(self) -> None:
        path = f"{HERE}/register/snapshot/{self.waiting().pk}/decide/"
        wrong = self.pavel.post(path, {"answer": "later", "apply_at": "31.12."}, follow=True)
        assert "Say when it is to go live." in wrong.content.decode()
        self.pavel.post(path, {"answer": "later", "apply_at": "2099-01-01T08:00"})
        assert self.waiting().apply_at is not None
        self.pavel.post(path, {"answer": "reject"})
        assert Snapshot.objects.filter(register__name="ru.fsb", state="staged").count() == 0

    def upload(self, *rows: dict[str, Any], **more: str) -> Any:
        content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        return self.olga.post(
            f"{HERE}/register/import/", {"register": "ru.fsb", "file": SimpleUploadedFile("x.jsonl", content), **more}, follow=True
        )

    def test_an_upload_waits_and_shows_what_it_changes(self) -> None:
        rows = [entity("pact", "Тихий пакт"), entity("legion", "Горный легион"), entity("guard", "Лесная стража")]
        page = self.upload(*rows).content.decode()
        assert "Look at what it changes before you make it live." in page
        assert "Лесная стража" in page
        assert Register.objects.get(name="ru.fsb").live.entities == 2  # type: ignore[union-attr]

    def test_a_file_that_shrinks_or_is_wrong_changes_nothing(self) -> None:
        before = Snapshot.objects.count()
        shrunk = self.upload(entity("pact", "Тихий пакт"))
        assert (shrunk.status_code, "It would lose too much" in shrunk.content.decode()) == (422, True)
        wrong = self.upload({"id": "x", "names": "nobody"})
        assert wrong.status_code == 422
        assert Snapshot.objects.count() == before

    def test_forms_are_ticked_off_and_wrong_ones_get_advice(self) -> None:
        path = f"{HERE}/register/entity-forms/pact/"
        told = {"name": "Тихий пакт", "form:тихий пакт": "right", "form:тихого пакта": "wrong", "form:nonsense": "right"}
        page = self.olga.post(path, told, follow=True).content.decode()
        assert "2 forms are looked at." in page
        assert "Called wrong: тихого пакта." in page
        assert dict(NameForm.objects.values_list("form", "is_right")) == {"тихий пакт": True, "тихого пакта": False}

    def test_a_form_that_is_called_wrong_counts_no_longer(self) -> None:
        def mentions(text: str) -> list[str]:
            report = check(story(text), current_reference(), now=NOW)
            return [mention.evidence.exact for mention in report.mentions]

        text = "Послы Тихого пакта молчат. Тихий пакт распался."
        assert mentions(text) == ["Тихого пакта", "Тихий пакт"]
        told = {"name": "Тихий пакт", "form:тихого пакта": "wrong", "form:тихий пакт": "wrong"}
        self.olga.post(f"{HERE}/register/entity-forms/pact/", told)
        assert mentions(text) == ["Тихий пакт"]
        self.olga.post(f"{HERE}/register/entity-forms/pact/", told | {"form:тихого пакта": "right"})
        assert mentions(text) == ["Тихого пакта", "Тихий пакт"]

    # The rest.

    def test_the_sandbox_answers_and_stores_nothing(self) -> None:
        models = list(apps.get_app_config("annotations").get_models())
        olga, before = self.olga, [model._default_manager.count() for model in models]
        page = olga.post(f"{HERE}/flag/sandbox/", {"text": OWING, "as_of": "2023-05-18", "jurisdictions": "ru"})
        assert "Verdict: block" in page.content.decode()
        assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
        early = olga.post(f"{HERE}/flag/sandbox/", {"text": OWING, "as_of": "2010-01-01", "jurisdictions": "RU"})
        assert "Verdict: allow" in early.content.decode()
        for told in ({"text": OWING, "as_of": "yesterday"}, {"text": ""}, {"text": OWING, "jurisdictions": "Mars"}):
            assert olga.post(f"{HERE}/flag/sandbox/", told).status_code == 422
        assert [model._default_manager.count() for model in models] == before

    def test_terms_are_tried_on_an_address_and_on_a_text(self) -> None:
        source = SourceRecord.objects.get(name="harbour-gazette")
        path = f"{HERE}/sourcerecord/source/{source.pk}/"
        theirs = self.olga.post(path, {"url": "harbourgazette.example/x?utm_source=y"}).content.decode()
        assert "It is a page of this partner" in theirs
        assert "not this partner" in self.olga.post(path, {"url": "https://other.example/"}).content.decode()
        tried = self.olga.post(path, {"text": "A story.", "original_url": "https://harbourgazette.example/x"})
        assert "attribution.source" in tried.content.decode()
        assert self.olga.post(path, {}).status_code == 422

    def test_terms_are_changed_with_an_event_and_refused_by_field(self) -> None:
        source = SourceRecord.objects.get(name="harbour-gazette")
        path = f"{HERE}/sourcerecord/source/{source.pk}/terms/"
        told = {"name": "The Gazette", "hosts": "harbourgazette.example", "credit": "Gazette\nThe Gazette", "link": "home"}
        self.olga.post(path, told)
        source.refresh_from_db()
        assert (source.payload["credit"], source.payload["link"]) == (["Gazette", "The Gazette"], "home")
        assert Event.objects.get(kind="source.changed").data["changed"]["link"][1] == "home"
        wrong = self.olga.post(path, told | {"valid_from": "soon"})
        assert (wrong.status_code, "Valid from" in wrong.content.decode()) == (422, True)

    def test_people_ask_for_notifications_and_stop_them(self) -> None:
        olga = self.made.people["olga"]
        path = f"{HERE}/flag/notifications/"
        told = {"channel": str(self.made.wire.pk), "via": "email", "alerts": "on", "digest_at": "07:30", "time_zone": "Europe/Moscow"}
        assert "no e-mail address" in self.olga.post(path, told).content.decode()
        olga.email = "olga@desk.example"
        olga.save()
        for wrong in ({"time_zone": "Mars"}, {"quiet_from": "22:00"}, {"digest_at": "25 o'clock"}, {"channel": "99999"}):
            answer = self.olga.post(path, told | wrong)
            assert answer.status_code in (404, 422), wrong
        self.olga.post(path, told)
        row = Subscription.objects.get()
        assert (row.alerts, row.digest, f"{row.digest_at:%H:%M}") == (True, False, "07:30")
        assert self.pavel.post(f"{HERE}/flag/notifications/{row.pk}/stop/").status_code == 404
        self.olga.post(f"{HERE}/flag/notifications/{row.pk}/stop/")
        assert not Subscription.objects.exists()

    def test_an_article_is_let_out_with_a_reason(self) -> None:
        article = Article.objects.get(external_id="a2")
        path = f"{HERE}/article/{article.pk}/override/"
        assert "names" in self.olga.get(path).content.decode() or "named" in self.olga.get(path).content.decode()
        assert self.olga.post(path, {"reason": "why"}).status_code == 422
        page = self.olga.post(path, {"preset": "Safety of life.", "reason": ""}, follow=True)
        assert "may be published until" in page.content.decode()
        assert Override.objects.get().expires_at > timezone.now()

    def test_the_proof_is_json_too_and_a_wrong_instant_is_told(self) -> None:
        article = Article.objects.get(external_id="a1")
        path = f"{HERE}/article/{article.pk}/proof"
        said = self.olga.get(f"{path}.json").json()
        assert (said["schema"], said["verdict"]) == ("annotations/proof/1", "block")
        early = self.olga.get(f"{path}.json", {"at": "2020-01-01"}).json()
        assert (early["revision"], early["verdict"]) == (None, "unchecked")
        assert self.olga.get(f"{path}/", {"at": "noon"}).status_code == 422
        assert self.olga.get(f"{path}.json", {"at": "noon"}).status_code == 422

    # All of them.

    def test_looking_writes_nothing(self) -> None:
        models = list(apps.get_app_config("annotations").get_models())
        olga = self.olga
        before = {model: list(model._default_manager.order_by("pk").values_list()) for model in models}
        for path in addresses(self.made).values():
            olga.get(path)
        after = {model: list(model._default_manager.order_by("pk").values_list()) for model in models}
        assert {model.__name__ for model in models if before[model] != after[model]} == set()
