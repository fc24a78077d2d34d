"""Russian names in Latin letters and back: found as the standards and the press write them, and nobody else."""

from __future__ import annotations

import pytest

from annotations.engine.language.ru.romanised import in_cyrillic, romanised
from tests.engine.lexicon import searching


def found(name: str, text: str, *, person: bool = False) -> list[str]:
    return searching.found(searching.lexicon_of(name, person=person), text)


@pytest.mark.parametrize(
    ("name", "standard", "spelling"),
    [
        ("Сергей Щёголев", "BGN/PCGN", "Sergey Shchegolev"),
        ("Сергей Щёголев", "press", "Sergei Shchyogolev"),
        ("Юрий Цветаев", "press", "Yuri Tsvetaev"),
        ("Юрий Цветаев", "passport", "Iurii Tsvetaev"),
        ("Юрий Цветаев", "ISO 9", "Jurij Cvetaev"),
        ("Юрий Цветаев", "GOST 7.79 B", "Yurij Czvetaev"),
        ("Андрей Жилинский", "ALA-LC", "Andrei Zhilinskii"),
        ("Андрей Жилинский", "press", "Andrey Zhilinsky"),
        ("Евгений Ельников", "BGN/PCGN", "Yevgeniy Yelnikov"),
        ("Александр Хромов", "custom", "Alexander Khromov"),
        ("Максим Лаврентьев", "custom", "Maxim Lavrentiev"),
        ("Наталья Подъячева", "passport", "Natalia Podieiacheva"),
    ],
)
def test_a_person_is_found_in_latin_letters(name: str, standard: str, spelling: str) -> None:
    assert found(name, f"In May {spelling} left the city.", person=True) == [spelling], standard
    surname_first = " ".join(reversed(spelling.split()))
    assert found(name, f"In May {surname_first} left the city.", person=True) == [surname_first]


@pytest.mark.parametrize("text", ["Sergei Shchukin", "Olga Shchegoleva", "Sergei Shchegolevsky", "Shchegolev Street"])
def test_another_name_is_nobody(text: str) -> None:
    assert found("Сергей Щёголев", f"In May {text} was in the news.", person=True) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Sergey Shchegolev", "О Сергее Щёголеве писали."),
        ("Shchegolev Sergei Ivanovich", "Дело Сергея Ивановича Щёголева закрыто."),
        ("Yulia Malnaya", "Говорили с Юлией Мальной."),
        ("Alexei Vasiliev", "Иск Алексея Васильева отклонён."),
    ],
)
def test_a_person_listed_in_latin_letters_is_found_in_russian(name: str, text: str) -> None:
    assert len(found(name, text, person=True)) == 1


@pytest.mark.parametrize("name", ["John Smith", "Olaf Scholz", "Maria Gonzalez", "Vladimir Horowitz", "Anna", "Igor i Olga"])
def test_what_is_not_a_russian_name_stays_as_it_is(name: str) -> None:
    assert in_cyrillic(name.lower().split()) == ()


def test_an_organisation_of_several_words_is_found_in_latin_letters() -> None:
    assert found("Северный пакт", "A leaflet of Severny Pakt said so.") == ["Severny Pakt"]
    assert found("Мост", "Most of them left.") == []


def test_only_russian_letters_are_spelt() -> None:
    assert romanised("Мiр") == frozenset()
    assert romanised("7") == frozenset()
