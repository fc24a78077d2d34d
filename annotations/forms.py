"""Forms and admin pages on hooked models: a blocked publish lands on the form and is never a failed request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect

from annotations.adapters.registry import adapter_for
from annotations.gate.blocked import PublishBlocked
from annotations.gate.objects import demand

if TYPE_CHECKING:
    from django import forms
    from django.contrib import admin

    _Form = forms.ModelForm[models.Model]
    _Admin = admin.ModelAdmin[models.Model]
else:
    _Form = _Admin = object


_BLOCKED = "_annotations_blocked"


class AnnotatedFormMixin(_Form):
    """For a ``ModelForm`` of a hooked model: asks the gate in ``full_clean()``, after everything else is right.

    ``class ArticleForm(AnnotatedFormMixin, forms.ModelForm)``
    """

    blocked_before: PublishBlocked | None = None
    """A refusal at the save, after the form had found nothing: to be shown on the form."""

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or self.errors:
            return
        try:
            if self.blocked_before is not None:
                raise self.blocked_before
            if self._is_to_be_judged():
                demand(self.instance)
        except PublishBlocked as blocked:
            self.add_blocked(blocked)

    def add_blocked(self, blocked: PublishBlocked) -> None:
        """Puts a refusal on the form: each line at the field it is about, where the form has that field."""
        adapter = adapter_for(type(self.instance))
        for line in blocked.lines:
            name = adapter.field_of(line.role) if adapter is not None and line.role else None
            self.add_error(name if name in self.fields else None, line.error)

    def _is_to_be_judged(self) -> bool:
        """Rows of a list that nobody has touched are not saved."""
        return adapter_for(type(self.instance)) is not None and (self.instance._state.adding or self.has_changed())


class AnnotatedAdminMixin(_Admin):
    """For a ``ModelAdmin`` of a hooked model: form, list and actions say why something is not published.

    ``class ArticleAdmin(AnnotatedAdminMixin, admin.ModelAdmin)``
    """

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return _annotated(form, getattr(request, _BLOCKED, None))

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return _annotated(super().get_changelist_form(request, **kwargs), None)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A refusal at the save itself (the form had nothing against it) shows the form again, nothing being saved."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except PublishBlocked as blocked:
            setattr(request, _BLOCKED, blocked)
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A refusal in an action takes the whole action back, and is told above the list."""
        try:
            with transaction.atomic():
                return super().changelist_view(request, *args, **kwargs)
        except PublishBlocked as blocked:
            for line in blocked.messages:
                messages.error(request, line)
            return HttpResponseRedirect(request.get_full_path())


def _annotated(form: Any, blocked: PublishBlocked | None) -> Any:
    """The form class with the gate in it."""
    bases = (form,) if issubclass(form, AnnotatedFormMixin) else (AnnotatedFormMixin, form)
    return type(form)(f"Annotated{form.__name__}", bases, {"blocked_before": blocked})
