"""Forms of context words."""

import pytest

from annotations.engine.language.context import context_forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("движение", "движения движению движением движении движений"),
        ("боевик", "боевика боевики боевиков боевикам"),
        ("боец", "бойца бойцов бойцами"),
        ("спеть", "спел спела спели споёт спевший спетую"),
        ("исполнить", "исполнил исполнила исполнит исполненный исполнившего"),
        ("журналистка", "журналистки журналисток"),
        ("Сирия", "Сирии Сирию Сирией"),
        ("Ужур", "Ужура Ужуре"),
        ("медиа", "медиа"),
        ("море", "моря морем морей"),
        ("школа", "школе школ школами"),
        ("school", "schools"),
        ("company", "companies"),
        ("church", "churches"),
        ("announce", "announced announcing announces"),
        ("ban", "bans banned banning"),
        ("carry", "carried carries"),
    ],
)
def test_a_context_word_counts_in_all_its_forms(word: str, forms: str) -> None:
    told = context_forms(word)
    assert [form for form in forms.lower().replace("ё", "е").split() if form not in told] == []


@pytest.mark.parametrize(
    ("word", "other"), [("море", "мор"), ("порт", "портной"), ("школа", "школьник"), ("river", "rival")]
)
def test_other_words_are_no_forms(word: str, other: str) -> None:
    assert other not in context_forms(word)


def test_words_of_a_phrase_stand_apart_and_agree() -> None:
    assert {"аль каида", "аль каиды", "аль каидой"} <= context_forms("Аль-Каида")
    channels = context_forms("телеграм-канал")
    assert {"телеграм канал", "телеграм канала", "телеграм каналы"} <= channels
    assert "телеграмом канала" not in channels


@pytest.mark.parametrize("word", ["", "!", "—"])
def test_no_word_has_no_forms(word: str) -> None:
    assert context_forms(word) == frozenset()
