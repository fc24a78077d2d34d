"""The side panel "Notices" of the editors of hooked pages and snippets.

Wagtail asks its own views which panels they have and has no hook for others, so the views' answer is added to.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.side_panels import BaseSidePanel

from annotations.contrib.wagtail.approving import standing_of
from annotations.contrib.wagtail.checklist import Checklist, checklist_of, unreadable
from annotations.contrib.wagtail.editing import NEW
from annotations.contrib.wagtail.publishing import draft_adapter
from annotations.contrib.wagtail.views import context_of

_ADDED = "_annotations_panel"


class NoticesSidePanel(BaseSidePanel):
    """What the saved draft owes, and from then on what the text owes that is being written."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """How the draft stands, in the editor's header."""

        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

        @property
        def aria_label(self) -> str:
            return _("Toggle notices: %(state)s") % {"state": self.panel.checklist.text}

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            return dict(super().get_context_data(parent_context)) | {"count": self.panel.checklist.count}

    name = "annotations"
    title = gettext_lazy("Notices")
    template_name = "annotations_wagtail/side_panel.html"
    order = 150

    def __init__(self, obj: Any, request: Any, *, parent: Any = None) -> None:
        super().__init__(obj, request)
        self.parent = parent
        self.standing = standing_of(obj) if obj.pk is not None else None
        self.checklist: Checklist = (
            checklist_of(self.standing) if self.standing is not None
            else unreadable(_("It is checked as you write."))
        )

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context = dict(super().get_context_data(parent_context))
        return context | context_of(self.request, self.checklist, self.standing) | {
            "urls": {name: self._url(name) for name in ("check", "fix", "override")},
        }

    def _url(self, name: str) -> str:
        options = self.object._meta
        key = self.object.pk if self.object.pk is not None else NEW
        address = reverse(f"annotations_wagtail_{name}", args=(options.app_label, options.model_name, key))
        return f"{address}?parent={self.parent.pk}" if self.parent is not None else address

    @property
    def media(self) -> Media:
        return Media(
            css={"all": [versioned_static("annotations_wagtail/notices.css")]},
            js=[versioned_static("annotations_wagtail/notices.js")],
        )


def install() -> None:
    """Adds the panel to the editors; called once, when the apps are ready."""
    from wagtail.admin.views.pages.create import CreateView as CreatePage
    from wagtail.admin.views.pages.edit import EditView as EditPage
    from wagtail.snippets.views.snippets import CreateView as CreateSnippet
    from wagtail.snippets.views.snippets import EditView as EditSnippet

    for view in (CreatePage, EditPage, CreateSnippet, EditSnippet):
        if not getattr(view.get_side_panels, _ADDED, False):
            view.get_side_panels = _with_notices(view.get_side_panels)


def _with_notices(get_side_panels: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @wraps(get_side_panels)
    def added(view: Any) -> Any:
        panels = get_side_panels(view)
        obj = getattr(view, "page", None) or getattr(view, "object", None) or view.form.instance
        partial = getattr(view, "expects_json_response", False) or getattr(view, "hydrate_create_view", False)
        if draft_adapter(obj) is not None and not partial:
            parent = getattr(view, "parent_page", None) if obj.pk is None else None
            panels.append(NoticesSidePanel(obj, view.request, parent=parent))
        return panels

    setattr(added, _ADDED, True)
    return added
