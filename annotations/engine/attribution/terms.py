"""What a source's terms ask for beside credit and link: words of its own, a counter. And what a defect is.

Each thing that is not as asked is one :class:`Defect`; the rules turn defects into findings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.engine.attribution.carried import Carried
from annotations.engine.attribution.links import SourceLink
from annotations.engine.attribution.wording import find_phrase
from annotations.engine.document.model import Block, Document, DocumentImage, Visibility
from annotations.engine.evidence import evidence
from annotations.engine.notices.vocabulary import view_words
from annotations.engine.phrasing.near import NearTexts
from annotations.engine.report import Evidence, Outcome
from annotations.engine.words import read_words

WORDING, COUNTER = "wording", "counter"
"""Slots of the debts beside credit and link, whose slot is empty."""

_SRC = re.compile(r"[\s\"'/]src\s*=", re.IGNORECASE)
_NUMBER = re.compile(r"\d{4,}")


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that is not as the source asks."""

    outcome: Outcome
    message: str
    help: str
    slot: str = ""
    evidence: tuple[Evidence, ...] = ()
    link: SourceLink | None = None
    """The link that would have to be another."""


def wording_defect(stands: Carried) -> Defect | None:
    """Whether one of the source's phrases is there, word for word. Asked only of texts that credit the source."""
    phrases, name = stands.source.phrases, stands.source.name
    blocks = [block for block in stands.document.blocks if _has_phrase(stands, block)]
    if not phrases or not stands.said_at or any(block.visibility is not Visibility.HIDDEN for block in blocks):
        return None
    if blocks:
        message = f"The words that {name} prescribes are in the markup, but a reader does not see them."
        places = tuple(evidence(stands.document, block.start, block.end) for block in blocks[:1])
        return Defect(Outcome.HIDDEN, message, "Show them.", WORDING, places)
    place = nearly_said(stands) or stands.said_at[0]
    message = f"{name} is credited, but not in the words that it prescribes."
    if place != stands.said_at[0]:
        said = " ".join(stands.document.text[slice(*place)].split())
        message = f"The words that {name} prescribes are there, but not letter for letter: “{said}”."
    wanted = " or ".join(f"“{phrase}”" for phrase in phrases)
    places = (evidence(stands.document, *place),)
    return Defect(Outcome.WRONG_WORDING, message, f"Use these words, letter for letter: {wanted}.", WORDING, places)


def nearly_said(stands: Carried) -> tuple[int, int] | None:
    """Where readers see words that are nearly those of one of the source's phrases."""
    document = stands.document
    view = view_words(document.text, read_words(document.text))
    near = NearTexts.compile(stands.source.phrases).find(view).values()
    shown = [
        each
        for each in near
        if document.block_at(each.hit.start).visibility is Visibility.VISIBLE
        and each.hit.end <= document.block_at(each.hit.start).end
    ]
    best = max(shown, key=lambda each: (each.alike, -each.hit.start), default=None)
    return (best.hit.start, best.hit.end) if best else None


def _has_phrase(stands: Carried, block: Block) -> bool:
    text = stands.document.text[block.start : block.end]
    return any(find_phrase(text, phrase) for phrase in stands.source.phrases)


def counter_defect(stands: Carried) -> Defect | None:
    """Whether an image has the counter's address and, where both bear a number, the number of the original."""
    source = stands.source
    if source.tracker is None:
        return None
    prefix = _without_scheme(source.tracker)
    loaded = [_without_scheme(image.src) for image in stands.document.images if _is_loaded(stands.document, image)]
    counters = [src for src in loaded if src.startswith(prefix)]
    if any(_is_of_original(counter.removeprefix(prefix), stands) for counter in counters):
        return None
    if counters:
        message = f"The counter of {source.name} in this text is that of another article."
    else:
        message = f"The counter that {source.name} asks for is not in the text. Editors often drop such small images."
    advice = f"Put in the image that comes with the original; its address begins with {source.tracker}"
    return Defect(Outcome.INCOMPLETE, message, advice, COUNTER)


def _is_of_original(rest: str, stands: Carried) -> bool:
    asked = set(_NUMBER.findall(stands.original.path.rpartition("/")[2])) if stands.original else set()
    found = set(_NUMBER.findall(rest))
    return not asked or not found or bool(asked & found)


def _is_loaded(document: Document, image: DocumentImage) -> bool:
    """Whether a browser asks for the image by itself: an address in ``data-src`` waits for a script."""
    if document.body_format != "html" or image.field != "body":
        return True
    return _SRC.search(document.values["body"], image.source_start, image.source_end) is not None


def _without_scheme(url: str) -> str:
    return url.strip().removeprefix("https:").removeprefix("http:")
