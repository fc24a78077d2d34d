"""Topics and sayings by name: the shipped ones, a pack's own, and names of which nobody has heard."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.rulebook.load import load_pack
from annotations.rulebook.topics import shipped_sayings, shipped_topics
from tests.rulebook.examples import changed, line_of, refused, written

MENTION = "when: {mention: {statuses: [terrorist, extremist]}}"


def test_the_shipped_ones_are_read() -> None:
    assert {"suicide", "cryptoasset"} <= shipped_topics().keys()
    assert {"made-with-ai", "affiliate-commission", "correction-note"} <= shipped_sayings().keys()


def test_a_pack_carries_the_shipped_topics_that_its_rules_name(tmp_path: Path) -> None:
    text = changed((MENTION, "when: {topic: suicide}"), ("require: {notice: ban}", "require: {saying: made-with-ai}"))
    pack = load_pack(written(tmp_path, text))
    assert [topic.id for topic in pack.topics] == ["suicide"]
    assert [saying.id for saying in pack.sayings] == ["made-with-ai"]


def test_a_pack_may_bring_its_own(tmp_path: Path) -> None:
    own = "topics:\n  - {id: floods, title: Floods, terms: {en: {flood*: 1}}}\nrules:\n"
    text = changed(("rules:\n", own), (MENTION, "when: {topic: floods}"))
    assert [topic.id for topic in load_pack(written(tmp_path, text)).topics] == ["floods"]


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        (MENTION, "when: {topic: suicid}", "unknown_topic", 'no topic "suicid"; did you mean "suicide"?'),
        (MENTION, "when: {any: [{topic: floods}]}", "unknown_topic", 'no topic "floods"; known: cryptoasset, suicide'),
        ("require: {notice: ban}", "require: {saying: made-with-ia}", "unknown_saying", 'did you mean "made-with-ai"?'),
        (MENTION, "when: {field: {paidby: present}}", "unknown_field", "did you mean 'paid_by'?"),
        (MENTION, "when: {text: {phrases: ['a (b']}}", "phrase", "a bracket is not closed"),
        (MENTION, "when: {mention: {statuses: [a]}, media: image}", "trigger", "mention and media bind different"),
        ("require: {notice: ban}", "require: {placement: top}", "require", "state at least one of notice, credit"),
        ("require: {notice: ban}", "require: {exact: [{text: a, from: 2024-01-02, to: 2024-01-01}]}", "dates", "to is before"),
        ("require: {notice: ban}", "require: {lable: [x]}", "unknown_field", 'unknown field "lable"; did you mean "label"?'),
    ],
)  # fmt: skip
def test_wrong_names_and_forms_are_refused_at_their_line(
    tmp_path: Path, old: str, new: str, code: str, said: str
) -> None:
    text = changed((old, new))
    problem = refused(written(tmp_path, text))[0]
    assert (problem.code, problem.line) == (code, line_of(text, new)), problem
    assert said in problem.message
