"""The named peer: what a competent afternoon builds from ready parts, doing the same detection.

``html.parser`` takes the text out of the HTML, ``pyahocorasick`` finds lower-cased names in it, and one compiled
regular expression for each wording of a notice tells whether a ban or a status is said. The names come in the inflected
forms that our lexicon makes of them, written out. It knows no positions in what was sent, no zones, no visibility, not
whom a notice is about, no law and no report: it is the least that could answer the same questions.

The expressions are written in two ways, since that decides how fast it is: as one writes them, and as one writes them
after a look at a profile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import product
from typing import Any

import ahocorasick

from annotations.engine.language.forms import ANY, NameForms, by_script
from annotations.engine.language.gender import person_gender
from annotations.engine.language.names import name_forms
from annotations.engine.notices.wordings import Wordings
from annotations.engine.register import Entity

BAN = "ban"
"""What a wording of a ban or a liquidation says; all others say a status."""
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2",
     "h3", "h4", "h5", "h6", "li", "ol", "p", "td", "tr", "ul"}
)  # fmt: skip
_UNSEEN = frozenset({"script", "style", "template"})


@dataclass(frozen=True, slots=True)
class Detection:
    """What both sides answer about one article."""

    named: frozenset[str]
    """Ids of the entities that the story names."""
    said: frozenset[str]
    """``BAN`` and the statuses that its notices tell."""


class _Text(HTMLParser):
    """The text of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _UNSEEN:
            self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _UNSEEN and self._unseen:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


class Names:
    """The written forms of all names in one automaton."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        forms: dict[str, set[str]] = {}
        for entity in entities:
            for form in written_forms(entity):
                forms.setdefault(form, set()).add(entity.id)
        self.forms = len(forms)
        self._automaton: Any = ahocorasick.Automaton()
        for form, named in forms.items():
            self._automaton.add_word(form, (len(form), frozenset(named)))
        self._automaton.make_automaton()

    def find(self, text: str) -> frozenset[str]:
        """The entities of all names that stand as whole words and lie in no longer one."""
        found: list[tuple[int, int, frozenset[str]]] = []
        for last, (length, named) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if (start == 0 or not text[start - 1].isalnum()) and not text[end : end + 1].isalnum():
                found.append((start, -end, named))
        found.sort(key=lambda hit: hit[:2])
        names: set[str] = set()
        reach = 0
        for _, minus_end, named in found:
            if -minus_end > reach:
                names |= named
                reach = -minus_end
        return frozenset(names)


class Peer:
    """Compiled once, asked about any number of pages.

    ``write``: how a wording becomes an expression, ``bounded`` or ``leaping``.
    """

    def __init__(self, names: Names, wordings: Iterable[Wordings], write: Callable[[str], str]) -> None:
        self.names = names
        self.wordings = tuple(_wordings(wordings, write))

    def detect(self, html: str) -> Detection:
        """Whom the page names, and what its notices say."""
        text = _plain(_text(html))
        said = frozenset(what for what, wording in self.wordings if wording.search(text))
        return Detection(self.names.find(text), said)


def written_forms(entity: Entity) -> frozenset[str]:
    """Every way to write a name of ``entity`` in every case, as the lexicon has them: folded, one space between words.

    A surname alone tells nobody and is in neither side's names.
    """
    gender = person_gender(entity.names) if entity.is_person else None
    ways = (way for name in entity.names for way in name_forms(name, person=entity.is_person, gender=gender))
    return frozenset(
        form for way in ways if way.order != "surname" for in_one in by_script(way) for form in _written(in_one)
    )


def _written(way: NameForms) -> Iterator[str]:
    """The forms of one way to write a name whose words share a case; initials with their stops, closed up or apart."""
    for words in product(*(slot.forms for slot in way.slots)):
        shared = ANY
        for _, bits in words:
            shared &= bits
        if shared:
            parts = [form + "." * slot.initial for (form, _), slot in zip(words, way.slots, strict=True)]
            yield " ".join(parts)
            yield " ".join(parts).replace(". ", ".", sum(slot.initial for slot in way.slots) - 1)


def _wordings(wordings: Iterable[Wordings], write: Callable[[str], str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """What each wording of a ban or a status says, and the expression for it."""
    for language in wordings:
        said: Mapping[str, Sequence[str]] = {BAN: (*language.ban, *language.liquidated), **language.statuses}
        for what, entries in said.items():
            for entry in entries:
                yield what, re.compile(write(entry))


def bounded(entry: str) -> str:
    """A wording as an expression, in the usual way; a star at the end of a word stands for any ending."""
    return r"\b" + _rest(entry)


def leaping(entry: str) -> str:
    """The same expression with letters in front: ``re`` leaps to the first letters instead of trying every position.

    The beginning of the word is looked back at from behind them.
    """
    first = re.escape(entry.split()[0].removesuffix("*").lower())
    return first + rf"(?<!\w{first})" + _rest(entry).removeprefix(first)


def _rest(entry: str) -> str:
    words = (re.escape(word.removesuffix("*").lower()) + r"\w*" * word.endswith("*") for word in entry.split())
    return r"\W+".join(words) + r"\b"


def _text(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


def _plain(text: str) -> str:
    """The text as names and wordings are compared: small letters, no quotation marks, plain spaces."""
    text = text.lower().replace("ё", "е").replace("\u00a0", " ").replace("\u00ad", "")
    return text.replace("«", "").replace("»", "").replace("“", "").replace("”", "")
