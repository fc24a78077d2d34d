"""Terms of a partner tried on an address or a text; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.engine.attribution.directory import MAIN, SourceDirectory
from annotations.engine.attribution.urls import canonical, parse, with_scheme
from annotations.engine.dates import Moment
from annotations.engine.source import Source
from annotations.sandbox import Given, Tried, try_text


@dataclass(frozen=True, slots=True)
class TriedAddress:
    """What an address is for a partner."""

    canonical: str
    says: str
    theirs: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the terms say of a text: outcome by rule, and the sentence of a finding where there is one."""

    rule: str
    outcome: str
    level: str
    message: str


def try_address(source: Source, url: str) -> TriedAddress:
    """Whose page an address is, by the hosts in the terms."""
    address = parse(with_scheme(url.strip()))
    if address is None:
        return TriedAddress("", _("This is no address of a page."), False)
    group = SourceDirectory({source.id: source}).hosts(source.id).group(address)
    shown = canonical(with_scheme(url.strip())) or ""
    if group is None:
        return TriedAddress(shown, _("No host in the terms is that of this address: it is not this partner's."), False)
    if group == MAIN:
        return TriedAddress(shown, _("It is a page of this partner; a link to it counts."), True)
    said = _("It is a page of this partner's edition in another language (%(language)s).") % {"language": group}
    return TriedAddress(shown, said, True)


def try_terms(source: Source, text: str, form: str, original_url: str, *, now: Moment) -> tuple[Tried, list[Outcome]]:
    """The text as if it came from the partner. Raises as ``annotations.sandbox.try_text``."""
    given = Given(text, format=form, source=source.id, original_url=original_url)
    tried = try_text(given, now=now)
    messages = {(row.rule, row.outcome): row.message for row in tried.report.findings if row.subject == source.id}
    rows = [
        Outcome(row.rule, row.outcome.value, row.level.value, messages.pop((row.rule, row.outcome), ""))
        for row in tried.report.requirements if row.subject == source.id
    ]
    return tried, rows
