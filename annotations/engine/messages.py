"""What a finding says to people: whole sentences, the words themselves, what to do; no blame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotations.engine.facts import Facts
from annotations.engine.mentions import Mention
from annotations.engine.notices.model import Notice
from annotations.engine.report import Outcome
from annotations.engine.requirements import Standing
from annotations.engine.rulebook import Rule

STATUS_NAMES = {
    "terrorist": "terrorist organisation",
    "extremist": "extremist organisation",
    "foreign_agent": "foreign agent",
    "undesirable": "undesirable organisation",
    "proscribed": "proscribed organisation",
}
COUNTRY_NAMES = {"RU": "Russia", "GB": "the United Kingdom", "US": "the United States", "EU": "the European Union"}


@dataclass(frozen=True)
class Story:
    """What there is to tell about one obligation."""

    rule: Rule
    facts: Facts
    standing: Standing
    outcome: Outcome
    mentions: tuple[Mention, ...] = ()
    notice: Notice | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        return self.standing.entity.display_name(self.facts.document.language)

    @property
    def quoted(self) -> str:
        """The words of the notice."""
        if self.notice is None:
            return ""
        return " ".join(self.facts.document.text[self.notice.start : self.notice.end].split())

    @property
    def status(self) -> str:
        rows = self.standing.current or self.standing.ended or self.standing.future or self.standing.listed_only
        return ", ".join(dict.fromkeys(STATUS_NAMES.get(row.status, row.status) for row in rows))

    @property
    def country(self) -> str:
        codes = self.rule.scope.jurisdictions or tuple(sorted(self.facts.jurisdictions))
        return ", ".join(COUNTRY_NAMES.get(code, code) for code in codes)

    @property
    def asked(self) -> str:
        """What a sufficient notice says."""
        if self.rule.require.notice == "ban":
            return f"that it is banned (or liquidated) in {self.country}"
        return f"its status in {self.country}: {self.status}"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words."""

    message: str
    help: str
    details: tuple[tuple[str, str], ...]


def tell(story: Story) -> Told:
    """The message, the help and the facts for one finding."""
    message, advice = _TELLERS.get(story.outcome, _missing)(story)
    return Told(message, advice, _details(story))


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _missing(story: Story) -> tuple[str, str]:
    return (
        f"{story.name} is named {times(len(story.mentions))}, and nothing a reader can see says {story.asked}.",
        "Add a notice anywhere in the text; one is enough for all mentions.",
    )


def _incomplete(story: Story) -> tuple[str, str]:
    if story.notice and story.standing.entity.id not in story.notice.subjects:
        return (
            f"The notice “{story.quoted}” names others of the same kind and leaves out {story.name}.",
            f"Name {story.name} in it, or give it a notice of its own.",
        )
    return (
        f"The notice about {story.name}, “{story.quoted}”, does not say {story.asked}.",
        "Add the words that are missing.",
    )


def _wrong_status(story: Story) -> tuple[str, str]:
    return (
        f"The notice “{story.quoted}” gives {story.name} another status than the one in force: {story.status}.",
        "State the present status.",
    )


def _wrong_target(story: Story) -> tuple[str, str]:
    return (
        f"{story.name} leads to the notice “{story.quoted}”, which is about somebody else.",
        f"Give {story.name} a notice of its own.",
    )


def _wrong_jurisdiction(story: Story) -> tuple[str, str]:
    return (
        f"The notice “{story.quoted}” tells of another country's ban; it must say {story.asked}.",
        f"Say what holds in {story.country}.",
    )


def _stale(story: Story) -> tuple[str, str]:
    ended = max((row.ends_on for row in story.standing.ended if row.ends_on), default=None)
    reason = next((row.end_reason for row in story.standing.ended if row.end_reason), None)
    since = f" since {ended}" if ended else ""
    because = f" ({reason})" if reason else ""
    return (
        f"The notice “{story.quoted}” is out of date: {story.name} is no longer a {story.status}{since}{because}.",
        "Remove the notice, or tell the status as history.",
    )


def _orphan(story: Story) -> tuple[str, str]:
    return (
        f"The notice “{story.quoted}” is about {story.name}, which the text never mentions.",
        "Remove it; it may have been left over from another article.",
    )


def _unresolved(story: Story) -> tuple[str, str]:
    if story.notice is not None:
        return (
            f"The note “{story.quoted}” says whom it is about by a mark, and no name in the text carries that mark.",
            f"Put the mark “{story.reason}” at {story.name}, or name it in the note.",
        )
    return (
        f"{story.name} carries the mark “{story.reason}”, and no line in the text says what the mark means.",
        "Add the line that the mark promises.",
    )


def _misplaced(story: Story) -> tuple[str, str]:
    place = story.facts.policy.placement or story.rule.require.placement
    return (
        f"The notice “{story.quoted}” about {story.name} does not stand where it is wanted: {place.replace('_', ' ')}.",
        "Move it.",
    )


def _hidden(story: Story) -> tuple[str, str]:
    return (
        f"The notice about {story.name}, “{story.quoted}”, is in the markup, but a reader does not see it.",
        "Make it visible, or put it into the text.",
    )


def _wrong_language(story: Story) -> tuple[str, str]:
    return (
        f"The notice about {story.name}, “{story.quoted}”, is not in the language of the article.",
        "Say it in the language of the text.",
    )


def _wrong_wording(story: Story) -> tuple[str, str]:
    return (
        f"The notice about {story.name}, “{story.quoted}”, has letters of another alphabet that only look right.",
        "Type the words again; search engines and checks do not read look-alike letters.",
    )


def _voluntary(story: Story) -> tuple[str, str]:
    return (
        f"The notice “{story.quoted}” about {story.name} is correct; nothing requires it.",
        "Nothing to do.",
    )


_DOUBTS = {
    "demonym": "only its members are named",
    "namesake": "the words around fit a namesake",
    "weak name": "only a name that many bear stands there",
    "nickname": "only a nickname stands there",
    "embedded post": "it is named in an embedded post, which the desk cannot edit",
    "letters set apart": "its letters are set apart",
    "name shared by several listed entities": "several listed entities bear this name",
    "something else of that name": "the words beside it make a club, a place or a work of that name",
    "abbreviated": "the ban is abbreviated",
    "reported": "the text talks about the notice rather than giving it",
    "ambiguous mark": "one mark has two definitions",
    "not yet in force": "the designation is not in force on this date",
    "": "the notice is folded away or struck out",
}


def _review(story: Story) -> tuple[str, str]:
    doubt = _DOUBTS.get(story.reason, story.reason)
    return (
        f"A person must decide about {story.name}: {doubt}.",
        f"If it is the {story.status} of the register, add a notice; if not, dismiss this.",
    )


_TELLERS: dict[Outcome, Callable[[Story], tuple[str, str]]] = {
    Outcome.MISSING: _missing,
    Outcome.INCOMPLETE: _incomplete,
    Outcome.WRONG_STATUS: _wrong_status,
    Outcome.WRONG_TARGET: _wrong_target,
    Outcome.WRONG_JURISDICTION: _wrong_jurisdiction,
    Outcome.STALE: _stale,
    Outcome.ORPHAN: _orphan,
    Outcome.UNRESOLVED_MARKER: _unresolved,
    Outcome.MISPLACED: _misplaced,
    Outcome.HIDDEN: _hidden,
    Outcome.WRONG_LANGUAGE: _wrong_language,
    Outcome.WRONG_WORDING: _wrong_wording,
    Outcome.VOLUNTARY: _voluntary,
    Outcome.REVIEW: _review,
}


def _details(story: Story) -> tuple[tuple[str, str], ...]:
    """The rows of the register behind the finding, and the date it was judged by."""
    rows = story.standing.current or story.standing.ended or story.standing.future or story.standing.listed_only
    facts: list[tuple[str, str]] = [("judged as of", story.facts.day.isoformat())]
    for row in rows:
        since = row.starts_on()
        text = f"{STATUS_NAMES.get(row.status, row.status)}, {row.jurisdiction}"
        if since:
            text += f", in force since {since.isoformat()}"
        if row.ends_on:
            text += f", ended {row.ends_on.isoformat()}"
        facts.append((f"register {row.register_id}", text))
        if row.source:
            facts.append(("source", row.source))
    return tuple(facts)
