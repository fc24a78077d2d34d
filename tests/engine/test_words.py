"""Words of a text: where they stand, what they hash to, how they are written, what parts them."""

import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.engine.words import (
    ALL_CAPITALS,
    HAS_DIGIT,
    INITIAL_CAPITAL,
    JOINS,
    MIXED_SCRIPT,
    SIGNS,
    SINGLE_LETTER,
    STOP,
    fold,
    folded_words,
    hash_folded,
    read_words,
    word_hash,
)
from tests.shared import shared_lines


def surfaces(text: str) -> list[str]:
    words = read_words(text)
    return [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


def flags(word: str) -> int:
    return int(read_words(word).flags[0])


def test_letters_and_digits_make_words() -> None:
    assert surfaces("«Хайят Тахрир аш-Шам», 5G и Hay'at — 2021!") == [
        *("Хайят", "Тахрир", "аш", "Шам", "5G", "и", "Hay", "at", "2021"),
    ]


@pytest.mark.parametrize("text", ["", " ", "«»", "— …", "***", "\n\n", "¹²³", "🙂"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert len(read_words(text)) == 0


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("ТАЛИБАН", "талибан"),
        ("Вёрстка", "верстка"),
        ("Tâlebân", "talebân"),
        ("Łódź", "lodz"),
        ("Ｔａｌｉｂａｎ", "taliban"),
        ("𝐓𝐚𝐥𝐢𝐛𝐚𝐧", "taliban"),
        ("Ⓣⓐⓛⓘⓑⓐⓝ", "taliban"),
        ("Талиба́н", "Талибан"),
        ("ﬁnance", "finance"),
        ("٢٠٢١", "2021"),
        ("طـالبان", "طالبان"),
        ("ΑΘΉΝΑ", "αθηνα"),
    ],
)
def test_ways_to_write_a_word_fold_alike(written: str, same: str) -> None:
    assert fold(written) == fold(same)
    assert word_hash(written) == word_hash(same)


@pytest.mark.parametrize(("one", "other"), [("йод", "иод"), ("Мезенцев", "Мезенцева"), ("ТАСС", "TACC"), ("ї", "і")])
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert word_hash(one) != word_hash(other)


def test_decomposed_text_has_the_same_words_where_it_has_them() -> None:
    composed = "Штаб «Хайят Тахрир» ждёт Талиба́н"
    decomposed = unicodedata.normalize("NFD", composed)
    assert read_words(decomposed).hashes.tolist() == read_words(composed).hashes.tolist()
    assert surfaces(decomposed)[1] == unicodedata.normalize("NFD", "Хайят")


def test_invisible_characters_part_no_word() -> None:
    assert folded_words("Тали\u00adбан Тали\u200bбан Тали\u2060бан\ufe0f") == ("талибан",) * 3


def test_raised_digits_and_letters_are_footnote_marks() -> None:
    assert surfaces("Талибан¹ ИГИЛ² Метаª") == ["Талибан", "ИГИЛ", "Мета"]


def test_underscores_inside_a_word_belong_to_it() -> None:
    assert surfaces("_Meta_ __Meta__ talks_to_Meta") == ["Meta", "Meta", "talks_to_Meta"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Талибан", INITIAL_CAPITAL),
        ("ИГИЛ", INITIAL_CAPITAL | ALL_CAPITALS),
        ("С", INITIAL_CAPITAL | SINGLE_LETTER),
        ("и", SINGLE_LETTER),
        ("A1", INITIAL_CAPITAL | HAS_DIGIT),
        ("3GPP", ALL_CAPITALS | HAS_DIGIT),
        ("2021", HAS_DIGIT),
        ("Tалибан", INITIAL_CAPITAL | MIXED_SCRIPT),
        ("Vятич", INITIAL_CAPITAL | MIXED_SCRIPT),
        ("WhatsApp", INITIAL_CAPITAL),
    ],
)
def test_flags_tell_how_a_word_is_written(word: str, expected: int) -> None:
    told = INITIAL_CAPITAL | ALL_CAPITALS | MIXED_SCRIPT | SINGLE_LETTER | HAS_DIGIT
    assert flags(word) & told == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (" ", JOINS),
        ("\u00a0", JOINS),
        ("-", JOINS),
        ("» «", JOINS),
        ("* ", JOINS),
        ("¹ ", JOINS),
        (", ", SIGNS),
        (". ", SIGNS | STOP),
        (" — ", SIGNS),
        (" & ", SIGNS),
        (" (", SIGNS),
        ("\n", 0),
        (" \n ", 0),
        ("        ", 0),
    ],
)
def test_gaps_tell_what_parts_two_words(gap: str, expected: int) -> None:
    assert read_words(f"правый{gap}сектор").gaps.tolist() == [0, expected]


def test_a_stop_after_an_initial_joins() -> None:
    assert read_words("С. А. Синицын").gaps.tolist() == [0, JOINS | SIGNS | STOP, JOINS | SIGNS | STOP]


@pytest.mark.parametrize("text", ["", "два слова", "—"])
def test_only_one_word_has_a_hash(text: str) -> None:
    with pytest.raises(ValueError, match="give one"):
        word_hash(text)


def test_hashes_do_not_depend_on_the_place() -> None:
    far = "слово " * 40_000 + "Талибан"
    assert int(read_words(far).hashes[-1]) == word_hash("талибан")


def test_a_word_across_the_pages_of_the_hash_is_one_word() -> None:
    text = " " * 65_530 + "Талибанизация"
    assert int(read_words(text).hashes[0]) == word_hash("Талибанизация")


def test_endless_marks_take_no_endless_time() -> None:
    words = read_words("Тали" + "\u0301" * 200_000 + "бан и " + "ﬁ" * 100_000)
    assert len(words) == 3


@given(st.text())
def test_any_text_has_words_in_order_inside_it(text: str) -> None:
    words = read_words(text)
    bounds = np.stack([words.starts, words.ends], axis=1).ravel()
    assert (np.diff(bounds) >= 0).all()
    assert (words.ends > words.starts).all()
    assert not len(bounds) or (bounds[0] >= 0 and bounds[-1] <= len(text))


@example("0_Ŀ").via("an underscore before a letter of two")
@given(st.text(st.characters(categories=("L", "N", "P", "Zs", "M"))))
def test_folding_is_what_hashing_compares(text: str) -> None:
    assert read_words(text).hashes.tolist() == hash_folded(list(folded_words(text))).tolist()


@given(st.text(), st.text())
def test_a_paragraph_more_changes_no_word_before_it(text: str, more: str) -> None:
    alone, together = read_words(text), read_words(f"{text}\n{more}")
    count = len(alone)
    assert together.hashes[:count].tolist() == alone.hashes.tolist()
    assert together.gaps[:count].tolist() == alone.gaps.tolist()


def test_normalised_forms_of_unicode_are_the_same_words() -> None:
    rows = list(shared_lines("suites/unicode_normalization.jsonl"))
    differ = [row["src"] for row in rows if len({folded_words(row[form]) for form in ("src", "nfc", "nfd")}) > 1]
    assert differ == []


def test_no_text_is_too_odd_to_read() -> None:
    for row in shared_lines("suites/naughty_strings.jsonl"):
        read_words(row["s"])
    assert surfaces("\ud800 Талибан \udfff") == ["Талибан"]


def test_a_word_longer_than_a_page_has_the_hash_of_its_letters() -> None:
    long = "аб" * 70_000
    assert int(read_words(f"и {long} и").hashes[1]) == int(hash_folded([long])[0]) != int(hash_folded([long[:-1]])[0])
