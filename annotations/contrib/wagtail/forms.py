"""The editor's form asks the gate when somebody publishes: what is missing stands on the form, nothing being lost."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from annotations.contrib.wagtail.block_errors import at_blocks
from annotations.contrib.wagtail.publishing import ask, draft_adapter
from annotations.gate.blocked import PublishBlocked

if TYPE_CHECKING:
    from django import forms

    _Form = forms.ModelForm[Any]
else:
    _Form = object

PUBLISH = "action-publish"


class GatedFormMixin(_Form):
    """For the form of a hooked page or snippet."""

    _asked = False

    def is_valid(self) -> bool:
        """What it was, and let out by the gate when it is to be published."""
        if not super().is_valid():
            return False
        if not self._asked and self.data.get(PUBLISH):
            self._asked = True
            # Puts what was typed into the object, its inline children too; nothing is written.
            self.save(commit=False)
            try:
                ask(self.instance, at=timezone.now())
            except PublishBlocked as blocked:
                self._refuse(blocked)
        return not self.errors

    def _refuse(self, blocked: PublishBlocked) -> None:
        """Everything on top, and at each block what is about it."""
        adapter = draft_adapter(self.instance)
        for line in blocked.lines:
            name = adapter.field_of(line.role) if adapter is not None and line.role else None
            self.add_error(name if name in self.fields and line.role != "body" else None, line.error)
        if adapter is not None:
            for name, error in at_blocks(adapter, self.instance, blocked):
                if name in self.fields:
                    self.add_error(name, error)


@cache
def gated_form(base: Any) -> Any:
    """``base`` with the gate in it; ``None`` stands for Wagtail's own form."""
    if base is None:
        from wagtail.admin.forms import WagtailAdminModelForm

        base = WagtailAdminModelForm
    if issubclass(base, GatedFormMixin):
        return base
    return type(base)(f"Gated{base.__name__}", (GatedFormMixin, base), {"__module__": base.__module__})
