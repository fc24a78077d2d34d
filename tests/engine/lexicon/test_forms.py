"""Names are found in every case in which articles write them, and their near misses are not."""

import copy

import pytest

from annotations.engine.language.corrections import Correction
from annotations.engine.language.forms import slot
from tests.engine.lexicon.declined import MEN, ORGANISATIONS, QUOTED, STAGE_NAMES, WOMEN, Declined
from tests.engine.lexicon.searching import forms_found, found, is_found, lexicon_of, near_misses


@pytest.mark.parametrize("name", ORGANISATIONS, ids=lambda name: name.listed)
def test_an_organisation_is_found_in_every_case(name: Declined) -> None:
    lexicon = lexicon_of({"value": name.listed, "lang": "ru"})
    assert [form for form in name.forms if not is_found(lexicon, form)] == []
    assert near_misses(lexicon, name.near_misses) == []


@pytest.mark.parametrize("name", QUOTED, ids=lambda name: name.listed)
def test_what_is_quoted_stays_or_inflects_with_the_common_noun(name: Declined) -> None:
    lexicon = lexicon_of({"value": name.listed, "lang": "ru"})
    inner = [form.rstrip("»“") for form in name.forms]
    assert [form for form in inner if form not in found(lexicon, f"Вчера {form}» снова назвали.")] == []
    assert near_misses(lexicon, name.near_misses) == []


@pytest.mark.parametrize("name", [*MEN, *WOMEN, *STAGE_NAMES], ids=lambda name: name.listed)
def test_a_person_is_found_in_every_case_and_no_other_gender(name: Declined) -> None:
    lexicon = lexicon_of({"value": name.listed, "lang": "ru"}, person=True)
    assert [form for form in name.forms if not is_found(lexicon, form)] == []
    assert near_misses(lexicon, name.near_misses) == []


def test_a_demonym_is_found_in_both_numbers() -> None:
    lexicon = lexicon_of({"value": "талибы", "lang": "ru", "kind": "demonym"})
    forms = ["талиб", "талиба", "талибу", "талибом", "талибы", "талибов", "талибам", "талибами", "талибах"]
    assert [form for form in forms if not is_found(lexicon, form)] == []
    assert near_misses(lexicon, ["талибан", "талибский"]) == []


def test_an_english_demonym_is_found_in_both_numbers() -> None:
    lexicon = lexicon_of({"value": "Taliban fighter", "lang": "en", "kind": "demonym"})
    assert found(lexicon, "A Taliban fighter and two Taliban fighters' cars") == ["Taliban fighter", "Taliban fighters"]


def test_a_weak_surname_keeps_to_the_gender_of_the_person() -> None:
    woman = lexicon_of("Анна Шмидт", {"value": "Шмидт", "kind": "weak"}, person=True)
    man = lexicon_of("Генрих Шмидт", {"value": "Шмидт", "kind": "weak"}, person=True)
    assert found(woman, "Адвокат Шмидта ждал.") == []
    assert found(man, "Адвокат Шмидта ждал.") == ["Шмидта"]


def test_names_that_do_not_inflect_stay() -> None:
    lexicon = lexicon_of({"value": "Медуза", "inflect": "none"}, {"value": "Мета", "kind": "abbreviation"})
    assert found(lexicon, "Медуза, Медузы, Мета, Меты") == ["Медуза", "Мета"]


def test_names_of_other_languages_stay() -> None:
    lexicon = lexicon_of({"value": "Правий сектор", "lang": "uk"}, {"value": "Right Sector", "lang": "en"})
    assert found(lexicon, "Правий сектор, Правого сектора, Right Sector's") == ["Правий сектор", "Right Sector"]


def test_forms_are_added_and_taken_out() -> None:
    correction = Correction.of(added=["Мистериеса"], never=["Мистерии"])
    lexicon = lexicon_of("Мистерия", corrections={"Мистерия": correction})
    assert found(lexicon, "Мистерия без Мистериеса, Мистерии и Мистерию") == ["Мистерия", "Мистериеса", "Мистерию"]


def test_a_form_that_is_taken_out_leaves_the_other_ways_to_write_a_name() -> None:
    never = Correction.of(never=["Льву Дюжеву", "Дюжевым Львом"])
    lexicon = lexicon_of("Лев Дюжев", person=True, corrections={"Лев Дюжев": never})
    text = "Лев Дюжев, Льва Дюжева, Льву Дюжеву, Львом Дюжевым, Дюжевым Львом, Дюжеву Льву, Lev Dyuzhev"
    assert forms_found(lexicon, text) == [
        ("Лев Дюжев", "full"), ("Льва Дюжева", "full"), ("Львом Дюжевым", "full"), ("Дюжеву Льву", "reversed"),
        ("Lev Dyuzhev", "full"),
    ]  # fmt: skip
    assert near_misses(lexicon, ["Лев Дюжева", "Льва Дюжеву"]) == []


def test_a_weak_way_to_write_a_name_stays_weak() -> None:
    never = Correction.of(never=["Дюжева Л"])
    lexicon = lexicon_of("Лев Андреевич Дюжев", person=True, corrections={"Лев Андреевич Дюжев": never})
    told = dict(forms_found(lexicon, "Л. Дюжев и Л. А. Дюжев; Дюжева Л. не нашли."))
    assert told == {"Л. Дюжев": "one_initial", "Л. А. Дюжев": "initials"}


def test_a_correction_of_another_name_changes_nothing() -> None:
    lexicon = lexicon_of("Мистерия", corrections={"Мистика": Correction.of(never=["Мистерии"])})
    assert is_found(lexicon, "Мистерии")


def test_latin_names_take_russian_endings() -> None:
    lexicon = lexicon_of({"value": "Facebook", "lang": "en"})
    assert found(lexicon, "в Facebook'е, с Facebook-ом, о Facebookе") == ["Facebook", "Facebookе"]


def test_a_slot_that_was_put_away_is_still_found() -> None:
    listed = slot({"иван": 1, "ивана": 2})
    taken_out = copy.deepcopy(listed)
    assert taken_out is not listed
    assert {listed: "found"}[taken_out] == "found"
