"""Ways to write a name: its words, their forms, and in which cases they agree."""

from annotations.engine.language.forms import ANY, DATIVE, GENITIVE, NOMINATIVE, PLURAL_SHIFT, NameForms, by_script
from annotations.engine.language.names import has_patronymic, name_forms
from annotations.engine.register import Name


def ways(value: str, *, person: bool = False, **options: str) -> tuple[NameForms, ...]:
    return name_forms(Name.model_validate({"value": value, **options}), person=person)


def forms(way: NameForms, word: int) -> dict[str, int]:
    return dict(way.slots[word].forms)


def test_adjective_and_noun_agree_by_case() -> None:
    (way,) = ways("Правый сектор", lang="ru")
    assert forms(way, 0)["правого"] == forms(way, 1)["сектора"] == GENITIVE
    assert forms(way, 0)["правому"] == forms(way, 1)["сектору"] == DATIVE


def test_what_follows_the_head_stays() -> None:
    (way,) = ways("Фонд борьбы с коррупцией", lang="ru")
    listed, _ = by_script(way)
    assert [slot.forms for slot in listed.slots[1:]] == [(("борьбы", ANY),), (("с", ANY),), (("коррупцией", ANY),)]


def test_a_plural_name_has_plural_forms_only() -> None:
    (way,) = ways("Штабы Навального", lang="ru")
    assert forms(way, 0)["штабов"] == GENITIVE << PLURAL_SHIFT
    assert "штаб" not in forms(way, 0)


def test_an_abbreviation_stays() -> None:
    (way,) = ways("ИГИЛ", lang="ru", kind="abbreviation")
    assert way.slots[0].forms == (("игил", ANY),)


def test_a_person_is_written_in_several_orders() -> None:
    orders = [way.order for way in ways("Савва Андреевич Синицын", person=True, lang="ru")]
    assert orders.count("full") == orders.count("reversed") == orders.count("initials") == 2
    assert set(orders) == {"full", "reversed", "initials", "one_initial", "given_initial", "surname"}


def test_surname_first_is_understood() -> None:
    listed = ways("Варламин Илья Александрович", person=True, lang="ru")
    natural = ways("Илья Александрович Варламин", person=True, lang="ru")
    assert listed == natural


def test_a_surname_has_the_gender_of_the_person() -> None:
    woman = ways("Злата Мезенцева", person=True, lang="ru")[0]
    assert forms(woman, 1)["мезенцева"] == NOMINATIVE
    assert "мезенцев" not in forms(woman, 1)


def test_initials_may_be_typed_in_latin() -> None:
    initials = next(way for way in ways("Савва Андреевич Синицын", person=True) if way.order == "initials")
    assert [dict(slot.forms).keys() for slot in initials.slots[:2]] == [{"с", "c", "s"}, {"а", "a"}]
    assert [slot.initial for slot in initials.slots] == [True, True, False]


def test_english_names_have_one_form() -> None:
    (way,) = ways("Right Sector", lang="en")
    assert [slot.forms for slot in way.slots] == [(("right", ANY),), (("sector", ANY),)]


def test_patronymics_are_told_from_surnames() -> None:
    assert has_patronymic(Name(value="Савва Андреевич Синицын", lang="ru"))
    assert not has_patronymic(Name(value="Роман Абрамович", lang="ru"))


def test_a_name_without_words_has_no_forms() -> None:
    assert ways("«»", lang="ru") == ()
