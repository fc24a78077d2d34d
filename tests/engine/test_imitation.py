"""Words in letters of another script: what they imitate, what they look like."""

import pytest

from annotations.engine.imitation import shape, skeletons


@pytest.mark.parametrize(
    ("written", "imitated"),
    [
        ("Tалибан", "талибан"),
        ("Тaliban", "taliban"),
        ("Ꭲалибан", "талибан"),
        ("3лата", "злата"),
        ("запрещeна", "запрещена"),
    ],
)
def test_a_word_of_two_scripts_is_read_as_one(written: str, imitated: str) -> None:
    assert imitated in skeletons(written)


@pytest.mark.parametrize("word", ["Талибан", "Taliban", "طالبان", "2021", ""])
def test_a_plain_word_imitates_no_other_word_of_its_script(word: str) -> None:
    assert word.lower() not in skeletons(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tалибaн", "талибан"),
        ("TaIiban", "taliban"),
        ("lslamic", "Islamic"),
        ("Fасеbook", "facebook"),
        ("ϲова", "сова"),
    ],
)
def test_look_alikes_have_one_shape(one: str, other: str) -> None:
    assert shape(one) == shape(other)


@pytest.mark.parametrize(("one", "other"), [("талибан", "талибы"), ("мета", "мегa"), ("кот", "рот")])
def test_words_that_look_otherwise_have_other_shapes(one: str, other: str) -> None:
    assert shape(one) != shape(other)
