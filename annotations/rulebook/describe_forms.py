"""Conditions and forms of rules in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.engine.forms import DatedText, Form
from annotations.engine.triggers import ABSENT, PRESENT, Condition, LinkCondition

_MOST_PHRASES = 6
"""Phrases of one form that a page shows; the rest are counted."""


def conditions_of(condition: Condition) -> list[str]:
    """What must hold, one clause a key."""
    return list(_conditions(condition))


def _conditions(condition: Condition) -> Iterator[str]:
    for path, wanted in condition.field.items():
        yield f"`{path}` {_value(wanted)}"
    if condition.topic:
        yield _("the text is about the topic `%(topic)s`") % {"topic": condition.topic}
    if condition.link:
        yield _("a link has %(what)s") % {"what": _(", or ").join(_link(condition.link))}
    if condition.text:
        said = [phrases_in_words(condition.text.phrases)] if condition.text.phrases else []
        said += [_found_by(condition.text.pattern)] if condition.text.pattern else []
        yield _("the text holds %(what)s") % {"what": _(" or ").join(said)}
    if condition.changed:
        share = f"{condition.changed.min_share:.0%}"
        yield _("%(share)s of the words or more are others than in the revision before") % {"share": share}
    if condition.always is not None:
        yield _("always, within its scope")
    if condition.any_:
        ways = " / ".join(_(" and ").join(conditions_of(each)) for each in condition.any_)
        yield _("any of: %(ways)s") % {"ways": ways}
    if condition.not_:
        yield _("not: %(what)s") % {"what": _(" and ").join(conditions_of(condition.not_))}


def _link(link: LinkCondition) -> Iterator[str]:
    if link.params:
        yield _("a parameter %(values)s") % {"values": either(link.params)}
    if link.rel:
        yield _("a `rel` %(values)s") % {"values": either(link.rel)}
    if link.hosts:
        yield _("a host %(values)s") % {"values": either(link.hosts)}
    if link.statuses:
        yield _("the host of somebody with the status %(values)s") % {"values": either(link.statuses)}


def _value(wanted: Sequence[str]) -> str:
    if tuple(wanted) == (PRESENT,):
        return _("is stated")
    if tuple(wanted) == (ABSENT,):
        return _("is not stated")
    return _("is %(values)s") % {"values": either(wanted)}


def form_in_words(form: Form) -> str:
    """One way to say it."""
    return _(" with ").join(_keys(form))


def _keys(form: Form) -> Iterator[str]:
    if form.saying:
        yield _("the saying `%(saying)s`") % {"saying": form.saying}
    if form.label:
        yield _("the label %(words)s") % {"words": phrases_in_words(form.label)}
    if form.phrases:
        yield _("the words %(words)s") % {"words": phrases_in_words(form.phrases)}
    if form.exact:
        yield _(" or ").join(map(_prescribed, form.exact))
    if form.pattern:
        yield _found_by(form.pattern)
    if form.naming:
        yield _("the name that `%(field)s` states") % {"field": form.naming}
    if form.address:
        yield _("a link with %(what)s") % {"what": either((*form.address.params, *form.address.starts))}
    if form.image:
        yield _("an image from `%(address)s`") % {"address": form.image}


def _found_by(pattern: str) -> str:
    return _("what `%(pattern)s` finds") % {"pattern": pattern}


def _prescribed(dated: DatedText) -> str:
    ends = {"from": dated.from_, "to": dated.to}
    days = [_("from %(from)s") % ends] if dated.from_ else []
    days += [_("to %(to)s") % ends] if dated.to else []
    said = _("the text «%(text)s», word for word") % {"text": dated.text}
    return f"{said} ({' '.join(days)})" if days else said


def phrases_in_words(phrases: Mapping[str, Sequence[str]]) -> str:
    """The first phrases of each language."""
    texts = [text for each in phrases.values() for text in each]
    shown = either([text.replace("`", "'") for text in texts[:_MOST_PHRASES]])
    more = len(texts) - _MOST_PHRASES
    if more <= 0:
        return shown
    return ngettext("%(shown)s and %(count)d more", "%(shown)s and %(count)d more", more) % {
        "shown": shown, "count": more,
    }  # fmt: skip


def either(values: Sequence[str], *, code: bool = True) -> str:
    """``a, b or c``."""
    named = [f"`{value}`" if code else value for value in values]
    return _(" or ").join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
