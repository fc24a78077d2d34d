"""An invented newsroom: a register and HTML articles that name its subjects, some with their notices, from a seed.

Every article tells what was planted in it, so that whoever reads it can be held to it. Left out is what only one side
of a comparison can know: namesakes, weak names, names in teasers, notices about nobody, talk about notices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from annotations.engine.article import Article, Body, DeclaredSource
from annotations.engine.source import Source
from benchmarks.prose import (
    ABOUT,
    BANNED,
    CORES,
    GIVEN_NAMES,
    NOTICES,
    OPENINGS,
    PLACES,
    STATUS_WORDS,
    SURNAME_BEGINNINGS,
    SURNAME_ENDINGS,
    TAILS,
)
from benchmarks.subjects import CASES, Status, Subject, subjects

PUBLISHED = "2024-05-14"
_PARTNERS = ("Harbour Ledger", "Valley Dispatch", "Northbank Review", "Tidewater Post", "Lantern Weekly")
_SHARE_WITHOUT_NAMES, _SHARE_WITH_NOTICES, _SHARE_OF_PARTNERS, _SHARE_HYPHENATED = 0.15, 0.6, 0.25, 0.125
_PARAGRAPH = 4
"""Sentences of a paragraph."""
_FIGURE = 280
"""Bytes of the mark-up of a figure and of the paragraphs."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article and what was planted in it."""

    article: Article
    language: str
    named: frozenset[str]
    """Ids of the subjects that its text names."""
    banned: bool
    """It carries a notice of a ban."""
    statuses: frozenset[str]
    """Statuses that its notices tell."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What a check needs, and the articles to check."""

    subjects: tuple[Subject, ...]
    sources: tuple[Source, ...]
    stories: tuple[Story, ...]


def build_newsroom(*, names: int, articles: int, size: int, seed: int) -> Newsroom:
    """``names`` names in the register and ``articles`` articles, every other one Russian, of about ``size`` bytes.

    Raises:
        ValueError: when more names are asked for than can be made.
    """
    listed = subjects(names, seed=seed)
    sources = tuple(_source(name) for name in _PARTNERS)
    random = Random(seed + 1)
    stories = tuple(
        _Writer(random, number, "ru" if number % 2 == 0 else "en").story(listed, sources, size)
        for number in range(articles)
    )
    return Newsroom(listed, sources, stories)


def _source(name: str) -> Source:
    host = f"{name.lower().replace(' ', '-')}.example"
    return Source(id=host.split(".")[0], name=name, names=(name,), hosts=(host,), credit=(name,), link="article")


@dataclass
class _Writer:
    """Writes one article."""

    random: Random
    number: int
    language: str
    footnotes: list[str] = field(default_factory=list)
    told: set[Status] = field(default_factory=set)

    def story(self, listed: Sequence[Subject], sources: Sequence[Source], size: int) -> Story:
        chance = self.random.random
        count = 0 if chance() < _SHARE_WITHOUT_NAMES else self.random.randint(1, 5)
        chosen = self.random.sample(listed, min(count, len(listed)))
        careful = chance() < _SHARE_WITH_NOTICES
        about = [sentence for subject in chosen for sentence in self._about(subject, with_notice=careful)]
        source = self.random.choice(sources) if chance() < _SHARE_OF_PARTNERS else None
        article = self._article(self._html(about, source, size), source)
        return Story(
            article,
            self.language,
            named=frozenset(subject.entity.id for subject in chosen),
            banned=bool(self.told & BANNED),
            statuses=frozenset(self.told),
        )

    def _article(self, html: str, source: Source | None) -> Article:
        return Article(
            id=f"story-{self.number}",
            url=f"https://newsroom.example/2024/05/story-{self.number}",
            headline=None,
            body=Body(format="html", value=html),
            published=PUBLISHED,
            jurisdictions=("RU",),
            source=DeclaredSource(id=source.id, name=source.name) if source else None,
            original_url=self._original(source) if source else None,
        )

    def _original(self, source: Source) -> str:
        return f"https://{source.hosts[0]}/2024/05/13/story-{self.number}"

    # Sentences.

    def _about(self, subject: Subject, *, with_notice: bool) -> list[str]:
        """One to three sentences that name the subject, the first with a notice if there is one."""
        ways = self.random.sample(ABOUT[self.language], self.random.randint(1, 3))
        first, *others = [self._named(way, subject, first=not at) for at, way in enumerate(ways)]
        sentence, name = first
        if with_notice:
            inline, line = self.random.choice(NOTICES[self.language][subject.status])
            self.told.add(subject.status)
            if self.random.random() < 0.5:
                sentence = sentence.replace(name, f"{name} ({self._filled(inline, subject)})")
            else:
                mark = "*" * (len(self.footnotes) + 1)
                sentence = sentence.replace(name, name + mark)
                self.footnotes.append(f"{mark} {self._filled(line, subject)}")
        return [sentence, *(sentence for sentence, _ in others)]

    def _named(self, way: str, subject: Subject, *, first: bool) -> tuple[str, str]:
        """A sentence about the subject, and the name as it stands there."""
        case = next(case for case in CASES if f"{{{case}}}" in way)
        if self.language == "en":
            name = subject.english
        else:
            forms = subject.russian[0] if first else self.random.choice(subject.russian)
            name = forms[case]
            if not subject.entity.is_person and self.random.random() < 0.6:
                name = f"«{name}»"
        if case == "loc" and name.lstrip("«")[0] in "АЕЁИОУЫЭЮЯ":
            way = way.replace(" о {loc}", " об {loc}")
        return self._set(way.replace(f"{{{case}}}", name)), name

    def _filled(self, notice: str, subject: Subject) -> str:
        status = STATUS_WORDS[self.language].get(subject.status, "")
        name = subject.english if self.language == "en" else subject.russian[0]["nom"]
        ending = "а" if subject.feminine else ""
        return notice.format(status=status, Status=status.capitalize(), name=name, ending=ending)

    def _plain(self) -> str:
        """A sentence about nobody of the register."""
        ways = (self.random.choice(kind[self.language]) for kind in (OPENINGS, CORES, TAILS))
        opening, core, tail = map(self._set, ways)
        return f"{opening} {core}{tail}."

    def _set(self, way: str) -> str:
        """``way`` with a place, a number and a passer-by in its slots."""
        place, number = self.random.choice(PLACES[self.language]), self.random.randint(11, 20)
        return way.replace("{place}", place).replace("{number}", str(number)).replace("{speaker}", self._passer_by())

    def _passer_by(self) -> str:
        kinds = (GIVEN_NAMES, SURNAME_BEGINNINGS, SURNAME_ENDINGS)
        given, beginning, ending = (self.random.choice(kind[self.language]) for kind in kinds)
        return f"{given} {beginning}{ending}"

    # Mark-up.

    def _html(self, about: Sequence[str], source: Source | None, size: int) -> str:
        head, end = self._head(), self._end(source)
        sentences = self._sentences(about, size - _bytes(head) - _bytes(end))
        caption = sentences.pop(self.random.randrange(len(sentences)))
        groups = [sentences[at : at + _PARAGRAPH] for at in range(0, len(sentences), _PARAGRAPH)]
        parts = [f"<p>{_marked_up(' '.join(group))}</p>" for group in groups]
        parts.insert(1, self._figure(caption))
        html = "\n".join((head, *parts, end)) + "\n"
        return html.replace("ност", "но&shy;ст") if self.random.random() < _SHARE_HYPHENATED else html

    def _sentences(self, about: Sequence[str], size: int) -> list[str]:
        """The sentences of the story in order: those about subjects, and plain ones between until it is full."""
        plain: list[str] = []
        left = size - sum(map(_bytes, about)) - _FIGURE
        while left > 0 or not plain:
            plain.append(self._linked(self._plain()))
            left -= _bytes(plain[-1]) + 1
        rest, told = iter(plain), iter(about)
        places = set(self.random.sample(range(len(plain) + len(about)), len(about)))
        return [next(told if at in places else rest) for at in range(len(plain) + len(about))]

    def _head(self) -> str:
        headline = self._set(self.random.choice(CORES[self.language])).split(",")[0]
        return (
            f'<article class="story" lang="{self.language}">\n<h1>{headline[0].upper()}{headline[1:]}</h1>\n'
            f'<p class="byline">{self._passer_by()}, <time datetime="{PUBLISHED}">{PUBLISHED}</time></p>'
        )

    def _linked(self, sentence: str) -> str:
        """The sentence; one in six has a link on three of its words."""
        words = sentence.split(" ")
        if self.random.random() > 1 / 6 or "(" in sentence or "«" in sentence or "“" in sentence:
            return sentence
        link = f'<a href="https://newsroom.example/2024/04/{self.random.randint(1000, 9999)}" rel="noopener">'
        return " ".join((*words[:1], link + " ".join(words[1:4]) + "</a>", *words[4:]))

    def _figure(self, caption: str) -> str:
        number = self.random.randint(100, 999)
        return (
            f'<figure><img src="https://img.newsroom.example/{number}.jpg" width="1200" height="800" alt="">'
            f"<figcaption>{_marked_up(caption)} <em>Newsroom</em></figcaption></figure>"
        )

    def _end(self, source: Source | None) -> str:
        lines = [f"<p><small>{_marked_up(line)}</small></p>" for line in self.footnotes]
        if source is not None:
            link = f'<a href="{self._original(source)}">{source.name}</a>'
            lines.append(f"<p>{'Источник' if self.language == 'ru' else 'Source'}: {link}</p>")
        return "\n".join((*lines, "</article>"))


def _marked_up(text: str) -> str:
    """Character references as editors' programs write them."""
    return text.replace(" — ", "&nbsp;&mdash; ").replace("«", "&laquo;").replace("»", "&raquo;")


def _bytes(text: str) -> int:
    return len(text.encode())
