"""What a draft owes, what it carries, and what would mend it, as the panel beside the editor shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.adapters.channels import channel_of
from annotations.checking import packs_of
from annotations.contrib.wagtail.approving import Standing
from annotations.contrib.wagtail.layout import Layout
from annotations.contrib.wagtail.publishing import draft_adapter
from annotations.engine.reference import Reference
from annotations.engine.report import Evidence, Finding, Level, Outcome, Requirement
from annotations.gate import GateDecision
from annotations.models.flag import Flag
from annotations.registers.live import current_reference

_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Words that call for a notice, and the field or block in which they stand."""

    field: str
    path: tuple[str, ...]
    kind: str
    exact: str
    prefix: str
    suffix: str

    @property
    def content_path(self) -> str:
        """As Wagtail links to a block: ``body.<id>.text``."""
        return ".".join((self.field, *self.path))


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing to be done."""

    key: str
    finding: Finding
    blocks: bool
    """It keeps the page in."""
    is_debt: bool
    """Readers see it so already: it is no reason to keep a correction in."""
    places: tuple[Place, ...]
    more: int
    flag_url: str = ""

    @property
    def is_error(self) -> bool:
        return self.finding.level is Level.ERROR


@dataclass(frozen=True, slots=True)
class Present:
    """One thing that is owed and there."""

    subject: str
    rule: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything that the panel shows."""

    state: str
    """``clear``, ``open``, ``blocked`` or ``unchecked``."""
    text: str
    """The state in words."""
    count: int
    owed: tuple[Owed, ...] = ()
    present: tuple[Present, ...] = ()
    aside: tuple[Owed, ...] = ()
    """What people have dismissed or waived."""
    why_unchecked: str = ""


def unreadable(why: str) -> Checklist:
    """For a text that cannot be read yet: nothing is said of it."""
    return Checklist("unchecked", _("not checked"), 0, why_unchecked=why)


def checklist_of(standing: Standing, *, links: bool = True) -> Checklist:
    """The checklist of a draft. ``links``: to the flags at the desk."""
    adapter = draft_adapter(standing.obj)
    decision = _strictest(standing.decisions)
    if adapter is None or decision is None:
        return unreadable(_("Nothing is checked here."))
    if decision.report is None or decision.failure:
        return unreadable(decision.message or _("It could not be checked."))
    layout = adapter.layout(standing.obj)
    urls = _flag_urls(adapter, standing.obj) if links else {}
    rows = [_owed(row, decision, adapter, layout, urls) for row in decision.report.findings]
    owed = tuple(row for row in rows if row.finding not in decision.settled)
    aside = tuple(row for row in rows if row.finding in decision.settled)
    count = sum(row.finding.level is not Level.NOTE for row in owed)
    reference = current_reference(packs_of(channel_of(adapter, standing.obj)))
    return Checklist(
        _state(standing, count), _words(standing, count), count, owed, tuple(_present(decision, reference)), aside
    )


def _strictest(decisions: tuple[GateDecision, ...]) -> GateDecision | None:
    return next((row for row in decisions if row.blocked), decisions[0] if decisions else None)


def _state(standing: Standing, count: int) -> str:
    if standing.is_blocked:
        return "blocked"
    return "open" if count else "clear"


def _words(standing: Standing, count: int) -> str:
    to_fix = ngettext("%(count)d to fix", "%(count)d to fix", count) % {"count": count}
    if standing.is_blocked:
        return _("%(to_fix)s before it can be published") % {"to_fix": to_fix}
    return to_fix if count else _("clear")


def _owed(
    finding: Finding, decision: GateDecision, adapter: Any, layout: Layout, urls: dict[tuple[str, str, str], str]
) -> Owed:
    places = tuple(_place(piece, adapter, layout) for piece in finding.evidence[:_MOST_PLACES])
    return Owed(
        key=key_of(finding), finding=finding,
        blocks=finding in decision.findings, is_debt=finding in decision.debts, places=places,
        more=len(finding.evidence) - len(places), flag_url=urls.get((finding.rule, finding.subject, finding.slot), ""),
    )


def key_of(finding: Finding) -> str:
    """What the panel knows a finding by: the same before and after its page is kept for the first time."""
    return finding.key("")


def _place(piece: Evidence, adapter: Any, layout: Layout) -> Place:
    segment = layout.near(piece.start) if piece.field == "body" else None
    field = segment.field if segment is not None else adapter.field_of(piece.field) or ""
    return Place(
        field, segment.path if segment is not None else (), (segment.kind if segment is not None else "") or field,
        piece.exact, piece.prefix, piece.suffix,
    )


def _present(decision: GateDecision, reference: Reference) -> Iterator[Present]:
    assert decision.report is not None
    for row in decision.report.requirements:
        if row.outcome in (Outcome.SATISFIED, Outcome.EXEMPT):
            yield Present(_subject(row, reference, decision), row.rule, row.outcome.value)


def _subject(row: Requirement, reference: Reference, decision: GateDecision) -> str:
    entity = reference.entities.get(row.subject)
    language = decision.report.language if decision.report is not None else ""
    return entity.display_name(language) if entity is not None else row.subject


def _flag_urls(adapter: Any, obj: Any) -> dict[tuple[str, str, str], str]:
    """Where each open flag of ``obj`` is decided about, if the desk's pages are there."""
    if obj.pk is None:
        return {}
    known = Flag.objects.filter(
        article__channel__name=adapter.channel_name_for(obj), article__external_id=str(adapter.read(obj, "external_id"))
    )
    found = {}
    for flag in known.only("rule", "subject", "slot"):
        address = flag_url(flag.pk)
        if address:
            found[flag.rule, flag.subject, flag.slot] = address
    return found


def flag_url(pk: int) -> str:
    """A flag's page at the desk; empty where Django's admin is not there."""
    try:
        return reverse("admin:annotations_flag_change", args=(pk,))
    except NoReverseMatch:
        return ""
