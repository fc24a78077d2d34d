"""What a register brings: uploaded, compared, previewed, and only then made live, by two people where it takes out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from annotations.engine.register import Entity
from annotations.intake.value_files import RefusedFileError
from annotations.localization.labels import label, standing_label
from annotations.models.register import Register, Snapshot
from annotations.permissions import channels_of
from annotations.preview.intended import snapshot_live
from annotations.preview.measure import preview
from annotations.registers.affected import affected_by
from annotations.registers.difference import Difference, difference
from annotations.registers.guards import GuardError, ShrunkError
from annotations.registers.importing import import_register
from annotations.registers.jsonl import RegisterFile, read_register
from annotations.registers.lock import LockedError
from annotations.registers.witness import PERMISSION, SnapshotRefused, needs_witness, publish, reject
from annotations.review.pages import Page, page_context
from annotations.review.person import person
from annotations.review.registers.pages import place_of, registers_trail

MOST_BYTES = 64 * 1024 * 1024
MOST_LISTED = 50
SAMPLES = (100, 250, 500)


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry of a comparison, for people. ``what``: the fields that differ, or the statuses it comes or goes with."""

    entity: str
    name: str
    what: str
    affected: int | None = None


def import_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Takes a file over as a snapshot that waits; nothing is live by that."""
    problems: list[str] = []
    name = (request.POST or request.GET).get("register", "").strip()
    if request.method == "POST":
        done = _taken_over(request, name, problems)
        if done is not None:
            return done
    context = page_context(
        request, site, title=_("Import a register"), trail=registers_trail(), problems=problems, name=name,
        registers=Register.objects.order_by("name"), shrink=request.POST.get("shrink", "10"),
    )
    return TemplateResponse(request, "annotations/review/import.html", context, status=422 if problems else 200)


def snapshot_page(request: HttpRequest, site: AdminSite, snapshot: int) -> HttpResponse:
    """What a snapshot changes in what is live, which articles that can touch, and what it would do to them."""
    row = _snapshot_or_404(snapshot)
    register, waits = row.register, row.state == Snapshot.State.STAGED
    found = difference(register.live_id, row.pk) if waits else None
    sample = request.GET.get("sample", "")
    foreseen = None
    if waits and sample in map(str, SAMPLES) and request.user.has_perm("annotations.view_article"):
        foreseen = preview(
            snapshot_live(row), channels=channels_of(person(request)), at=timezone.now(), most=int(sample)
        )
    context = page_context(
        request, site, title=_("Snapshot %(number)d") % {"number": row.pk}, trail=registers_trail(place_of(register)),
        snapshot=row, register=register, waits=waits, foreseen=foreseen, samples=SAMPLES, sample=sample,
        witness=needs_witness(row), mine=row.created_by_id == request.user.pk,
        may_publish=request.user.has_perm(PERMISSION), **(_compared(register, found) if found is not None else {}),
    )
    return TemplateResponse(request, "annotations/review/snapshot.html", context)


def decide_page(request: HttpRequest, site: AdminSite, snapshot: int) -> HttpResponse:
    """Makes it live, now or later, or puts it aside."""
    row, now = _snapshot_or_404(snapshot), timezone.now()
    answer = request.POST.get("answer", "")
    try:
        if answer == "reject":
            reject(row, by=person(request), at=now)
            messages.success(request, _("The snapshot is put aside; nothing is different."))
        elif answer == "now":
            publish(row, by=person(request), at=now)
            messages.success(request, _("The snapshot is live; the articles that it concerns are checked again."))
        else:
            at = _moment(request.POST.get("apply_at", ""))
            publish(row, by=person(request), at=now, apply_at=at)
            messages.success(request, _("The snapshot goes live at its time."))
    except (SnapshotRefused, _NoTime) as refused:
        messages.error(request, str(refused))
    except LockedError:
        messages.error(request, _("Another import is at work; try again when it is done."))
    return HttpResponseRedirect(reverse("admin:annotations_snapshot_page", args=[row.pk]))


class _NoTime(ValueError):
    """No time was given, or none that can be read."""


def _moment(stated: str) -> datetime:
    try:
        found = parse_datetime(stated)
    except ValueError:
        found = None
    if found is None:
        raise _NoTime(_("Say when it is to go live."))
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _taken_over(request: HttpRequest, name: str, problems: list[str]) -> HttpResponse | None:
    upload = request.FILES.get("file")
    if upload is None or not name:
        problems.append(_("Choose a file, and say which register it is."))
        return None
    if (upload.size or 0) > MOST_BYTES:
        problems.append(_("The file is over 64 MiB; import it with the command line."))
        return None
    try:
        file = _read(upload)
        imported = import_register(
            name, file, at=timezone.now(), by=person(request), apply=False, allow_shrink=_percent(request)
        )
    except RefusedFileError as error:
        problems.extend(f"{problem.line or ''} {problem.message}".strip() for problem in error.problems)
    except ShrunkError as error:
        problems.append(_("It would lose too much (%(detail)s). If that is right, allow it below.") % {"detail": error})
    except GuardError as error:
        problems.append(str(error))
    except LockedError:
        problems.append(_("Another import is at work; try again when it is done."))
    else:
        return _shown(request, imported.snapshot, imported.unchanged)
    return None


def _shown(request: HttpRequest, snapshot: Snapshot, unchanged: bool) -> HttpResponse:
    if unchanged:
        messages.info(request, _("The file says what is live already; the register counts as fresh."))
        return HttpResponseRedirect(reverse("admin:annotations_register_page", args=[snapshot.register_id]))
    messages.success(request, _("The file is stored and waits. Look at what it changes before you make it live."))
    return HttpResponseRedirect(reverse("admin:annotations_snapshot_page", args=[snapshot.pk]))


def _read(upload: UploadedFile[bytes]) -> RegisterFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload.jsonl"
        with path.open("wb") as stream:
            for chunk in upload.chunks():
                stream.write(chunk)
        return read_register(str(path))


def _percent(request: HttpRequest) -> float:
    stated = request.POST.get("shrink", "")
    return float(stated) if stated.isascii() and stated.isdigit() and len(stated) <= 3 else 10.0


def _snapshot_or_404(key: int) -> Snapshot:
    found = Snapshot.objects.select_related("register__live", "created_by").filter(pk=key).first()
    if found is None:
        raise Http404(_("There is nothing here."))
    return found


def _compared(register: Register, found: Difference) -> dict[str, object]:
    return {
        "counts": found.counts, "before": found.count_before, "after": found.count_after,
        "affected": len(affected_by(register, found)),
        "groups": list(_groups(found)),
    }


def _groups(found: Difference) -> Iterator[tuple[str, list[Changed], int]]:
    """What is different by kind: the first of it, and how much there is."""
    before, after, counts = found.before, found.after, found.counts
    added, removed = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    yield _("Added"), [_whole(after[key]) for key in added[:MOST_LISTED]], counts["added"]
    yield _("Taken out"), [_whole(before[key]) for key in removed[:MOST_LISTED]], counts["removed"]
    changed = sorted(before.keys() & after.keys())
    yield _("Changed"), [_change(before[key], after[key]) for key in changed[:MOST_LISTED]], counts["changed"]
    yield _("Ended"), _ended(found), counts["ended"]


def _whole(entity: Entity) -> Changed:
    statuses = sorted({standing_label(row.status, row.jurisdiction) for row in entity.designations})
    return Changed(entity.id, entity.names[0].value, "; ".join(statuses))


def _change(before: Entity, after: Entity) -> Changed:
    fields = [name for name in Entity.model_fields if getattr(before, name) != getattr(after, name)]
    return Changed(after.id, after.names[0].value, ", ".join(label("entity", name) for name in fields))


def _ended(found: Difference) -> list[Changed]:
    rows = []
    for end in found.ended[:MOST_LISTED]:
        entity = found.after.get(end.entity) or found.before.get(end.entity)
        name = entity.names[0].value if entity is not None else end.entity
        said = _("taken out: it counts on no day") if end.taken_out else str(end.designation.ends_on)
        rows.append(Changed(end.entity, name, f"{label('status', end.designation.status)}: {said}"))
    return rows


PAGES = (
    Page("register_import", "import/", import_page, "publish_register", ("GET", "POST")),
    Page("snapshot_page", "snapshot/<int:snapshot>/", snapshot_page, "view_register"),
    Page("snapshot_decide", "snapshot/<int:snapshot>/decide/", decide_page, "publish_register", ("POST",)),
)
