"""The verbs that show why something is a mention, and in which forms a name is looked for."""

from __future__ import annotations

import json

import pytest

from tests.management.run import REGISTER, Runner


@pytest.mark.parametrize(
    ("text", "exact", "decision", "reason"),
    [
        ("О Варкеше писали.", "Варкеше", "mention", "a strong name"),
        ("Полузащитник Глеб Торопцев забил гол.", "Глеб Торопцев", "review", "namesake"),
        ("Торопцев забил гол.", "Торопцев", "none", "the full name is not in the text"),
        ("Глеб Торопцев вышел. Торопцев рад.", "Торопцев", "mention", "the text says whose it is"),
        ("Глеб Торопцев вышел. На улице Торопцева темно.", "Торопцева", "none", "it names a street or another place"),
        ("глеб торопцев вышел.", "глеб торопцев", "none", "a word of a person's name has no capital"),
        ("Сайт varkesh.com закрыт", "varkesh", "none", "it is part of an address or an account's name"),
        ("Варкешевцы тут.", "Варкешевцы", "review", "a word for its members: the rule's policy decides"),
    ],
)
def test_each_place_has_its_reason(annotations: Runner, text: str, exact: str, decision: str, reason: str) -> None:
    ended = annotations("explain", text, *REGISTER, "--format", "json")
    told = [(one["exact"], one["decision"], one["reason"]) for one in json.loads(ended.out)]
    assert ended.status == 0
    assert (exact, decision, reason) in told


def test_form_and_case_are_told(annotations: Runner) -> None:
    ended = annotations("explain", "-", *REGISTER, stdin="О Глебе Торопцеве писали.".encode())
    assert "«Глеб Торопцев» (primary), as listed, prepositional" in ended.out
    assert annotations("explain", "Ничего.", *REGISTER).out == "no listed name stands in the text\n"


def test_without_a_register_there_is_nothing_to_explain(annotations: Runner) -> None:
    ended = annotations("explain", "О Варкеше писали.")
    assert (ended.status, ended.out) == (4, "")
    assert "[no_register]" in ended.err


def test_forms_are_listed_case_by_case(annotations: Runner) -> None:
    ended = annotations("registers", "forms", "Савва Синицын", "--person")
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert "dative савве синицыну" in lines
    assert "genitive синицына саввы" in lines


def test_forms_of_an_entity_of_a_file(annotations: Runner) -> None:
    ended = annotations("registers", "forms", "gleb-toroptsev", *REGISTER, "--format", "json")
    ways = json.loads(ended.out)["gleb-toroptsev"]
    assert {"full", "reversed", "initials", "surname"} <= {way["order"] for way in ways}
    refused = annotations("registers", "forms", "nobody", *REGISTER)
    assert (refused.status, "[unknown_name]" in refused.err) == (2, True)
