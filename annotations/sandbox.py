"""Tries a text out: checked as of a day, in a country, against what is live; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from pydantic import ValidationError

from annotations.api.marked import MarkedText, marked_text
from annotations.asking import OverBudgetError, within
from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.dates import Moment, parse_moment
from annotations.engine.report import Report
from annotations.localization.told import told
from annotations.registers.live import current_reference

LONGEST = 200_000
"""Characters of a text."""
BUDGET_MS = 5_000


class NotTried(ValueError):
    """A text that cannot be tried; ``field`` names what is wrong with it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody put in. ``as_of``: a day, YYYY-MM-DD."""

    text: str
    format: str = "text"
    headline: str = ""
    byline: str = ""
    language: str = ""
    as_of: str = ""
    jurisdictions: tuple[str, ...] = ()
    source: str = ""
    original_url: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it."""

    article: Article
    report: Report
    marked: MarkedText

    @property
    def passed(self) -> tuple[str, ...]:
        """Rules whose requirement is met, each once."""
        met = (row.rule for row in self.report.requirements if row.outcome.value in ("satisfied", "exempt"))
        return tuple(dict.fromkeys(met))


def try_text(given: Given, *, now: Moment, packs: Sequence[str] | None = None) -> Tried:
    """Checks what was given.

    Raises:
        NotTried: it is too long, no article can be made of it, or the check took longer than five seconds.
        RulebookError: a pack is wrong.
    """
    article = _article(given)
    as_of = _moment(given.as_of) if given.as_of else now
    reference = current_reference(packs)
    try:
        report = within(BUDGET_MS, lambda: check(
            article, reference, now=now, as_of=as_of, jurisdictions=given.jurisdictions or None, fixes=True
        ))  # fmt: skip
    except OverBudgetError:
        raise NotTried("text", _("The check took longer than five seconds; try a part of the text.")) from None
    gap = next((row for row in report.unchecked if row.what == "article"), None)
    if gap is not None:
        raise NotTried("text", _("It cannot be checked: %(detail)s") % {"detail": told(gap.detail)})
    return Tried(article, report, marked_text(article, report))


def _article(given: Given) -> Article:
    if len(given.text) > LONGEST:
        raise NotTried("text", _("A text has at most %(count)d characters here.") % {"count": LONGEST})
    stated = {
        "id": "sandbox", "body": {"format": given.format, "value": given.text}, "headline": given.headline or None,
        "byline": given.byline or None, "language": given.language or None, "published": given.as_of or None,
        "jurisdictions": list(given.jurisdictions) or None, "original_url": given.original_url or None,
        "source": {"id": given.source, "name": given.source} if given.source else None,
    }  # fmt: skip
    try:
        return Article.model_validate({key: value for key, value in stated.items() if value is not None}, strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else "text"
        raise NotTried("text" if field == "body" else field, str(first["msg"])) from None


def _moment(day: str) -> Moment:
    try:
        return parse_moment(day)
    except ValueError:
        raise NotTried("as_of", _("Write a day such as 2021-07-16.")) from None
