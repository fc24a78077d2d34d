"""The page of an entry: names, designations, forms to tick off, and who writes about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.engine.register import Entity
from annotations.models.flag import Flag
from annotations.models.register import EntityVersion, Register, SnapshotEntry
from annotations.permissions import channels_of
from annotations.registers.name_forms import NameWithForms, advice, forms_of, review_forms
from annotations.registers.union import united
from annotations.review.pages import Page, page_context
from annotations.review.person import person
from annotations.review.registers.pages import registers_trail

MONTHS = 12
MOST_FLAGS = 20
_FORM = "form:"
"""Before a form of a name, in the names of fields."""


@dataclass(frozen=True, slots=True)
class ShownName:
    """A name with its forms, and what to do about wrong ones."""

    name: NameWithForms
    advice: str


def entity_page(request: HttpRequest, site: AdminSite, entity: str) -> HttpResponse:
    """Everything that the live registers say of an entry."""
    registers, found = _held(entity)
    channels = channels_of(person(request))
    flags = Flag.objects.filter(subject=entity, article__channel__in=channels)
    newest = flags.select_related("article__channel").order_by("-opened_at")[:MOST_FLAGS]
    context = page_context(
        request, site, title=found.names[0].value, trail=registers_trail(), entity=found, registers=registers,
        names=[ShownName(name, advice(name)) for name in forms_of(found)], risk=namesake_risk(found),
        months=flags_by_month(flags), flags=newest,
        older=EntityVersion.objects.filter(entity=entity).count() - len(registers),
        may_review=request.user.has_perm("annotations.change_nameform"),
    )
    return TemplateResponse(request, "annotations/review/entity.html", context)


def forms_page(request: HttpRequest, site: AdminSite, entity: str) -> HttpResponse:
    """Forms of a name, ticked off."""
    _registers, found = _held(entity)
    count = review_forms(
        found, name=request.POST.get("name", ""), right=_said(request, "right"), wrong=_said(request, "wrong"),
        by=person(request), at=timezone.now(),
    )
    said = ngettext("%(count)d form is looked at.", "%(count)d forms are looked at.", count) % {"count": count}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:annotations_entity", args=[entity]))


def flags_by_month(flags: QuerySet[Flag]) -> list[tuple[str, int]]:
    """How many flags about it were opened in each of the last twelve months, the oldest first; one query."""
    counted = Counter(f"{at:%Y-%m}" for at in flags.order_by("-opened_at").values_list("opened_at", flat=True)[:2000])
    now = timezone.now()
    months = [divmod(now.year * 12 + now.month - 1 - back, 12) for back in range(MONTHS - 1, -1, -1)]
    return [(name, counted[name]) for name in (f"{year}-{month + 1:02}" for year, month in months)]


def namesake_risk(entity: Entity) -> str:
    """What makes it likely that somebody else is meant; empty where nothing does."""
    if not entity.is_person:
        return ""
    kinds = {name.kind for name in entity.names}
    longest = max(len(name.value.split()) for name in entity.names)
    if longest < 3:
        return _("A person known by given name and surname: a namesake is likely, so a mention is left to people.")
    if "weak" in kinds:
        return _("One of the names is weak: it counts only near a strong one.")
    return _("A person with three names: the surname alone is left to people.")


def _said(request: HttpRequest, answer: str) -> list[str]:
    """The forms that are ticked so."""
    return [key.removeprefix(_FORM) for key, said in request.POST.items() if key.startswith(_FORM) and said == answer]


def _held(entity: str) -> tuple[list[Register], Entity]:
    """The registers of which a live snapshot holds it, and what all of them say."""
    live = {row.live_id: row for row in Register.objects.filter(live__isnull=False).order_by("name")}
    rows = SnapshotEntry.objects.filter(snapshot__in=live, version__entity=entity).select_related("version")
    held = sorted(rows, key=lambda row: live[row.snapshot_id].name)
    if not held:
        raise Http404(_("There is nothing here."))
    found = Entity.model_validate(held[0].version.payload)
    for row in held[1:]:
        found = united(found, Entity.model_validate(row.version.payload))
    return [live[row.snapshot_id] for row in held], found


PAGES = (
    Page("entity_forms", "entity-forms/<annotations_text:entity>/", forms_page, "change_nameform", ("POST",)),
    Page("entity", "entity/<annotations_text:entity>/", entity_page, "view_register"),
)
