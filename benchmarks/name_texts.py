"""Articles for the benchmark of names: invented news of about 5.2 kB, every other one Russian, that name some subjects.

Besides subjects of the register they name people whom nobody lists, made of the same given names and surnames, so that
many a place looks like the beginning of a name. Names stand in any case, in full, with the surname first or with both
initials.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from annotations.engine.language.forms import ANY, NameForms, Slot
from annotations.engine.lexicon.build import ways_to_write
from annotations.engine.register import Entity
from benchmarks.prose import CORES, OPENINGS, PLACES, TAILS
from benchmarks.vocabulary import sentence

BYTES = 5200
_LETTERS = ("en", "ru")
_SHARE_WITHOUT_NAMES, _PARAGRAPH, _VARIED = 0.15, 4, 0.6
_SAID = {
    "ru": ("об этом сообщает {}", "по словам {}", "рядом стоит {}", "в письме названы {}", "с {} согласились не все"),
    "en": ("as {} reported", "according to {}", "{} stood nearby", "a letter names {}", "not all agreed with {}"),
}
_PASSERS_BY = {
    "ru": (("Иван", "Дмитрий", "Сергей", "Мария", "Елена", "Тимур"), ("Барсалов", "Гордетин", "Зимарский", "Лесорук")),
    "en": (("Ivan", "Dmitriy", "Sergey", "Mariya", "Elena", "Timur"), ("Barsalov", "Gordetin", "Zimarskiy", "Lesoruk")),
}  # fmt: skip


def phrases(entity: Entity, *, language: str | None = None) -> frozenset[str]:
    """Every way to write a name of ``entity`` in every case, folded, one space between words: what peers look for.

    Left out is what depends on the words around it: a surname alone, one initial alone, and the surname with the given
    name of somebody whose patronymic is known. Left out too are names half in Latin letters and half in Cyrillic ones.
    No text has any of them. ``language``: names of this language alone, in its letters.
    """
    found: set[str] = set()
    for row, forms, spelling in ways_to_write(entity):
        free = forms.order in {"full", "reversed", "initials"} and not spelling.surname_first
        if free and language in {None, row.name.lang}:
            for letters in _LETTERS if language is None else (language,):
                found.update(" ".join(words) for words in _agreeing(forms, latin=letters == "en"))
    return frozenset(found)


def _agreeing(way: NameForms, *, latin: bool) -> Iterator[list[str]]:
    """The words of a way in every case, in Latin letters or in Cyrillic ones."""
    for words in product(*([form for form in _forms(slot) if (form[0][0] < "\u0400") is latin] for slot in way.slots)):
        shared = ANY
        for _, bits in words:
            shared &= bits
        if shared:
            yield [word for word, _ in words]


def _forms(slot: Slot) -> list[tuple[str, int]]:
    """The forms of a word; an initial with its stop."""
    return [(form + "." * slot.initial, bits) for form, bits in slot.forms]


def articles(entities: Sequence[Entity], count: int, *, seed: int) -> list[str]:
    """``count`` articles that name some of ``entities``. Same seed, same articles."""
    random = Random(seed)
    return [_article(random, entities, "ru" if number % 2 else "en") for number in range(count)]


def _article(random: Random, entities: Sequence[Entity], language: str) -> str:
    chosen = random.sample(entities, random.randint(1, 5)) if random.random() >= _SHARE_WITHOUT_NAMES else []
    often = [entity for entity in chosen for _ in range(random.randint(1, 2))]
    about = [_sentence(random, language, _named(random, entity, language)) for entity in often]
    size, plain = sum(len(said.encode()) for said in about), list[str]()
    while size < BYTES:
        plain.append(_sentence(random, language, _passer_by(random, language) if random.random() < 0.2 else None))
        size += len(plain[-1].encode()) + 1
    for said in about:
        plain.insert(random.randrange(len(plain)), said)
    return "\n".join(" ".join(plain[at : at + _PARAGRAPH]) for at in range(0, len(plain), _PARAGRAPH))


def _sentence(random: Random, language: str, name: str | None) -> str:
    """A sentence, with a name at its end when one is given: a plain one of many words, or one of those of ``prose``."""
    if random.random() < _VARIED:
        return _ended(sentence(random, language) + (f", {random.choice(_SAID[language]).format(name)}" if name else ""))
    opening, core, tail = (random.choice(kind[language]) for kind in (OPENINGS, CORES, TAILS))
    if name is not None:
        tail = f", {random.choice(_SAID[language]).format(name)}"
    text = _ended(f"{opening} {core}{tail}").replace("{place}", random.choice(PLACES[language]))
    return text.replace("{number}", str(random.randint(11, 20))).replace("{speaker}", _passer_by(random, language))


def _ended(said: str) -> str:
    """With its full stop; that of an initial at the end is one already."""
    return said if said.endswith(".") else f"{said}."


def _passer_by(random: Random, language: str) -> str:
    given, surname = map(random.choice, _PASSERS_BY[language])
    return f"{given} {surname}"


def _named(random: Random, entity: Entity, language: str) -> str:
    """A name of the entity as it stands in a text: capitals where names have them."""
    ways = sorted(phrases(entity, language=language))
    words = random.choice(ways).split()
    return " ".join(word.capitalize() for word in words) if entity.is_person else " ".join(words).capitalize()
