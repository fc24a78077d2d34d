"""A register of any size for the benchmark of names: invented persons and organisations, Russian and English.

Every subject has a Russian and an English name. One person in four is listed with the patronymic, as registers do:
"Фамилия Имя Отчество". The register of a smaller size is the beginning of a larger one. A million names have about
110,000 different words.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from annotations.engine.register import Entity, Name
from benchmarks.subjects import ADJECTIVES, FEMININE_NOUNS, LATIN, MASCULINE_NOUNS, SURNAME_BEGINNINGS, SURNAME_MIDDLES

_MEN = (
    "Адам Азамат Александр Алексей Анатолий Андрей Антон Арсений Артур Аслан Ахмед Богдан Борис Вадим Валерий "
    "Василий Виктор Виталий Владимир Владислав Вячеслав Геннадий Георгий Глеб Григорий Давид Дамир Даниил "
    "Денис Дмитрий Евгений Егор Захар Ибрагим Иван Игорь Ильдар Илья Кирилл Константин Леонид Магомед Макар "
    "Максим Марат Матвей Михаил Мурат Никита Николай Олег Павел Расул Рашид Роман Рустам Сергей Станислав "
    "Степан Тагир Тарас Тимур Фарид Филипп Шамиль Эдуард Юрий Юсуп Ярослав"
)
_WOMEN = (
    "Аида Аксинья Алина Алла Алсу Амина Анастасия Анна Валентина Валерия Варвара Вера Вероника Виктория Галина "
    "Гульнара Дарья Диана Ева Евгения Екатерина Елена Елизавета Жанна Зарина Зинаида Зоя Инна Ирина Камилла "
    "Карина Кира Кристина Ксения Лариса Лейла Лидия Любовь Людмила Мадина Маргарита Марина Мария Надежда "
    "Наталья Нина Оксана Ольга Патимат Полина Раиса Регина Рената Светлана София Тамара Татьяна Ульяна Фатима "
    "Эльвира Юлия Яна"
)
_FATHERS = (
    "Александров Алексеев Андреев Антонов Борисов Вадимов Викторов Владимиров Давидов Денисов Егоров Захаров "
    "Иванов Максимов Михайлов Николаев Олегов Павлов Романов Сергеев Степанов Тимуров Эдуардов"
)
_SURNAME_ENDINGS = ("ов", "ев", "ин", "ский", "енко", "ук", "ян", "швили", "оев", "ич")
_FEMININE_ENDINGS = {"ов": "ова", "ев": "ева", "ин": "ина", "ский": "ская", "оев": "оева"}
_TAILS = ("", "", "", "Ардона", "Белогорья", "Заозёрья", "Карсуна", "Приустья", "Северного берега", "Нижнего города")
_ENGLISH_TAILS = (
    "", "", "", "of Ardon", "of Belogorye", "of Zaozerye", "of Karsun", "of Priustye", "North", "Low Town"
)  # fmt: skip
_KINDS = (("Фонд", "Fund"), ("Центр", "Centre"), ("Движение", "Movement"), ("Комитет", "Committee"), ("Союз", "Union"))
_PERSONS, _WITH_PATRONYMIC, _WOMEN_SHARE, _BRANDS = 0.6, 0.25, 0.4, 0.35
_SYLLABLES = (
    "ба ве гу до жи за ку ле мо ни по ра се ти фу ха це чо ше ю"
)


def register(names: int, *, seed: int) -> list[Entity]:
    """Entities with ``names`` names together, two each; an odd number is rounded down. Same seed, same entities."""
    random = Random(seed)
    surnames = _surnames(random)
    return [_entity(random, number, surnames) for number in range(names // 2)]


def _surnames(random: Random) -> list[str]:
    """Some forty thousand surnames; the first are met more often, as in life."""
    found = [
        beginning + middle + ending
        for beginning in SURNAME_BEGINNINGS.split()
        for middle in SURNAME_MIDDLES.split()
        for ending in _SURNAME_ENDINGS
    ]
    random.shuffle(found)
    return found


def _entity(random: Random, number: int, surnames: Sequence[str]) -> Entity:
    person = random.random() < _PERSONS
    russian, english = _person(random, surnames) if person else _organisation(random)
    names = (
        Name.model_construct(value=russian, lang="ru", kind="primary"),
        Name.model_construct(value=english, lang="en", kind="alias"),
    )
    return Entity.model_construct(id=f"e{number}", kind="Person" if person else "Organization", names=names)


def _person(random: Random, surnames: Sequence[str]) -> tuple[str, str]:
    woman = random.random() < _WOMEN_SHARE
    given = random.choice((_WOMEN if woman else _MEN).split())
    surname = surnames[int(len(surnames) * random.random() ** 2)]
    if woman:
        ending = next((ending for ending in ("оев", *_FEMININE_ENDINGS) if surname.endswith(ending)), "")
        surname = surname.removesuffix(ending) + _FEMININE_ENDINGS.get(ending, "")
    english = f"{given} {surname}".lower().translate(LATIN).title()
    if random.random() >= _WITH_PATRONYMIC:
        return f"{given} {surname}", english
    father = random.choice(_FATHERS.split())
    return f"{surname} {given} {father}{'на' if woman else 'ич'}", english


def _organisation(random: Random) -> tuple[str, str]:
    if random.random() < _BRANDS:
        brand = "".join(random.sample(_SYLLABLES.split(), random.randint(2, 4)))
        kind, english = random.choice(_KINDS)
        return f"{kind} «{brand.capitalize()}»", f"{brand.translate(LATIN).capitalize()} {english}"
    feminine = random.random() < 1 / 3
    noun, kind = random.choice(_pairs(FEMININE_NOUNS if feminine else MASCULINE_NOUNS))
    (first, one), (second, other) = random.sample(_pairs(ADJECTIVES), 2)
    tail = random.randrange(len(_TAILS))
    ending = "ая" if feminine else "ый"
    words = [first.capitalize() + ending, second + ending, noun, _TAILS[tail]]
    translated = [one, other, kind, _ENGLISH_TAILS[tail]]
    if random.random() < 1 / 2:
        del words[1], translated[1]
    return " ".join(words).strip(), " ".join(translated).strip()


def _pairs(listed: str) -> list[tuple[str, str]]:
    known = _PAIRS.get(listed)
    if known is None:
        entries = [entry.split() for entry in listed.split(", ")]
        known = _PAIRS[listed] = [(russian, english) for russian, english in entries]
    return known


_PAIRS: dict[str, list[tuple[str, str]]] = {}
