"""Articles affected by a change: those whose report changes, and no others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.engine.article import Article as Sent
from annotations.engine.check import check
from annotations.engine.reference import Reference
from annotations.engine.report import Report
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.revision import Revision
from annotations.registers.affected import affected_by_change
from annotations.registers.affected_rules import affected_by_rules, changed_rules
from annotations.registers.live import current_reference
from annotations.rulebook.load import load_packs
from tests.engine.newsroom import NOW, story
from tests.registers.desk import AT, LATER, NAMES, entity, revisions, stored, taken_over

pytestmark = pytest.mark.django_db


def verdict(report: Report) -> Report:
    """A report without what says by which snapshots it was made."""
    return replace(report, registers=())


def reports(reference: Reference) -> dict[int, Report]:
    articles = Article.objects.select_related("latest")
    sent = {row.pk: Sent.model_validate(row.latest.payload) for row in articles if row.latest}
    return {key: verdict(check(article, reference, now=NOW, fixes=False)) for key, article in sent.items()}


def change(
    folder: Path, before: list[dict[str, Any]], after: list[dict[str, Any]], **options: Any
) -> tuple[list[int], list[int]]:
    """The articles said to be affected, and those whose report has changed."""
    old = taken_over(folder, before)
    judged = reports(current_reference())
    new = taken_over(folder, after, at=LATER, allow_shrink=100, **options)
    again = reports(current_reference())
    affected = affected_by_change(new.register, old.snapshot.pk, new.snapshot.pk)
    return affected, sorted(key for key in judged if judged[key] != again[key])


def test_names_added_and_designations_ended_touch_the_articles_whose_report_changes(tmp_path: Path) -> None:
    stored(*revisions(200, seed=3))
    listed = [entity(f"e{number}", name) for number, name in enumerate(NAMES[:40])]
    ended = [entity(f"e{number}", NAMES[number], ended_on="2020-01-01") for number in range(2)]
    added = [entity(f"n{number}", name) for number, name in enumerate(NAMES[40:50])]
    affected, changed = change(tmp_path, listed, [*ended, *listed[2:], *added])
    assert affected == changed
    assert 5 < len(affected) < 100


def test_an_alias_touches_the_articles_that_hold_it_and_no_others(tmp_path: Path) -> None:
    _, aliased, _ = stored(story("Северный пакт.", id="a"), story("Тихий караван.", id="b"), story("Дождь.", id="c"))
    before, after = entity("pact", "Северный пакт"), entity("pact", "Северный пакт", "Тихий караван")
    affected, changed = change(tmp_path, [before], [after])
    assert affected == changed == [aliased.pk]


@pytest.mark.parametrize(
    "text", ["О Северном пакте молчат.", "СЕВЕРНЫЙ ПАКТ", "Сeверный пакт с чужой буквой.", "С е в е р н ы й п а к т"]
)
def test_names_are_found_however_they_are_written(text: str, tmp_path: Path) -> None:
    stored(story(text, id="a"))
    affected, changed = change(tmp_path, [entity("other", "Горный заслон")], [entity("pact", "Северный пакт")])
    assert set(changed) <= set(affected)


def test_words_of_a_name_far_apart_may_be_checked_in_vain(tmp_path: Path) -> None:
    (article,) = stored(story("Северный ветер. Подписан пакт.", id="a"))
    affected, changed = change(tmp_path, [entity("other", "Горный заслон")], [entity("pact", "Северный пакт")])
    assert (affected, changed) == ([article.pk], [])


def test_the_first_register_touches_every_article(tmp_path: Path) -> None:
    articles = stored(story("Дождь.", id="a"), story("Снег.", id="b"))
    first = taken_over(tmp_path, [entity("pact", "Северный пакт")])
    assert affected_by_change(first.register, None, first.snapshot.pk) == [row.pk for row in articles]


def test_a_changed_producer_touches_its_own_material(tmp_path: Path) -> None:
    (article,) = stored(story("Дождь.", id="a", producer="pact"))
    before, after = entity("pact", "Северный пакт"), entity("pact", "Северный пакт", status="foreign_agent")
    affected, changed = change(tmp_path, [before], [after])
    assert affected == changed == [article.pk]


def test_a_dismissed_flag_is_looked_at_again(tmp_path: Path) -> None:
    (article,) = stored(story("Дождь.", id="a"))
    Flag.objects.create(
        article=article, key="k", rule="ru.designation.notice", family="designation", subject="pact", outcome="missing",
        level="error", state="closed", reason="false_positive", opened_at=AT, closed_at=AT,
    )
    before, after = entity("pact", "Северный пакт"), entity("pact", "Северный пакт", "Тихий караван")
    assert change(tmp_path, [before], [after])[0] == [article.pk]


def test_an_entity_of_two_registers_keeps_what_the_other_says(tmp_path: Path) -> None:
    stored(story("Северный пакт вернулся.", id="a"))
    taken_over(tmp_path, [entity("pact", "Северный пакт")], "kz")
    affected, changed = change(tmp_path, [entity("pact", "Северный пакт"), entity("x", "Горный заслон")],
                               [entity("x", "Горный заслон")], forget=True)
    assert affected == changed == []


def test_an_unreadable_revision_counts_as_one_that_holds_any_name(tmp_path: Path) -> None:
    (article,) = stored(story("", id="a"))
    Revision.objects.filter(article=article).update(word_hashes=b"")
    affected, _ = change(tmp_path, [entity("x", "Горный заслон")], [entity("pact", "Северный пакт")])
    assert affected == [article.pk]


def test_a_rule_touches_the_articles_in_its_scope() -> None:
    russian, british, nowhere = stored(
        story("a", id="a"), story("b", id="b", jurisdictions=("GB",)), story("c", id="c", jurisdictions=())
    )
    packs = load_packs(["ru"])
    without = tuple(pack.model_copy(update={"rules": ()}) for pack in packs)
    rules = changed_rules(packs, without)
    assert changed_rules(packs, packs) == []
    affected = affected_by_rules(rules)
    assert russian.pk in affected
    assert british.pk not in affected
    nowhere.channel.jurisdictions = ["RU"]
    nowhere.channel.save()
    assert nowhere.pk in affected_by_rules(rules)
