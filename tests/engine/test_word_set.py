"""Word sets: whatever finds a name in a text is in them."""

import numpy as np
import pytest

from annotations.engine.language.names import name_forms
from annotations.engine.register import Entity, Name
from annotations.engine.word_set import form_hashes, word_set
from tests.engine.newsroom import story


def holds(text: str, name: str, headline: str | None = None) -> bool:
    words = np.frombuffer(word_set(story(text, headline=headline)), dtype="<u8")
    ways = name_forms(Name(value=name, lang="ru"), person=False, gender=None)
    return any(
        all(np.isin(form_hashes([form for form, _ in slot.forms]), words).any() for slot in way.slots) for way in ways
    )


@pytest.mark.parametrize(
    "text",
    ["Северный пакт", "о Северном пакте", "СЕВЕРНОГО ПАКТА", "Северный пaкт с латинской буквой", "«Северный» пакт"],
)
def test_a_name_is_found_in_all_its_forms(text: str) -> None:
    assert holds(f"Здесь говорят {text} и молчат.", "Северный пакт")


def test_letters_set_apart_are_joined() -> None:
    assert holds("Это В а р к е ш вернулся.", "Варкеш")


def test_every_field_that_is_searched_counts() -> None:
    assert holds("Текст.", "Варкеш", headline="Варкеш вернулся")
    assert not holds("Текст.", "Варкеш", headline="Никто не вернулся")


def test_an_entity_is_known_by_its_content() -> None:
    plain = Entity.model_validate({"id": "a", "schema": "Person", "names": [{"value": "Имя"}]})
    stated = Entity.model_validate({"names": [{"value": "Имя", "lang": None}], "hosts": [], "schema": "Person", "id": "a"})
    assert plain.digest == stated.digest
    assert Entity.model_validate(plain.row) == plain
