"""Which names can be looked for, and what stands behind each row."""

import pytest

from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.lexicon.model import Skipped
from tests.engine.lexicon.searching import entity, found, lexicon_of


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "holds no word"),
        ("!!!", "holds no word"),
        ("Z", "single letter"),
        ("и", "single letter"),
        ("the", "most common words"),
        ("Они и мы", "most common words"),
    ],
)
def test_names_that_name_nobody_are_left_out_with_the_reason(value: str, reason: str) -> None:
    lexicon = lexicon_of(value)
    assert list(lexicon.rows) == []
    assert [(skip.entity, skip.value) for skip in lexicon.skipped] == [("listed", value)]
    assert reason in lexicon.skipped[0].reason


def test_a_common_word_is_a_name_in_capitals_or_quotation_marks() -> None:
    lexicon = lexicon_of({"value": "IS", "case_sensitive": True}, {"value": "Мы", "quoted_only": True})
    assert lexicon.skipped == ()
    assert found(lexicon, "IS is here, мы тоже") == ["IS", "мы"]


def test_skipped_names_are_in_order_of_entity() -> None:
    lexicon = build_lexicon([entity("Z", "Талибан", id="second"), entity("the", id="first")])
    assert [skip.entity for skip in lexicon.skipped] == ["first", "second"]
    assert isinstance(lexicon.skipped[0], Skipped)


def test_rows_tell_entity_name_and_form() -> None:
    lexicon = lexicon_of({"value": "Савва Андреевич Синицын", "kind": "legal"}, person=True)
    assert {row.form for row in lexicon.rows} == {
        "full", "reversed", "surname", "initials", "one_initial", "given_initial"
    }
    assert {(row.entity, row.name.kind) for row in lexicon.rows} == {("listed", "legal")}


def test_words_that_names_share_are_stored_once() -> None:
    one = lexicon_of("Фонд борьбы с коррупцией")
    two = build_lexicon([entity("Фонд борьбы с коррупцией", id="a"), entity("Фонд борьбы с коррупцией", id="b")])
    assert len(one.parts[0].forms) == len(two.parts[0].forms)
    assert [len(level.keys) for level in two.parts[0].names.levels] == [1, 1, 1]
