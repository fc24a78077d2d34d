"""Invented subjects of a register: persons and organisations, declined by rules of their own.

The forms come from small tables of endings that are written here, not from the engine: what the benchmark plants in a
text is a truth that neither side of a comparison has made. Nobody of these names exists; a likeness is an accident.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any, Literal

from annotations.engine.register import Entity

Case = Literal["nom", "gen", "dat", "acc", "ins", "loc"]
CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "loc")
Forms = Mapping[Case, str]
Status = Literal["terrorist", "extremist", "undesirable", "foreign_agent"]
REGISTERS: Mapping[Status, str] = {
    "terrorist": "ru.fsb",
    "extremist": "ru.minjust.extremist",
    "undesirable": "ru.minjust.undesirable",
    "foreign_agent": "ru.minjust.foreign_agents",
}
_OF_ORGANISATIONS: tuple[Status, ...] = ("terrorist", "extremist", "foreign_agent", "undesirable")

_MASCULINE = ("", "а", "у", "а", "ом", "е")
_FEMININE = ("а", "ы", "е", "у", "ой", "е")
_THING = ("", "а", "у", "", "ом", "е")
_ADJECTIVE = ("ый", "ого", "ому", "ый", "ым", "ом")
_ADJECTIVE_FEMININE = ("ая", "ой", "ой", "ую", "ой", "ой")
_FATHERLY = ("", "а", "у", "а", "ем", "е")
_SURNAME = ("", "а", "у", "а", "ым", "е")
_SURNAME_FEMININE = ("а", "ой", "ой", "у", "ой", "ой")
_UNCHANGED = ("",) * 6

_MEN = "Антон Борис Богдан Вадим Виктор Глеб Давид Денис Захар Иван Кирилл Максим Мирон Роман Семён Степан Тимур Фёдор"
_WOMEN = "Алл Анн Вер Галин Екатерин Елен Зинаид Ирин Кир Ларис Людмил Марин Нин Полин Светлан Тамар"
_FATHERS = "Антон Борис Богдан Вадим Виктор Давид Денис Захар Иван Максим Мирон Роман Семён Степан Фёдор"
SURNAME_BEGINNINGS = (
    "Барс Бел Берд Бур Верт Вих Вол Гал Гарн Горд Гран Грив Дал Дерг Дол Дор Друж Зап Зар Зим Зуб Кал Кам Кап Кар "
    "Карс Кол Корн Крас Крут Кур Лад Лап Лес Лип Лом Луг Мал Мар Мез Мох Мур Наг Нем Нор Озер Пал Пар Пест Плат Пол "
    "Пор Рад Раз Род Руд Сав Сад Сел Сер Сив Соб Стар Суд Тал Тар Тих Том Топ Тур Угл Фад Хар Хол Чеб Черн Шат Щег Яр"
)
SURNAME_MIDDLES = "ав аг ал ам ан ар ас ат ед ел ем ен ер ет ид ил им ин ир ис од ол он ор ос от уб уд ул ун ур ут"
_SURNAME_ENDINGS = ("ов", "ев", "ин")
ADJECTIVES = (
    "автономн Autonomous, багрян Crimson, безмолвн Silent, бессмертн Immortal, бронзов Bronze, бурн Stormy, "
    "верн Loyal, вечн Eternal, вольн Unbound, горн Mountain, гранитн Granite, дерзновенн Daring, достойн Worthy, "
    "единодушн Unanimous, железн Iron, жемчужн Pearl, заветн Cherished, звёздн Starry, каменн Stone, красн Red, "
    "кристальн Crystal, лазурн Azure, лунн Lunar, магнитн Magnetic, медн Copper, мирн Peaceful, мраморн Marble, "
    "надёжн Reliable, народн Popular, небесн Heavenly, негасим Undying, независим Independent, неподкупн Upright, "
    "огненн Fiery, озёрн Lakeside, оловянн Pewter, парусн Sailing, пламенн Flaming, подводн Undersea, полночн Dusk, "
    "полярн Polar, правдив Truthful, пурпурн Purple, равнинн Lowland, рубинов Ruby, свободн Liberty, северн Northern, "
    "серебрян Silver, снежн Snowy, солнечн Sunny, справедлив Just, туманн Misty, янтарн Amber, яростн Furious"
)
MASCULINE_NOUNS = (
    "авангард Vanguard, альянс Alliance, архив Archive, бастион Bastion, барьер Barrier, батальон Battalion, "
    "вулкан Volcano, гарнизон Garrison, горизонт Horizon, десант Landing, дозор Patrol, журнал Journal, "
    "завет Covenant, караван Caravan, квартал Quarter, колокол Bell, компас Compass, корпус Corps, легион Legion, "
    "маршрут Route, манифест Manifesto, меридиан Meridian, молот Hammer, остров Island, отряд Squad, "
    "парламент Parliament, парус Sail, перевал Pass, полигон Range, портал Portal, протокол Protocol, редут Redoubt, "
    "союз Union, стандарт Standard, телеграф Telegraph, форпост Outpost, форум Forum, фронт Front, эскадрон Squadron"
)
FEMININE_NOUNS = (
    "бригада Brigade, волна Wave, газета Gazette, гроза Tempest, дружина Guard, застава Picket, звезда Star, "
    "инициатива Initiative, колонна Column, комета Comet, линза Lens, община Community, палата Chamber, "
    "победа Victory, правда Truth, скала Cliff, трибуна Tribune, формула Formula, школа School"
)
_TOWNS = (
    ("", ""), ("Ардона", "of Ardon"), ("Белогорья", "of Belogorye"), ("Заозёрска", "of Zaozyorsk"),
    ("Карсуна", "of Karsun"), ("Нижнедольска", "of Nizhnedolsk"), ("Приустья", "of Priustye"),
)  # fmt: skip
LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip
_PERSONS_IN_TWENTY = 9


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody of the register, and how texts write the name."""

    entity: Entity
    status: Status
    feminine: bool
    russian: tuple[Forms, ...]
    """Ways to write the Russian name, each in six cases; the first is the one to begin with."""
    english: str


def subjects(names: int, *, seed: int) -> tuple[Subject, ...]:
    """Subjects with ``names`` names together, two each; an odd number is rounded down. Same seed, same subjects.

    Raises:
        ValueError: when more names are asked for than can be made.
    """
    random = Random(seed)
    people, bodies = _persons(random), _organisations(random)
    made: list[Subject] = []
    for number in range(names // 2):
        subject = next(people if number % 20 < _PERSONS_IN_TWENTY else bodies, None)
        if subject is None:
            raise ValueError(f"{names} names are more than can be made; ask for at most {2 * number}")
        made.append(subject)
    return tuple(made)


def _persons(random: Random) -> Iterator[Subject]:
    """Persons; each has a surname of one's own, so that initials and a surname tell who it is."""
    parts = product(SURNAME_BEGINNINGS.split(), SURNAME_MIDDLES.split(), _SURNAME_ENDINGS)
    surnames = ["".join(part) for part in parts]
    random.shuffle(surnames)
    for number, surname in enumerate(surnames):
        yield _person(random, f"person-{number}", surname, random.random() < 0.4)


def _person(random: Random, entity: str, surname: str, feminine: bool) -> Subject:
    given = _forms(random.choice((_WOMEN if feminine else _MEN).split()), _FEMININE if feminine else _MASCULINE)
    last = _forms(surname, _SURNAME_FEMININE if feminine else _SURNAME)
    father = random.choice(_FATHERS.split())
    middle = _forms(f"{father}овн" if feminine else f"{father}ович", _FEMININE if feminine else _FATHERLY)
    initials = _forms(f"{given['nom'][0]}. {father[0]}.", _UNCHANGED)
    ways: list[tuple[Forms, ...]] = [(given, last), (last, given)]
    if random.random() < 0.5:
        ways = [(given, middle, last), *ways, (initials, last)]
    written = tuple(map(_joined, ways))
    english = f"{given['nom']} {last['nom']}".lower().translate(LATIN).title()
    return _subject(entity, "Person", "foreign_agent", feminine=feminine, russian=written, english=english)


def _organisations(random: Random) -> Iterator[Subject]:
    """Organisations of two or three words; some names lie in longer ones ("Red Front", "Red Front of Ardon")."""
    nouns = [(*pair, False) for pair in _pairs(MASCULINE_NOUNS)] + [(*pair, True) for pair in _pairs(FEMININE_NOUNS)]
    names = list(product(_pairs(ADJECTIVES), nouns, _TOWNS))
    random.shuffle(names)
    for number, ((adjective, english), (noun, kind, feminine), (town, of_town)) in enumerate(names):
        described = _forms(adjective, _ADJECTIVE_FEMININE if feminine else _ADJECTIVE)
        head = _forms(noun.removesuffix("а") if feminine else noun, _FEMININE if feminine else _THING)
        written = _joined((_capitalised(described), head, *([_forms(town, _UNCHANGED)] if town else [])))
        status = _OF_ORGANISATIONS[number % len(_OF_ORGANISATIONS)]
        yield _subject(
            f"organisation-{number}", "Organization", status, feminine=feminine, russian=(written,),
            english=f"{english} {kind} {of_town}".strip(),
        )  # fmt: skip


def _subject(
    entity: str, schema: str, status: Status, *, feminine: bool, russian: tuple[Forms, ...], english: str
) -> Subject:
    fields: dict[str, Any] = {
        "id": entity,
        "schema": schema,
        "names": [{"value": russian[0]["nom"], "lang": "ru"}, {"value": english, "lang": "en", "kind": "alias"}],
        "designations": [
            {"register": REGISTERS[status], "jurisdiction": "RU", "status": status, "in_force_on": "2019-03-01"}
        ],
    }
    return Subject(Entity.model_validate(fields), status, feminine, russian, english)


def _forms(stem: str, endings: tuple[str, ...]) -> Forms:
    return {case: stem + ending for case, ending in zip(CASES, endings, strict=True)}


def _joined(parts: tuple[Forms, ...]) -> Forms:
    return {case: " ".join(part[case] for part in parts) for case in CASES}


def _capitalised(forms: Forms) -> Forms:
    return {case: form[0].upper() + form[1:] for case, form in forms.items()}


def _pairs(listed: str) -> list[tuple[str, str]]:
    pairs = [entry.split() for entry in listed.split(", ")]
    return [(russian, english) for russian, english in pairs]
