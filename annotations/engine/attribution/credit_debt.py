"""What is owed to a source that asks for its name alone: agencies, in the byline, in the dateline or in a credit line.

Who is named for a quotation ("according to TASS") or for a picture is not credited with the text.
"""

from __future__ import annotations

from annotations.engine.attribution.carried import Carried
from annotations.engine.attribution.findings import Owed
from annotations.engine.attribution.insertion import Wording, on_top
from annotations.engine.attribution.terms import WORDING, Defect, counter_defect, wording_defect
from annotations.engine.document.model import Visibility
from annotations.engine.evidence import evidence
from annotations.engine.facts import Verdict
from annotations.engine.report import Edit, Fix, Outcome

_SHOWN = 3
"""Places that are quoted as evidence."""


def judged(debt: Owed) -> Verdict:
    """Whether the article credits its source with the text."""
    defects = [_credit_defect(debt.stands), wording_defect(debt.stands), counter_defect(debt.stands)]
    return debt.verdict([(defect, _fixes(debt, defect)) for defect in defects if defect is not None])


def _credit_defect(stands: Carried) -> Defect | None:
    name, document = stands.source.name, stands.document
    shown = stands.shown_credits
    if any(credit.visibility is Visibility.VISIBLE for credit in shown):
        return None
    if shown:
        return Defect(
            Outcome.REVIEW,
            f"The credit of {name} is folded away or struck out; a person must say whether that is enough.",
            "Show the credit plainly.",
            evidence=tuple(evidence(document, credit.start, credit.end) for credit in shown[:_SHOWN]),
        )
    if stands.hidden_credits:
        return Defect(
            Outcome.HIDDEN,
            f"The credit of {name} is in the markup, but a reader does not see it.",
            f"Show it, or name {name} in the byline.",
            evidence=tuple(evidence(document, credit.start, credit.end) for credit in stands.hidden_credits[:_SHOWN]),
        )
    return _missing(stands)


def _missing(stands: Carried) -> Defect:
    name = stands.source.name
    photos = [(credit.start, credit.end) for credit in stands.photo_credits]
    named = sorted({*stands.tellings, *stands.names} - set(photos))
    message = f"The article is declared to come from {name}, and neither byline nor dateline says so."
    if named:
        message += " It is named in the text for what it told, which credits a quotation, not the article."
    elif photos:
        message += " The photo credit is for the picture alone."
    places = tuple(evidence(stands.document, start, end) for start, end in (named or photos)[:_SHOWN])
    return Defect(Outcome.MISSING, message, f"Name {name} in the byline or in the dateline.", evidence=places)


def _fixes(debt: Owed, defect: Defect) -> tuple[Fix, ...]:
    if defect.slot == WORDING:
        return debt.wording_fix()
    line = debt.credit_line()
    if defect.slot or line is None:
        return ()
    return (Fix(f"Add a byline of {debt.source.name}", (_byline(debt, line),)),)


def _byline(debt: Owed, line: Wording) -> Edit:
    byline = debt.facts.article.byline or ""
    if byline.strip():
        end = len(byline.rstrip())
        return Edit("byline", end, end, f", {line.name}")
    return on_top(debt.facts.document, debt.stands.layout, line, html_class="byline")
