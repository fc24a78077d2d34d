"""A newsroom for the pages of rules, registers, partners, dashboard and proof: with versions, waiting changes, snapshots."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.models import User
from django.test import Client, TestCase
from django.utils import timezone

from annotations.models.register import Register, Snapshot
from annotations.models.source import SourceRecord
from annotations.registers.importing import import_register
from annotations.registers.jsonl import read_sources
from annotations.rule_stages import changes
from annotations.rule_stages.applied import Placed
from annotations.rule_stages.texts import save_version
from annotations.rulebook.cases import SAMPLES
from tests.registers.desk import entity, register_file
from tests.review.desk import EVERYTHING, Newsroom, busy
from tests.rule_stages.wanted import RULE, subject, text

ROOMS = (
    *EVERYTHING, "change_story", "view_rulestage", "edit_rule", "publish_rule", "view_register", "publish_register",
    "change_nameform", "view_sourcerecord", "change_sourcerecord", "add_callback", "override_gate", "view_outgoing",
)  # fmt: skip
ENTITY = "northern-pact"
WHY = "The desk of law has asked for it."


class RoomsCase(TestCase):
    """The newsroom is made once for the tests of a class, and each finds it as it was."""

    made: Newsroom

    @classmethod
    def setUpTestData(cls) -> None:
        with TemporaryDirectory() as folder:
            cls.made = rooms(Path(folder))

    @property
    def olga(self) -> Client:
        return self.made.client("olga")

    @property
    def pavel(self) -> Client:
        return self.made.client("pavel")


def rooms(folder: Path) -> Newsroom:
    """``busy`` with Olga, who may do everything in the rooms, and Pavel, who may as well."""
    made = busy()
    olga, _pavel = made.person("olga", *ROOMS), made.person("pavel", *ROOMS)
    for source in read_sources(str(SAMPLES / "sources.jsonl")).values:
        payload = source.model_dump(mode="json", exclude_unset=True, by_alias=True)
        SourceRecord.objects.create(name=source.id, payload=payload)
    write_rule(olga)
    bring(folder, olga, [entity("pact", "Тихий пакт"), entity("legion", "Горный легион")])
    return made


def write_rule(by: User, level: str = "warning") -> int:
    """A version of the designation rule, and a change to it that waits."""
    now = timezone.now()
    made = save_version(
        text(RULE, ("level: error", f"level: {level}")), subject().pack, rule=RULE, by=by, at=now, note="Softer."
    )
    changes.ask(subject(), Placed("warn", made.pk), by=by, reason=WHY, at=now)
    return made.pk


def bring(folder: Path, by: User, rows: list[dict[str, Any]], name: str = "ru.fsb") -> Register:
    """A register whose first snapshot is live and whose second waits, in which the last entry is gone."""
    now = timezone.now()
    first = import_register(name, register_file(folder, rows, "first.jsonl"), at=now, by=by)
    ended = {**rows[0], "designations": [rows[0]["designations"][0] | {"ended_on": "2026-01-01"}]}
    import_register(
        name, register_file(folder, [ended], "second.jsonl"), at=now, by=by, apply=False, allow_shrink=100
    )
    return first.register


def addresses(made: Newsroom) -> dict[str, str]:
    """Every page of the rooms that is looked at, by a name for its picture."""
    register = Register.objects.get(name="ru.fsb")
    waiting = Snapshot.objects.get(register=register, state="staged")
    source = SourceRecord.objects.order_by("name")[0]
    article = made.flag(article__external_id="a1").article_id
    here = "/admin/annotations"
    return {
        "rules": f"{here}/rulestage/",
        "rule": f"{here}/rulestage/rule/{RULE}/",
        "rule-version": f"{here}/rulestage/rule/{RULE}/version/1/",
        "rule-edit": f"{here}/rulestage/rule/{RULE}/edit/",
        "rule-new": f"{here}/rulestage/new/?like={RULE}",
        "rule-change": f"{here}/rulestage/rule/{RULE}/change/?stage=draft",
        "pack": f"{here}/rulestage/pack/ru/",
        "registers": f"{here}/register/",
        "register": f"{here}/register/{register.pk}/page/",
        "entities": f"{here}/register/{register.pk}/entities/",
        "import": f"{here}/register/import/?register=ru.fsb",
        "snapshot": f"{here}/register/snapshot/{waiting.pk}/?sample=100",
        "entity": f"{here}/register/entity/pact/",
        "sources": f"{here}/sourcerecord/",
        "source": f"{here}/sourcerecord/source/{source.pk}/",
        "terms": f"{here}/sourcerecord/source/{source.pk}/terms/",
        "dashboard": f"{here}/flag/dashboard/",
        "sandbox": f"{here}/flag/sandbox/",
        "notifications": f"{here}/flag/notifications/",
        "proof": f"{here}/article/{article}/proof/",
        "override": f"{here}/article/{article}/override/",
    }
