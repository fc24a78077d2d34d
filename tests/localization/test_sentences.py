"""What the engine says is known in Russian: every sentence of its source, and every finding of the rules' own cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotations.engine.check import check
from annotations.engine.copies.index import CopyIndex
from annotations.engine.dates import parse_moment
from annotations.engine.report import Report
from annotations.localization import told as told_module
from annotations.localization.catalogue import Catalogue
from annotations.localization.reading import languages, read_catalogue
from annotations.localization.told import told
from annotations.rulebook.cases import sample_reference
from annotations.rulebook.load import policy_of, read_packs
from annotations.rulebook.strict_yaml import read_yaml
from tests.localization.engine_text import stretches

FACTS = {"in force since"}
"""Of the facts behind a finding, which no page shows: the desk has them from the register itself."""
FOLDER = Path(told_module.__file__).parent / "ru"


@pytest.fixture(scope="module")
def read() -> str:
    """Everything that the Russian catalogue knows of the engine's words."""
    found: list[str] = []
    for path in FOLDER.glob("*.yaml"):
        data = read_yaml(path).data
        rows = [row for group in data.values() for row in group["phrases"]] if isinstance(data, dict) else data
        found += [" ".join(row["en"].split()) for row in rows]
    return "\n".join(found)


def test_every_sentence_of_the_engine_is_known(read: str) -> None:
    unknown = {piece for _, piece in stretches() if " ".join(piece.split()) not in read}
    assert unknown - FACTS == set()


def test_what_is_looked_for_is_found_in_the_source() -> None:
    found = {piece for _, piece in stretches()}
    assert "and nothing a reader can see says" in found
    assert len(found) > 100


def test_every_finding_of_the_cases_is_said_in_russian() -> None:
    said = {text for report in reports() for text in texts_of(report)}
    assert len(said) > 120
    assert {text for text in said if told(text, "ru") == text} == set()


def reports() -> list[Report]:
    """Of the first case that fires for each rule and outcome."""
    reference, made, seen = sample_reference(), [], set()
    for loaded in read_packs():
        for rule in loaded.pack.rules:
            alone = loaded.pack.model_copy(update={"rules": (rule.model_copy(update={"enabled": True}),)})
            for case in rule.cases:
                if not case.fires or (rule.id, case.expect) in seen:
                    continue
                seen.add((rule.id, case.expect))
                known = CopyIndex(case.known_articles()) if case.known else reference.known
                judged_by = replace(reference, packs=(alone,), known=known)
                made.append(check(
                    case.as_article(), judged_by, now=parse_moment(case.published), policy=policy_of(case),
                    earlier=case.before,
                ))  # fmt: skip
    return made


def texts_of(report: Report) -> list[str]:
    rows = [(row.message, row.help, row.basis, *(fix.title for fix in row.fixes)) for row in report.findings]
    return [text for row in rows for text in row if text]


@pytest.fixture(scope="module")
def russian() -> Catalogue:
    return read_catalogue("ru")


@pytest.mark.parametrize(("said", "wanted"), [
    ("Foo is named once, and nothing a reader can see says its status in Russia: foreign agent.",
     "Foo упоминается один раз, но читателю нигде не сказано, каков статус в России: иностранный агент."),
    ("Foo is named 4 times, and nothing a reader can see says that it is banned (or liquidated) in Russia, DE.",
     "Foo упоминается несколько раз (4), но читателю нигде не сказано, "
     "что деятельность запрещена (или организация ликвидирована) в России, в Германии."),
    ("A person must decide about Foo: abbreviated, reported.",
     "Foo: решить должен человек, потому что запрет указан сокращённо, текст говорит о пометке, а не даёт её."),
    ("30% of this text stands word for word, but for house style, in “Mr. Smith. Goes” (TASS, 2020-01-01). "
     "Show the link plainly.",
     "30 % этого текста слово в слово, не считая стиля издания, есть в «Mr. Smith. Goes» (TASS, 2020-01-01). "
     "Покажите ссылку открыто."),
    ("The notice “x” is out of date: Foo is no longer a house word since 2024-01-01 (a reason of its own).",
     "Пометка „x“ устарела: Foo с 2024-01-01 больше не является «house word» (a reason of its own)."),
])  # fmt: skip
def test_names_and_quotations_stay_and_the_rest_is_said(russian: Catalogue, said: str, wanted: str) -> None:
    assert russian.say(said) == wanted


def test_words_of_a_rule_of_ones_own_stay_as_they_are(russian: Catalogue) -> None:
    said = russian.say("The article owes пометку о погоде, and nothing a reader can see says it.")
    assert said == "Статья должна содержать пометку о погоде, а читатель этого нигде не видит."


def test_what_is_not_known_stays_as_it_is(russian: Catalogue) -> None:
    assert russian.say("Somebody has written this by hand.") is None
    assert told("Somebody has written this by hand.", "ru") == "Somebody has written this by hand."
    assert told("Move it.", "en") == "Move it."
    assert told("Move it.", "ru-RU") == "Перенесите её."
    assert languages() == {"ru"}


def test_a_hostile_quotation_costs_little(russian: Catalogue) -> None:
    inner = "” about ” does not stand where it is wanted: ” is about ” (" * 60
    assert russian.say(f"The notice “{inner}” about Foo is correct; nothing requires it.") is not None
    assert russian.say(f"The notice “{inner}") is None
