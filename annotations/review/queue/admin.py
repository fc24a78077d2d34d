"""Flags in the admin: their list is the queue, their form the page of a flag."""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from annotations.flags.telling import take_told
from annotations.models.flag import Flag
from annotations.models.told import Told
from annotations.review import undoing
from annotations.review.exporting import export_pages
from annotations.review.flag.deeds import DEEDS
from annotations.review.flag.fix_all import FIX_ALL_PAGE
from annotations.review.flag.pages import FLAG_PAGES, flag_page
from annotations.review.keys import KEYS_PAGE
from annotations.review.pages import WithPages, page_context, refusals_shown, require_page
from annotations.review.queue.bulk import bulk_pages
from annotations.review.queue.counting import MOST, CappedPaginator
from annotations.review.queue.empty import why_empty
from annotations.review.queue.filters import FILTERS
from annotations.review.queue.place import Place, place_of
from annotations.review.queue.presets import VIEWS, view_named
from annotations.review.queue.rows import groups_of
from annotations.review.queue.searching import found
from annotations.review.queue.strip import strip_for
from annotations.review.queue.surroundings import surroundings
from annotations.review.rooms import ROOM_PAGES
from annotations.review.rows import OfChannelsAdmin

_ROWS_ALONE = "_annotations_rows_alone"
"""On a request that asks for the rows of the queue and shows no list."""


class QueueList(ChangeList):
    """The list in the order of its view."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        return list(view_named(request.GET.get("view")).order)


class QueueRows(QueueList):
    """The rows of the list without reading or counting any."""

    def get_results(self, request: HttpRequest) -> None:
        self.result_list = self.queryset.none()
        self.result_count = self.full_result_count = 0


def _matching(request: HttpRequest, query: QueryDict) -> QuerySet[Flag]:
    """The flags that the queue shows for a query, in its order."""
    model_admin = cast(FlagAdmin, admin.site.get_model_admin(Flag))
    asked = copy(request)
    asked.method, asked.GET = "GET", query  # type: ignore[assignment]
    setattr(asked, _ROWS_ALONE, True)
    rows: QuerySet[Flag] = model_admin.get_changelist_instance(asked).queryset
    return rows


def _place(request: HttpRequest, flag: Flag) -> Place | None:
    """Where a flag stands in the queue whose query the address states."""
    query = request.GET.get("in", "")[:2000]
    if not query:
        return None
    asked = QueryDict(query)
    try:
        rows = _matching(request, asked)
    except (IncorrectLookupParameters, SuspiciousOperation):
        # An address that somebody has changed: the flag is shown all the same.
        return None
    return place_of(flag, rows, view_named(asked.get("view")).order, query)


@admin.register(Flag)
class FlagAdmin(WithPages, OfChannelsAdmin):
    """The review queue."""

    change_list_template = "annotations/review/queue.html"
    list_display = ("message",)
    list_filter = FILTERS
    list_select_related = ("article__channel", "assignee")
    search_fields = ("message",)
    search_help_text = _("Words of the message, the quotation, the headline or the address, or a number: F-1042")
    paginator = CappedPaginator
    list_max_show_all = 50
    show_facets = admin.ShowFacets.NEVER
    pages = (
        KEYS_PAGE, *FLAG_PAGES, FIX_ALL_PAGE, *bulk_pages(_matching), *export_pages(_matching), *ROOM_PAGES,
    )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return QueueRows if hasattr(request, _ROWS_ALONE) else QueueList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return found(queryset, search_term), False

    @refusals_shown
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        require_page(request, "view_flag")
        at = timezone.now()
        self._tell(request)
        context = page_context(
            request, self.admin_site, title=_t("Review queue"), now=at, views=VIEWS, subtitle=None,
            view=view_named(request.GET.get("view")), strip=strip_for(request), beside=surroundings(request),
            stale=surroundings(request).stale(at), undo=undoing.offered(request, at=at), most=MOST,
            bulk=[deed for deed in DEEDS.values() if deed.at_once and self._may(request, deed.permission)],
            may={deed.name: self._may(request, deed.permission) for deed in DEEDS.values()},
        )  # fmt: skip
        answer = super().changelist_view(request, {**context, **(extra_context or {})})
        if hasattr(answer, "context_data") and answer.context_data and "cl" in answer.context_data:
            self._fill(request, answer.context_data, at)
        return answer

    @refusals_shown
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        require_page(request, "view_flag")
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not (object_id.isascii() and object_id.isdecimal() and len(object_id) < 19):
            raise Http404(_t("There is nothing here."))
        self._tell(request)
        return flag_page(request, self.admin_site, int(object_id), place=partial(_place, request))

    def _fill(self, request: HttpRequest, context: dict[str, Any], at: Any) -> None:
        listed = context["cl"]
        banded = context["view"].order[0] == "urgency"
        context["here"] = _query(request)
        context["groups"] = groups_of(listed.result_list, at=at, banded=banded)
        context["narrowed"] = any(value for key, value in request.GET.items() if key not in ("view", "p", "q"))
        if not listed.result_count:
            filtered = bool(listed.query) or context["narrowed"]
            context["empty"] = why_empty(request, filtered=filtered, at=at)

    def _tell(self, request: HttpRequest) -> None:
        """What others did with what was this person's; asked for only when there is something."""
        if surroundings(request).to_be_told:
            for row in take_told(cast(Any, request.user), at=timezone.now()):
                messages.warning(request, told_in_words(row))

    def _may(self, request: HttpRequest, permission: str) -> bool:
        return request.user.has_perm(f"annotations.{permission}")


def _query(request: HttpRequest) -> str:
    """The query of the queue that is shown, without its page."""
    query = request.GET.copy()
    query.pop("p", None)
    return query.urlencode() or f"view={view_named(None).name}"


def told_in_words(row: Told) -> str:
    """What a person is told."""
    who, number = str(row.data.get("by", "")), row.flag_id
    if row.kind == Told.Kind.TAKEN_OVER:
        said = _t("Your claim of F-%(number)d had run out; %(who)s has claimed it.")
        return said % {"number": number, "who": who}
    deed = DEEDS.get(str(row.data.get("deed", "")))
    wanted = str(deed.label).rstrip("…") if deed is not None else _t("Undo")
    note = str(row.data.get("note", ""))
    said = _t("%(who)s tried “%(wanted)s” on F-%(number)d after your change; yours stands.")
    told = said % {"number": number, "who": who, "wanted": wanted}
    return f"{told} “{note}”" if note else told
