"""A rule in words: when it binds, where it looks, between which dates, and what satisfies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotations.engine.register import EffectiveOn
from annotations.engine.rulebook import (
    Basis,
    Clock,
    Demonyms,
    MentionTrigger,
    Period,
    Placement,
    ProducerTrigger,
    Require,
    Rule,
    Scope,
)

_JUDGED_BY: dict[Clock, str] = {
    "dated": "the later of the article's `published` and `modified`",
    "published": "the day of publication",
    "modified": "the day of the last change",
    "now": "the present day",
}
_STARTS: dict[EffectiveOn, str] = {
    "decided_on": "the day it was decided",
    "in_force_on": "the day it came into force",
    "listed_on": "the day it was listed",
}
_PLACES: dict[Placement, str] = {
    "anywhere": "anywhere a reader sees it",
    "first_mention": "at the first mention",
    "each_mention": "at each mention",
    "top": "above the text",
    "end": "at the end",
}
_NOTICES = {
    "ban": "a notice that says the ban or the liquidation",
    "status": "a notice that says the status",
    "nothing": "nothing is owed; a correct notice is voluntary",
}
_LINKS = {
    "article": "a link to the original article",
    "home": "a link to its home page",
    "article_or_home": "a link to either",
    "none": "a credit without a link",
}
_DEMONYMS: dict[Demonyms, str] = {
    "require": "Words for its members bind as its name does.",
    "review": "Words for its members are left to a person.",
    "ignore": "Words for its members do not bind.",
}


def binds_when(rule: Rule) -> str:
    """What makes the rule ask for something."""
    when = rule.when
    if when.mention:
        text = f"The text mentions {_somebody(when.mention)}. {_DEMONYMS[rule.demonyms]}"
        if when.mention.except_registers:
            text += f" What only {_either(when.mention.except_registers)} lists binds nobody."
        return text
    if when.producer:
        return f"The article names as its `producer` {_somebody(when.producer)}."
    links = when.source.link if when.source else ()
    return f"The article declares a source whose terms ask for {_either([_LINKS[link] for link in links], code=False)}."


def satisfied_by(rule: Rule) -> str:
    """What the article must carry, where, and in which language."""
    require = rule.require
    asked = "; ".join(_asked(require))
    if require.notice == "nothing":
        return f"{asked[0].upper()}{asked[1:]}."
    text = f"{asked[0].upper()}{asked[1:]}{_form(require)}."
    if rule.site_notice:
        text += " A notice that the site prints around every article counts."
    if rule.grace_hours:
        text += f" It is owed {rule.grace_hours} hours after the duty begins."
    return text


def scope_of(scope: Scope) -> str:
    """Which articles the rule looks at."""
    parts = [
        f"{name} {_either(values)}"
        for name, values in (
            ("addressed to", scope.jurisdictions), ("in the language", scope.languages),
            ("of the edition", scope.editions), ("on the site", scope.sites), ("in the section", scope.sections),
            ("of the genre", scope.genres), ("published as", scope.renditions),
        )
        if values
    ]
    if scope.headline_pattern is not None:
        parts.append(f"with a headline that holds `{scope.headline_pattern}`")
    return f"Articles {', '.join(parts)}." if parts else "All articles."


def dates_of(period: Period) -> str:
    """``from 2021-07-01 to 2028-12-01``, both days included."""
    ends = [f"{word} {day}" for word, day in (("from", period.from_), ("to", period.to)) if day is not None]
    return " ".join(ends) or "always"


def basis_of(basis: Basis) -> str:
    """The kind of basis and its citation: ``law: 255-FZ``."""
    return f"{basis.type}: {basis.cite}"


def judged_by(rule: Rule) -> str:
    """The date that decides."""
    return _JUDGED_BY[rule.as_of]


def _somebody(trigger: MentionTrigger | ProducerTrigger) -> str:
    return f"somebody with the status {_either(trigger.statuses)}, which counts from {_STARTS[trigger.effective_on]}"


def _form(require: Require) -> str:
    """Place and language of a notice; those of a credit or link are the business of the source's terms."""
    if not (require.notice or require.exact):
        return ""
    language = "the language of the article" if require.language == "article" else f"`{require.language}`"
    return f"; {_PLACES[require.placement]}; in {language}"


def _asked(require: Require) -> Iterator[str]:
    if require.notice:
        yield _NOTICES[require.notice]
    if require.exact:
        yield f"the text «{require.exact}», word for word"
    if require.credit:
        yield "the credit that the source's terms name"
    if require.link:
        yield "the link that the source's terms ask for"


def _either(values: Sequence[str], *, code: bool = True) -> str:
    named = [f"`{value}`" if code else value for value in values]
    return " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
