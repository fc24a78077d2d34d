"""What rules say to people in another language: read from the pack's folder, refused when it is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.utils import translation

from annotations.localization.words import spoken_in, title_of, words_of
from annotations.rulebook.describe import basis_said, binds_when, dates_said, satisfied_by, scope_of
from annotations.rulebook.load import PACKS, load_pack, load_packs
from annotations.rulebook.problems import RulebookError

RULE = "gb.proscribed.notice"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "gb", tmp_path / "gb")
    return tmp_path / "gb"


def refused(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(RulebookError) as caught:
        load_pack(folder)
    return [(Path(row.file).name, row.line, row.code) for row in caught.value.problems]


def test_every_shipped_rule_speaks_russian() -> None:
    silent = set()
    for pack in load_packs():
        assert pack.titles["ru"]
        for rule in pack.rules:
            words, parts = rule.words["ru"], {part.name for part in rule.require.parts}
            said = {"title": words.title, "why": words.why, "cite": words.cite}
            said |= {"asks": words.asks} if rule.asks else {}
            said |= {"note": words.note} if rule.note else {}
            said |= {"exempt": words.exempt} if rule.exempt else {}
            silent |= {(rule.id, name) for name, text in said.items() if not text}
            silent |= {(rule.id, name) for name in parts - words.parts.keys()}
    assert silent == set()


def test_a_rule_is_said_in_the_readers_language_and_else_as_it_is() -> None:
    pack = load_pack(PACKS / "gb")
    rule = next(rule for rule in pack.rules if rule.id == RULE)
    with translation.override("ru-RU"):
        assert (words_of(rule).title, spoken_in(rule)) == ("Пометка о запрещённой организации", "")
        assert (title_of(pack), basis_said(rule)) == (
            "Великобритания", "закон: Закон о терроризме 2000 года, ст. 3 и прил. 2",
        )  # fmt: skip
        assert dates_said(rule.in_force) == "всегда"
    with translation.override("de"):
        assert (words_of(rule).title, spoken_in(rule)) == (rule.title, "en")
    assert words_of(rule, "en").title == rule.title


def test_what_binds_is_described_without_english_words() -> None:
    with translation.override("ru"):
        told = [
            (rule.id, text) for pack in load_packs() for rule in pack.rules
            for text in (binds_when(rule), scope_of(rule.scope), satisfied_by(rule))
        ]  # fmt: skip
    english = {" the ", " is ", " of ", " or ", " and ", " with ", " that "}
    bare = {(rule, "".join(text.split("`")[::2])) for rule, text in told}
    assert {(rule, text) for rule, text in bare for word in english if word in text.split("«")[0]} == set()


def test_words_of_a_rule_that_is_not_there_are_refused_by_line(folder: Path) -> None:
    (folder / "words-fr.yaml").write_text(f"language: fr\nrules:\n  {RULE}s:\n    title: Note\n", encoding="utf-8")
    assert refused(folder) == [("words-fr.yaml", 3, "unknown_rule")]


def test_a_language_is_given_once(folder: Path) -> None:
    (folder / "words-russian.yaml").write_text("language: ru\ntitle: Британия\n", encoding="utf-8")
    assert refused(folder) == [("words-russian.yaml", 1, "duplicate_language")]


def test_a_key_that_nobody_knows_is_refused(folder: Path) -> None:
    (folder / "words-fr.yaml").write_text(f"language: fr\nrules:\n  {RULE}:\n    titel: Note\n", encoding="utf-8")
    assert [(file, line) for file, line, _ in refused(folder)] == [("words-fr.yaml", 4)]


def test_words_in_the_rule_itself_go_before(tmp_path: Path) -> None:
    shutil.copytree(PACKS / "gb", tmp_path / "gb")
    rules = tmp_path / "gb" / "rules.yaml"
    text = rules.read_text(encoding="utf-8")
    own = "    words: {ru: {title: По-своему}}\n"
    rules.write_text(text.replace("    family: designation\n", f"{own}    family: designation\n", 1), encoding="utf-8")
    rule = next(rule for rule in load_pack(tmp_path / "gb").rules if rule.id == RULE)
    assert words_of(rule, "ru").title == "По-своему"
    assert words_of(rule, "ru").why == rule.why
