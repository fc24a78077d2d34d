"""Why something in a text is a mention of a listed name, or is not: each place, its form, its case, what decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from annotations.engine.article import Article
from annotations.engine.document.build import read_document
from annotations.engine.language.forms import ANY, PLURAL_SHIFT, SINGULAR
from annotations.engine.lexicon.build import ways_to_write
from annotations.engine.lexicon.model import Hit
from annotations.engine.mentions import Finder, Mention, find_names
from annotations.engine.notices.marks import without_raised_marks
from annotations.engine.notices.read import read_notices
from annotations.engine.notices.vocabulary import view_words
from annotations.engine.overlap import longest
from annotations.engine.reference import Reference
from annotations.engine.settling import labelled, settle
from annotations.engine.words import fold, read_words

_CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
_ORDERS = {
    "full": "as listed", "reversed": "surname first", "initials": "initials and surname",
    "one_initial": "one initial and surname", "given_initial": "given name, initial, surname",
    "surname": "surname alone",
}  # fmt: skip
_STRONG = "a strong name"


@dataclass(frozen=True, slots=True)
class Explained:
    """One name at one place. Positions are in the article's body as it is read."""

    start: int
    end: int
    exact: str
    entity: str
    name: str
    kind: str
    form: str
    cases: tuple[str, ...]
    decision: str
    """``mention``, ``review`` or ``none``."""
    reason: str
    confidence: float


def explain(article: Article, reference: Reference, *, on: date) -> list[Explained]:
    """Every place where a name of the registers could stand in the article, in order, with what decides."""
    document = read_document(article, language=(article.language or "und").split("-")[0].lower())
    text = without_raised_marks(document)
    words = read_words(text)
    view = view_words(text, words)
    triggers = reference.vocabulary.find_triggers(view)
    lexicon, entities, section = reference.lexicon, reference.entities, article.section or ""
    names = find_names(
        document, text, words, lexicon, entities, on=on, cued=bool(triggers), section=section,
        unwanted=reference.unwanted,
    )
    notices = read_notices(document, view, names, reference.known_to_notices, triggers).notices
    settled = settle(names, labelled(notices), entities, on=on)
    finder = Finder(document, words, lexicon, entities, on, section=section, unwanted=reference.unwanted)
    hits = [*lexicon.scan(text, words), *lexicon.scan(text, words, surnames=True)]
    told = [_told(finder, text, hit, hits, settled) for hit in hits]
    return sorted(dict.fromkeys(told), key=lambda one: (one.start, -one.end, one.entity, one.decision, one.name))


def _told(finder: Finder, text: str, hit: Hit, hits: Sequence[Hit], mentions: Sequence[Mention]) -> Explained:
    row = finder.lexicon.rows[hit.name]
    decision, reason, confidence = _decided(finder, hit, hits, mentions)
    return Explained(
        hit.start, hit.end, text[hit.start : hit.end], row.entity, row.name.value, row.name.kind,
        _ORDERS[hit.form], _cases(finder, text, hit), decision, reason, confidence,
    )  # fmt: skip


def _decided(
    finder: Finder, hit: Hit, hits: Sequence[Hit], mentions: Sequence[Mention]
) -> tuple[str, str, float]:
    entity = finder.lexicon.rows[hit.name].entity
    for mention in mentions:
        if (mention.start, mention.end, mention.entity) == (hit.start, hit.end, entity):
            if not mention.counts:
                return "none", "nothing in the text speaks for it", 0.0
            if mention.demonym:
                return "review", "a word for its members: the rule's policy decides", mention.confidence
            if mention.review:
                return "review", mention.review, mention.confidence
            strong = mention.confidence > finder.near
            return "mention", _STRONG if strong else "the text says whose it is", mention.confidence
    refused = finder.why_no_name(hit)
    if refused:
        return "none", refused, 0.0
    if hit not in longest([other for other in hits if not finder.why_no_name(other)]):
        return "none", "it is part of a longer name", 0.0
    if finder.is_somebody_elses(hit):
        return "none", "another given name stands beside it", 0.0
    alone = hit.form == "surname"
    return "none", "the full name is not in the text" if alone else "nothing in the text speaks for it", 0.0


def _cases(finder: Finder, text: str, hit: Hit) -> tuple[str, ...]:
    """The cases that the words share, of all ways in which the name can be written so; none when all are possible."""
    row = finder.lexicon.rows[hit.name]
    starts, ends = finder.words.views
    said = [fold(text[starts[at] : ends[at]]) for at in range(hit.first_word, hit.last_word + 1)]
    shared = 0
    for way, forms, _ in ways_to_write(finder.entities[row.entity]):
        if way == row and len(forms.slots) == len(said):
            bits = ANY
            for slot, word in zip(forms.slots, said, strict=True):
                bits &= dict(slot.forms).get(word, 0)
            shared |= bits
    if shared & SINGULAR == SINGULAR:
        return ()
    singular = [case for number, case in enumerate(_CASES) if shared >> number & 1]
    plural = [f"{case} plural" for number, case in enumerate(_CASES) if shared >> PLURAL_SHIFT + number & 1]
    return (*singular, *plural)
