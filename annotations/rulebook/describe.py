"""A rule in words: when it binds, where it looks, between which dates, and what satisfies it.

In the reader's language; the pages of documentation are written in English.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from annotations.engine.forms import Absent, Require
from annotations.engine.register import EffectiveOn
from annotations.engine.rulebook import Basis, Clock, Demonyms, Period, Rule
from annotations.engine.triggers import MentionTrigger, ProducerTrigger, Scope
from annotations.localization.labels import label
from annotations.localization.words import words_of
from annotations.rulebook.describe_forms import conditions_of, either, form_in_words

_JUDGED_BY: dict[Clock, Promise] = {
    "dated": _("the later of the article's `published` and `modified`"),
    "published": _("the day of publication"),
    "modified": _("the day of the last change"),
    "now": _("the present day"),
}
_STARTS: dict[EffectiveOn, Promise] = {
    "decided_on": _("the day it was decided"),
    "in_force_on": _("the day it came into force"),
    "listed_on": _("the day it was listed"),
}
_NOTICES: dict[str, Promise] = {
    "ban": _("a notice that says the ban or the liquidation"),
    "status": _("a notice that says the status"),
    "nothing": _("nothing is owed; a correct notice is voluntary"),
}
_LINKS: dict[str, Promise] = {
    "article": _("a link to the original article"),
    "home": _("a link to its home page"),
    "article_or_home": _("a link to either"),
    "none": _("a credit without a link"),
}
_ABSENT: dict[Absent, Promise] = {
    "link": _("a link"),
    "editor_words": _("words for editors"),
    "changes": _("a change of the original"),
    "disagreement": _("metadata that says another origin than the text"),
    "words": _("the words"),
    "names": _("the names"),
    "trigger": _("what is described under “When it binds”"),
}
_DEMONYMS: dict[Demonyms, Promise] = {
    "require": _("Words for its members bind as its name does."),
    "review": _("Words for its members are left to a person."),
    "ignore": _("Words for its members do not bind."),
}
_SCOPES: dict[str, Promise] = {
    "jurisdictions": _("addressed to %(values)s"),
    "languages": _("in the language %(values)s"),
    "editions": _("of the edition %(values)s"),
    "sites": _("on the site %(values)s"),
    "sections": _("in the section %(values)s"),
    "genres": _("of the genre %(values)s"),
    "renditions": _("published as %(values)s"),
    "sources": _("from %(values)s"),
}


def binds_when(rule: Rule) -> str:
    """What makes the rule ask for something."""
    parts = [*_subjects(rule), *conditions_of(rule.when)]
    text = " ".join(f"{_large(part)}." for part in parts)
    if rule.when.mention:
        text += f" {_DEMONYMS[rule.demonyms]}"
        if rule.when.mention.except_registers:
            registers = either(rule.when.mention.except_registers)
            text += " " + _t("What only %(registers)s lists binds nobody.") % {"registers": registers}
    if rule.exempt:
        conditions = "; ".join(conditions_of(rule.exempt.when))
        text += " " + _t("Exempt: %(conditions)s.") % {"conditions": conditions} + f" {words_of(rule).exempt}"
    return text


def _subjects(rule: Rule) -> Iterator[str]:
    when = rule.when
    if when.mention:
        yield _t("the text mentions %(whom)s") % {"whom": _somebody(when.mention)}
    if when.producer:
        yield _t("the article names as its `producer` %(whom)s") % {"whom": _somebody(when.producer)}
    if when.source:
        links = either([str(_LINKS[link]) for link in when.source.link], code=False)
        yield _t("the article declares a source whose terms ask for %(links)s") % {"links": links}
    if when.similar:
        yield _t(
            "%(words)d of its own words or more, speech left out, stand in a known article as well and are %(share)s "
            "of the text or half of the known article"
        ) % {"words": when.similar.min_words, "share": f"{when.similar.min_share:.0%}"}
    if when.relation:
        yield _t("the text mentions somebody with the same owner as the house (%(types)s in the register)") % {
            "types": either(when.relation.types)
        }
    if when.media:
        yield _t("for each picture that a reader sees")


def satisfied_by(rule: Rule) -> str:
    """What the article must carry, where, and in which language."""
    require = rule.require
    asked = _large("; ".join(_asked(rule)))
    if require.notice == "nothing":
        return f"{asked}."
    text = f"{asked}{_form(require)}."
    if rule.site_notice:
        text += " " + _t("A notice that the site prints around every article counts.")
    if rule.grace_hours:
        text += " " + _t("It is owed %(hours)d hours after the duty begins.") % {"hours": rule.grace_hours}
    return text


def scope_of(scope: Scope) -> str:
    """Which articles the rule looks at."""
    parts = [
        str(said) % {"values": either(values)} for name, said in _SCOPES.items() if (values := getattr(scope, name))
    ]
    if scope.headline_pattern is not None:
        parts.append(_t("with a headline that holds `%(pattern)s`") % {"pattern": scope.headline_pattern})
    return _t("Articles %(parts)s.") % {"parts": ", ".join(parts)} if parts else _t("All articles.")


def dates_of(period: Period) -> str:
    """``from 2021-07-01 to 2028-12-01``, both days included; in English, for programs and the documentation."""
    ends = [f"{word} {day}" for word, day in (("from", period.from_), ("to", period.to)) if day is not None]
    return " ".join(ends) or "always"


def dates_said(period: Period) -> str:
    """The same in the reader's language."""
    ends = {"from": period.from_, "to": period.to}
    if period.from_ and period.to:
        return _t("from %(from)s to %(to)s") % ends
    if period.from_:
        return _t("from %(from)s") % ends
    return _t("to %(to)s") % ends if period.to else _t("always")


def basis_of(basis: Basis) -> str:
    """The kind of basis and its citation: ``law: 255-FZ``; in English, for programs and the documentation."""
    return f"{basis.type}: {basis.cite}"


def basis_said(rule: Rule) -> str:
    """The same in the reader's language."""
    return f"{label('basis', rule.basis.type)}: {words_of(rule).cite}"


def judged_by(rule: Rule) -> str:
    """The date that decides."""
    return str(_JUDGED_BY[rule.as_of])


def _somebody(trigger: MentionTrigger | ProducerTrigger) -> str:
    return _t("somebody with the status %(statuses)s, which counts from %(start)s") % {
        "statuses": either(trigger.statuses), "start": _STARTS[trigger.effective_on],
    }  # fmt: skip


def _form(require: Require) -> str:
    """Place and language of a notice; those of a credit or link are the business of the source's terms."""
    if not (require.notice or require.forms or require.parts) or require.absent:
        return ""
    place = label("place", require.placement)
    if require.language == "any":
        return f"; {place}"
    if require.language == "article":
        return f"; {place}; " + _t("in the language of the article")
    return f"; {place}; " + _t("in %(language)s") % {"language": f"`{require.language}`"}


def _asked(rule: Rule) -> Iterator[str]:
    require, parts = rule.require, words_of(rule).parts
    or_else = _t("; or %(form)s")
    if require.notice:
        yield str(_NOTICES[require.notice])
    if require.absent:
        yield _t("%(what)s must not be there; where it is, the outcome is %(outcome)s") % {
            "what": _ABSENT[require.absent], "outcome": f"`{require.outcome}`"
        }
    if require.claims:
        yield _t("all of: %(claims)s") % {"claims": ", ".join(label("claim", claim) for claim in require.claims)}
    if require.forms:
        yield _alternatives([form_in_words(form) for form in require.forms], or_else)
    for part in require.parts:
        said = _alternatives([form_in_words(form) for form in part.forms], or_else)
        yield f"{parts.get(part.name, part.name)}: {said}"
    if require.credit:
        yield _t("the credit that the source's terms name")
    if require.link:
        yield _t("the link that the source's terms ask for")


def _alternatives(forms: list[str], or_else: str) -> str:
    return forms[0] + "".join(or_else % {"form": form} for form in forms[1:])


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]
