"""Where sentences end, and where a full stop ends none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.engine.language.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Сборник открывает рассказ С. А. Синицына о театре.",
        "Он жил в г. Москве на ул. Ленина, д. 5, кв. 3.",
        "Приехали послы, т. е. дипломаты, и т. д. без конца.",
        "Товар стоит 3.50 руб. за штуку, всего 5 млн. руб. за партию.",
        "В 2014 г. Верховный суд признал сектор экстремистским.",
        "«Талибан» (организация запр. в РФ. Прим. ред.) пригласил инспекторов.",
        "Школа им. Пушкина открыта с сент. по май.",
        "«Мы победим!» — сказал он.",
        "Он ушёл... и не вернулся.",
        "Сайт Lenta.Ru упал.",
        "Рос. Федерация вышла из договора.",
        "The U.S. Supreme Court ruled against Mr. Smith of St. Louis, e.g. on costs.",
        "Meta Platforms Inc. said it would appeal.",
        "No. 5 is alive.",
        "1. Первый пункт без второго.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Налоги не вырастут. Сектор останется.", ["Налоги не вырастут.", "Сектор останется."]),
        ("Что? Да! Нет… Конец.", ["Что?", "Да!", "Нет…", "Конец."]),
        ("«Талибан» ушёл.* Письмо передали.", ["«Талибан» ушёл.*", "Письмо передали."]),
        ("Лагерь пуст.¹ Школы закрыты.", ["Лагерь пуст.¹", "Школы закрыты."]),
        ("Он сказал: «Мы уйдём.» Потом ушёл.", ["Он сказал: «Мы уйдём.»", "Потом ушёл."]),
        ("Да. (Иноагент. Честный.) Нет.", ["Да.", "(Иноагент. Честный.)", "Нет."]),
        ("Это группа А. Затем другая.", ["Это группа А.", "Затем другая."]),
        ("Пришёл домой.Потом ушёл.", ["Пришёл домой.", "Потом ушёл."]),
        ("И т. д. Потом ушли.", ["И т. д.", "Потом ушли."]),
        ("He left the U.S. He came back.", ["He left the U.S.", "He came back."]),
        ("They said no. Then they left.", ["They said no.", "Then they left."]),
        ("Заголовок\nТекст. Ещё", ["Заголовок", "Текст.", "Ещё"]),
        ("Не закрыта (скобка. Дальше.", ["Не закрыта (скобка.", "Дальше."]),
    ],
)
def test_sentences_end_where_they_should(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_only_the_stretch_asked_for_is_split() -> None:
    text = "Первое. Второе. Третье."
    assert [text[start:end] for start, end in split_sentences(text, 8, 15)] == ["Второе."]
    assert split_sentences(text, 7, 8) == []


@pytest.mark.parametrize("piece", [". ", "(a. ", "С. ", "5 г. А ", '."', ".*", "«", "т. п. "])
def test_long_odd_texts_take_no_endless_time(piece: str) -> None:
    assert sentences(piece * 20_000)


@given(st.text(st.sampled_from('аБ .!?…()«»"*¹\n5г')))
def test_sentences_hold_all_that_is_not_white_space(text: str) -> None:
    spans = split_sentences(text, 0, len(text))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
