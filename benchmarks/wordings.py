"""Invented wordings of notices, packs that ask for them, and the ways in which newsrooms change what they print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from annotations.engine.rulebook import Pack

_SMALL = tuple(
    """
    the of and to in is for that on by with as was it from at be this are or an which not has
    """.split()  # noqa: SIM905
)
_CONSONANTS, _VOWELS = "bcdfghklmnprstvz", "aeiou"
_VOCABULARY = 3_000
_BASIS = {"type": "policy", "cite": "invented", "reviewed_on": date(2026, 11, 22)}

EDITS = ("as it is", "capitals", "quotation marks and dashes", "a line break", "a word more", "a word less", "a slip")


def wordings(count: int, *, seed: int) -> list[str]:
    """So many sentences of 9 to 18 words, every third of them a small one that all share."""
    random = Random(seed)
    words = sorted({_word(random) for _ in range(_VOCABULARY)})
    made: dict[str, None] = {}
    while len(made) < count:
        length = random.randint(9, 18)
        drawn = [random.choice(_SMALL) if random.random() < 0.34 else random.choice(words) for _ in range(length)]
        made[" ".join(drawn).capitalize() + "."] = None
    return list(made)


def edited(wording: str, edit: str, random: Random) -> str:
    """The wording as a newsroom prints it after one edit; HTML."""
    words = wording.split()
    at = random.randrange(1, len(words) - 1)
    if edit == "capitals":
        return wording.upper()
    if edit == "quotation marks and dashes":
        return " ".join([*words[:at], f"“{words[at]}” —", *words[at + 1 :]])
    if edit == "a line break":
        return " ".join(words[:at]) + "<br>\n<b>" + " ".join(words[at:]) + "</b>"
    if edit == "a word more":
        return " ".join([*words[:at], "hereby", *words[at:]])
    if edit == "a word less":
        return " ".join([*words[:at], *words[at + 1 :]])
    if edit == "a slip":
        longest = max(range(len(words)), key=lambda place: len(words[place]))
        letters = list(words[longest])
        letters[1], letters[2] = letters[2], letters[1]
        return " ".join([*words[:longest], "".join(letters), *words[longest + 1 :]])
    return wording


def asking(texts: Sequence[str], *, rules: int) -> Pack:
    """A pack of so many rules, each of which asks every article for one of its share of the texts."""
    shares = [texts[number::rules] for number in range(rules)]
    return _pack([{"when": {"always": True}, "require": _exactly(share)} for share in shares])


def of_rules(texts: Sequence[str]) -> Pack:
    """A pack of one rule for each text: of ten, five bind by a field, four by words of the text, one always."""
    rows = [{"when": _when(number, text), "require": _exactly([text])} for number, text in enumerate(texts)]
    return _pack(rows)


def _when(number: int, text: str) -> object:
    if number % 10 == 0:
        return {"always": True}
    if number % 2:
        return {"field": {"paid_by": ["present"]}}
    return {"text": {"phrases": {"any": [" ".join(text.lower().rstrip(".").split()[:3])]}}}


def _exactly(texts: Sequence[str]) -> object:
    return {"language": "any", "exact": [{"text": text} for text in texts]}


def _pack(rows: Sequence[dict[str, object]]) -> Pack:
    rules = [
        {
            "id": f"bench.rule-{number}", "title": "An invented rule", "why": "To be measured.", "family": "advisory",
            "level": "warning", "basis": _BASIS, **row,
        }
        for number, row in enumerate(rows)
    ]  # fmt: skip
    return Pack.model_validate(
        {"pack": "bench", "version": "1", "title": "Invented rules", "rules": rules}, strict=False
    )


def _word(random: Random) -> str:
    syllables = random.choice((2, 3, 3, 4))
    return "".join(random.choice(_CONSONANTS) + random.choice(_VOWELS) for _ in range(syllables))
