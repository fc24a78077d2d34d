"""What the scan finds, what it lets pass, and that nothing around a name changes it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.word_batch import WordBatch
from annotations.engine.words import read_words
from tests.engine.lexicon.searching import entity, forms_found, found, lexicon_of
from tests.shared import shared_lines

SECTOR = lexicon_of({"value": "Правый сектор", "lang": "ru"})
SINITSYN = lexicon_of({"value": "Савва Андреевич Синицын", "lang": "ru", "kind": "legal"}, person=True)
MANY = build_lexicon(
    [
        entity("Талибан", "талибы", id="taliban"),
        entity("Исламское государство", {"value": "ИГ", "case_sensitive": True}, id="islamic-state"),
        entity("Хайят Тахрир аш-Шам", "Hayat Tahrir al-Sham", id="hts"),
        entity("Савва Андреевич Синицын", id="sinitsyn", person=True),
        entity("Савва Синицын", id="namesake", person=True),
    ]
)
PIECES = [
    *("Талибан", "талибов", "Исламского", "государства", "ИГ", "Хайят", "Тахрир", "аш-Шама", "Савве", "Синицыну", "С."),
    *("А.", "Андреевичу", "Tалибан", " ", "\u00a0", "-", ", ", ". ", "\n", "«", "»", "*", "(", ")", "и", "¹", "é"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@pytest.mark.parametrize("gap", [" ", "\u00a0", "\u2009", "-", "  ", "» «", "* ", "¹ ", '" '])
def test_words_of_a_name_stand_beside_each_other(gap: str) -> None:
    assert found(SECTOR, f"Вчера Правый{gap}сектор вышел.") == [f"Правый{gap}сектор"]


@pytest.mark.parametrize("gap", [", ", ". ", ": ", "; ", " (", ") ", "\n", " — ", "/", " и ", "         "])
def test_punctuation_parts_a_name(gap: str) -> None:
    assert found(SECTOR, f"Вчера Правый{gap}сектор вышел.") == []


def test_a_name_with_signs_of_its_own_is_found_with_and_without_them() -> None:
    lexicon = lexicon_of("Ernst & Young", "Meta Platforms, Inc.", {"value": "Фонд им. Иванова", "lang": "ru"})
    text = "Ernst & Young, Ernst Young, Ernst, Young, Meta Platforms, Inc. and Meta, Platforms"
    assert found(lexicon, text) == ["Ernst & Young", "Ernst Young", "Meta Platforms, Inc"]
    assert found(lexicon, "в Фонде им. Иванова") == ["Фонде им. Иванова"]


def test_names_inside_names_are_all_told() -> None:
    lexicon = build_lexicon([entity("Талибан", id="one"), entity("Техрик-е-Талибан Пакистан", id="two")])
    assert found(lexicon, "«Техрик-е-Талибан Пакистан»") == ["Техрик-е-Талибан Пакистан", "Талибан"]


def test_entities_that_share_a_name_are_all_told() -> None:
    lexicon = build_lexicon([entity("Исламская группа", id="egypt"), entity("Исламская группа", id="pakistan")])
    text = "Лидер «Исламской группы» ждал."
    hits = lexicon.scan(text, read_words(text))
    assert [lexicon.rows[hit.name].entity for hit in hits] == ["egypt", "pakistan"]


@pytest.mark.parametrize(
    ("name", "shown", "hidden"),
    [
        ("ISIS", "ISIS", "Isis isis"),
        ("Meta", "Meta", "META meta"),
        ("Right Sector", "Right Sector", "right sector, Right sector, RIGHT SECTOR"),
        ("WhatsApp", "WhatsApp", "Whatsapp"),
        ("Медуза", "Медузы", "медузы МЕДУЗЫ"),
    ],
)
def test_capitals_count_where_a_name_says_so(name: str, shown: str, hidden: str) -> None:
    lexicon = lexicon_of({"value": name, "case_sensitive": True})
    assert found(lexicon, f"Что {shown} и {hidden}?") == [shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ролик Meta.\n\nДЕЯТЕЛЬНОСТЬ META ЗАПРЕЩЕНА В РФ", ["Meta", "META"]),
        ("Ролик.\n*META ПРИЗНАНА ЭКСТРЕМИСТСКОЙ", ["META"]),
        ("Вышла игра META 2024 года", []),
        ("МЕДУЗЫ ПРИПЛЫЛИ К БЕРЕГУ", []),
    ],
)
def test_a_line_in_capitals_has_no_other_letters_for_a_latin_name(text: str, shown: list[str]) -> None:
    lexicon = lexicon_of({"value": "Meta", "case_sensitive": True}, {"value": "Медуза", "case_sensitive": True})
    assert found(lexicon, text) == shown


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Савва Синицын", "full"),
        ("Савве Андреевичу Синицыну", "full"),
        ("Синицына Савву", "reversed"),
        ("Синицын Савва Андреевич", "reversed"),
        ("С. А. Синицына", "initials"),
        ("С.А. Синицын", "initials"),
        ("С.\u00a0А.\u00a0Синицына", "initials"),
        ("C. A. Синицын", "initials"),
        ("Синицыну С. А.", "initials"),
        ("С. Синицыным", "one_initial"),
        ("Синицын С.", "one_initial"),
        ("Савва А. Синицын", "given_initial"),
    ],
)
def test_a_legal_name_is_found_in_both_orders_and_with_initials(text: str, form: str) -> None:
    assert (text, form) in forms_found(SINITSYN, f"Рассказ ({text}) вышел.")


@pytest.mark.parametrize(
    "text",
    [
        *("П. Г. Синицын", "А. С. Синицын", "Синицын С. П.", "Синицын", "С Синицыным", "работал с А. Синицыным"),
        *("с. а. Синицын", "Савва, Синицын", "Савва Синицына", "Синицын Савва Петрович", "Синицына Саввы Петровича"),
    ],
)
def test_other_initials_and_other_patronymics_are_other_people(text: str) -> None:
    assert found(SINITSYN, f"Вчера {text} вышел.") == []


def test_a_bare_surname_is_found_only_when_asked_for() -> None:
    asked = lexicon_of("Савва Синицын", person=True)
    text = "Синицыну 40 лет."
    hits = asked.scan(text, read_words(text), surnames=True)
    assert [(text[hit.start : hit.end], hit.form) for hit in hits] == [("Синицыну", "surname")]
    assert found(lexicon_of("Савва Синицын", person=True), "Синицыну 40 лет.") == []


def test_hits_come_in_order_of_position_and_name() -> None:
    text = "Савва Синицын, Талибан и Исламское государство; талибы."
    hits = MANY.scan(text, read_words(text))
    assert [(hit.first_word, hit.last_word, hit.name) for hit in hits] == sorted(
        (hit.first_word, hit.last_word, hit.name) for hit in hits
    )
    assert [text[hit.start : hit.end] for hit in hits][-1] == "талибы"


def test_an_empty_lexicon_finds_nothing() -> None:
    empty = build_lexicon([])
    assert found(empty, "Талибан, Tалибан и ещё 3лата") == []
    assert empty.scan_many(WordBatch([])) == []
    assert empty.scan_many(WordBatch([""])) == [[]]


def surfaces(lexicon: Lexicon, text: str) -> list[tuple[int, int, str]]:
    hits = lexicon.scan(text, read_words(text))
    return [(hit.start, hit.end, lexicon.rows[hit.name].entity) for hit in hits]


@given(texts, texts)
def test_another_paragraph_changes_no_hit(text: str, more: str) -> None:
    together = surfaces(MANY, f"{text}\n{more}")
    assert [hit for hit in together if hit[0] < len(text)] == surfaces(MANY, text)


@given(st.lists(texts, max_size=6))
def test_many_texts_at_once_give_the_hits_of_each(several: list[str]) -> None:
    batch = WordBatch(several)
    assert MANY.scan_many(batch) == [MANY.scan(text, read_words(text)) for text in several]
    for number, text in enumerate(several):
        own, read = batch.words(number), read_words(text)
        assert (own.starts.tolist(), own.hashes.tolist()) == (read.starts.tolist(), read.hashes.tolist())
        assert (own.flags.tolist(), own.gaps.tolist()) == (read.flags.tolist(), read.gaps.tolist())


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_entities_changes_nothing(order: list[int]) -> None:
    entities = [
        entity("Талибан", "талибы", id="taliban"),
        entity("Исламская группа", id="egypt"),
        entity("Исламская группа", "Джамаат-и-Ислами", id="pakistan"),
        entity("Савва Андреевич Синицын", id="sinitsyn", person=True),
    ]
    text = "Талибан и «Исламская группа», она же Джамаат-и-Ислами; С. А. Синицын."
    shuffled = build_lexicon([entities[at] for at in order])
    straight = build_lexicon(entities)
    assert list(shuffled.rows) == list(straight.rows)
    assert shuffled.scan(text, read_words(text)) == straight.scan(text, read_words(text))


def test_no_text_is_too_odd_to_scan() -> None:
    for row in shared_lines("suites/naughty_strings.jsonl"):
        MANY.scan(row["s"], read_words(row["s"]))
    for row in shared_lines("suites/unicode_normalization.jsonl"):
        MANY.scan(row["nfd"], read_words(row["nfd"]))
