"""What is asked of a person who decides. What may be answered is judged by ``annotations.flags`` alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.conf import desk
from annotations.flags.decisions import Scope
from annotations.flags.notes import LONGEST
from annotations.models.decision import Decision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from annotations.models.channel import Channel

_REASONS = [(value, label) for value, label in Decision.Reason.choices if value]
_DAYS = (1, 3, 7, 30, 90)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person has said; what a form does not ask stays as here."""

    reason: str = ""
    note: str = ""
    scope: str = Scope.ARTICLE
    until: datetime | None = None
    assignee: User | None = None
    fix: int = 0


class DeedForm(forms.Form):
    """Nothing but the version of the flag that was looked at."""

    use_required_attribute = False

    def asked(self) -> Asked:
        """What was said, once it is valid."""
        known = {name: value for name, value in self.cleaned_data.items() if name in Asked.__dataclass_fields__}
        return Asked(**known)

    def offer(self, channel: Channel | None) -> None:
        """Fills in what can be chosen on that channel."""


class NoteForm(DeedForm):
    """A note that may be left out."""

    note = forms.CharField(
        label=_("Note"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 3}),
        help_text=_("Kept in the history, with your name."),
    )


class CommentForm(DeedForm):
    """Words."""

    note = forms.CharField(label=_("Comment"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))


class DismissForm(DeedForm):
    """Why, and how far."""

    reason = forms.ChoiceField(label=_("Reason"), choices=_REASONS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 3}),
        help_text=_("For an error ten characters or more. Kept in the history, with your name."),
    )
    scope = forms.ChoiceField(
        label=_("It is closed"), initial=Scope.ARTICLE.value, widget=forms.RadioSelect,
        choices=[
            (Scope.ARTICLE.value, _("in this rendition")), (Scope.STORY.value, _("in every rendition of the story")),
        ],
    )


class WaiveForm(DeedForm):
    """Why, and until when: so many days, or a day."""

    days = forms.TypedChoiceField(label=_("Waive for"), coerce=int, empty_value=None, required=False)
    day = forms.DateField(
        label=_("or until the end of"), required=False, widget=forms.DateInput({"type": "date"}),
        help_text=_("A day; it counts before the number of days."),
    )
    note = forms.CharField(
        label=_("Why"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}),
        help_text=_("Kept in the history, with your name. An error stays open until a second person approves."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = desk().waiver_max_days
        days = sorted({number for number in _DAYS if number <= longest} | {longest})
        choices = [("", "—"), *((str(number), _("%(days)d d") % {"days": number}) for number in days)]
        self.fields["days"].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        day, days = self.cleaned_data.get("day"), self.cleaned_data.get("days")
        until: datetime | None
        if day is not None:
            until = timezone.make_aware(datetime.combine(day, time(23, 59)))
        else:
            # A little less than the longest, which counts from the moment at which it is written.
            until = timezone.now() + timedelta(days=days) - timedelta(minutes=1) if days else None
        return Asked(note=self.cleaned_data["note"], until=until)


class AssignForm(NoteForm):
    """To whom."""

    assignee: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("To"), queryset=get_user_model()._default_manager.none()
    )

    field_order = ("assignee", "note")

    def offer(self, channel: Channel | None) -> None:
        people = get_user_model()._default_manager.filter(is_active=True)
        if channel is not None:
            members = channel.members.all()
            people = people.filter(pk__in=members.values("user")) | people.filter(
                groups__in=members.values("group")
            )
        self.fields["assignee"].queryset = people.distinct().order_by("username")  # type: ignore[attr-defined]
