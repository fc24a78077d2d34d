"""The scan finds what a plain search, word by word and name by name, finds: one text at a time and many together."""

from random import Random

import pytest

from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.word_batch import WordBatch
from annotations.engine.words import read_words
from tests.engine.lexicon.reference import Found, reference
from tests.engine.lexicon.searching import entity

ENTITIES = [
    entity("Савва Андреевич Синицын", id="sinitsyn", person=True),
    entity("Мария Синицына", "Мария Савина", id="maria", person=True),
    entity("Зиновій Ґалаґан", id="galagan", person=True),
    entity("Æther Strauß", id="aether", person=True),
    entity("Правый сектор", "«Правый сектор Северного берега»", "Вёрстка", id="sector"),
    entity("Северокавказскоедвижениезащиты берега", "Северокавказскоедвижениезащитник берега", id="long"),
    entity("Q_X центр", "中文 名字", "Group 20", "A&B", {"value": "МЫ", "case_sensitive": True}, id="odd"),
]
LEXICON = build_lexicon(ENTITIES)
PIECES = ["Савва", "Савве", "Андреевич", "Андреевича", "Синицын", "Синицына", "Синицыну", "С.", "А.", "М.", "Мария", "Марии", "Савина", "Савиной", "Зиновій", "Зиновия", "Ґалаґан", "Ґалаґана", "Галаган", "Æther", "aether", "Strauß", "Strauss", "Правый", "правого", "сектор", "секторе", "Северного", "берега", "вёрстка", "Верстку", "Северокавказскоедвижениезащиты", "Северокавказскоедвижениезащитник", "Северокавказскоедвижениезащита", "Q_X", "центр", "центра", "中文", "名字", "Group", "20", "A&B", "A", "B", "МЫ", "мы", "Мы", "😀", "и", "the"]
GAPS = (" ", " ", " ", " ", " ", "-", ", ", ". ", " — ", "\n", "&", " «", "» ", "_", "      ", "")


def written(random: Random) -> str:
    return "".join(random.choice(PIECES) + random.choice(GAPS) for _ in range(random.randint(0, 14)))


def told(lexicon: Lexicon, text: str, *, surnames: bool = False) -> list[Found]:
    hits = lexicon.scan(text, read_words(text), surnames=surnames)
    rows = ((hit, lexicon.rows[hit.name]) for hit in hits)
    return sorted({(hit.start, hit.end, row.entity, row.name.value, row.form) for hit, row in rows})


def test_the_scan_finds_what_a_plain_search_finds() -> None:
    random = Random(5)
    texts = [text for text in (written(random) for _ in range(450)) if not read_words(text).odd]
    found = 0
    for text in texts:
        for surnames in (False, True):
            expected = reference(ENTITIES, text, surnames=surnames)
            assert told(LEXICON, text, surnames=surnames) == expected, text
            found += len(expected)
    assert len(texts) > 200
    assert found > 200


def test_many_texts_together_give_what_each_gives() -> None:
    random = Random(6)
    texts = [written(random) for _ in range(500)]
    assert LEXICON.scan_many(WordBatch(texts)) == [LEXICON.scan(text, read_words(text)) for text in texts]


def test_long_words_that_share_both_ends_are_told_apart() -> None:
    listed, other = "Северокавказскоедвижениезащиты берега", "Северокавказскоеединениезащиты берега"
    assert told(LEXICON, listed)
    assert LEXICON.scan_many(WordBatch([listed, other]))[1] == []


@pytest.mark.parametrize(("listed", "other"), [("Ґалаґан", "ѱалаѱан"), ("straþ", "stra\u0253")])
def test_letters_that_share_a_mark_are_told_apart(listed: str, other: str) -> None:
    assert read_words(listed).outlines.tolist() == read_words(other).outlines.tolist()
    lexicon = build_lexicon([entity(listed, id="a")])
    assert told(lexicon, listed)
    assert told(lexicon, other) == []
    assert lexicon.scan_many(WordBatch([other, listed]))[0] == []


@pytest.mark.parametrize("stem", ["заремб", "зарембо", "зарембовска", "zarembowskay"])
def test_every_word_that_differs_in_two_letters_is_another(stem: str) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz" if stem.isascii() else "абвгдежзийклмнопрстуфхцчшщъыьэюя"
    values = [f"{stem}{one}{other}" for one in letters for other in letters]
    lexicon = build_lexicon([entity({"value": value, "inflect": "none"}, id=value) for value in values])
    found = [{entity for _, _, entity, _, _ in told(lexicon, value)} for value in values]
    assert found == [{value} for value in values]
    together = lexicon.scan_many(WordBatch(values))
    assert [{lexicon.rows[hit.name].entity for hit in hits} for hits in together] == found
