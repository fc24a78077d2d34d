"""What is owed to a source that asks for a credit together with a link: is it there, does it lead there, is it seen.

The best link decides. A correct link counts as the credit, unless the source prescribes words of its own.
"""

from __future__ import annotations

from dataclasses import replace

from annotations.engine.attribution.carried import Carried
from annotations.engine.attribution.directory import MAIN
from annotations.engine.attribution.findings import Owed
from annotations.engine.attribution.links import SourceLink, address_of, link_evidence
from annotations.engine.attribution.original import links_defect, wait_defect
from annotations.engine.attribution.relations import LinkRelation
from annotations.engine.attribution.repairs import readdressed, without_rel
from annotations.engine.attribution.terms import WORDING, Defect, counter_defect, wording_defect
from annotations.engine.attribution.urls import parse
from annotations.engine.demands import Demand
from annotations.engine.document.model import Visibility
from annotations.engine.evidence import evidence
from annotations.engine.facts import Verdict
from annotations.engine.report import Edit, Fix, Outcome

_WANTED: dict[str, frozenset[LinkRelation]] = {
    "article": frozenset({LinkRelation.SAME}),
    "home": frozenset({LinkRelation.HOME}),
    "article_or_home": frozenset({LinkRelation.SAME, LinkRelation.HOME}),
    "none": frozenset(),
}
_UNDECIDED = frozenset({LinkRelation.SHORTENER, LinkRelation.WRAPPED})
_BEST_FIRST = (None, Outcome.MISPLACED, Outcome.REVIEW, Outcome.WRONG_LINK, Outcome.HIDDEN)
_QUOTED = 80

_LEADS_TO = {
    LinkRelation.SAME: "to an article of {name}, where its home page is asked for",
    LinkRelation.HOME: "to the home page of {name}, not to the article",
    LinkRelation.OTHER_PAGE: "to another page of {name}",
    LinkRelation.FILE: "to a file of {name}, not to the page of the article",
    LinkRelation.OTHER_LANGUAGE: "to the edition of {name} in another language",
    LinkRelation.SHORTENER: "to a link shortener, so nobody can see where it ends",
    LinkRelation.WRAPPED: "to a redirect that names the original as its target, so {name} gets no link of its own",
    LinkRelation.OWN_SITE: "to this site itself, not to {name}",
    LinkRelation.COPY: "to a copy that another host keeps, not to {name}",
    LinkRelation.LOOKALIKE: "to a host that only looks like that of {name}",
    LinkRelation.OTHER_HOST: "to a host that is not one of {name}",
}


def judged(debt: Owed) -> Verdict:
    """Whether the article credits its source and links to it as the terms ask."""
    defects = [
        _link_defect(debt.stands), wording_defect(debt.stands), counter_defect(debt.stands), links_defect(debt),
        wait_defect(debt),
    ]  # fmt: skip
    verdict = debt.verdict([(defect, _fixes(debt, defect)) for defect in defects if defect is not None])
    return replace(verdict, demands=(_demand(debt),))


def _demand(debt: Owed) -> Demand:
    """The link that the terms ask for, on any host that they accept."""
    stands, source = debt.stands, debt.source
    hosts = [host for host, group in debt.hosts.groups.items() if group == MAIN]
    pages: list[str] = []
    if source.link in {"article", "article_or_home"} and stands.original is not None:
        edition = debt.hosts.group(stands.original)
        same = [host for host, group in debt.hosts.groups.items() if group == edition] or [stands.original.host]
        pages += [str(replace(stands.original, host=host)) for host in same]
    if source.link in {"home", "article_or_home"} or not pages:
        pages += [f"https://{host}/" for host in hosts]
    there = [
        each
        for each in stands.links
        if each.relation in _WANTED[source.link] or (each.presented and not stands.stands_in_story(each))
    ]
    addresses = (address_of(each.link, stands.document, stands.article) for each in there)
    return Demand(
        kind="link", rule=debt.rule.id, subject=source.id, accepted=tuple(pages), level=debt.rule.level,
        name=source.name, basis=debt.rule.basis.cite,
        meets=frozenset(str(address) for address in addresses if address is not None),
        evidence=tuple(link_evidence(stands.document, each.link) for each in there[:3]),
    )


def _link_defect(stands: Carried) -> Defect | None:
    wanted = [each for each in stands.links if each.relation in _WANTED[stands.source.link]]
    judged = [(_fault(stands, each), each) for each in wanted]
    if judged:
        fault, best = min(judged, key=lambda pair: _BEST_FIRST.index(pair[0]))
        return _of_fault(stands, fault, best) if fault else _without_name(stands, best)
    shown = [each for each in stands.links if each.presented and each.visible and _leads_somewhere(each)]
    undecided = [each for each in shown if each.relation in _UNDECIDED]
    if undecided:
        return _astray(stands, Outcome.REVIEW, undecided[0])
    if shown:
        return _astray(stands, Outcome.WRONG_LINK, shown[0])
    return _without_link(stands)


def _leads_somewhere(each: SourceLink) -> bool:
    return each.relation is not LinkRelation.NOT_A_LINK


def _fault(stands: Carried, each: SourceLink) -> Outcome | None:
    """What is wrong with a link that leads where it must."""
    link = each.link
    if link.visibility is Visibility.HIDDEN or _is_empty(stands, each):
        return Outcome.HIDDEN
    if _forbidden_rel(stands, each):
        return Outcome.WRONG_LINK
    if link.visibility is not Visibility.VISIBLE:
        return Outcome.REVIEW
    return None if _is_placed(stands, each) else Outcome.MISPLACED


def _is_empty(stands: Carried, each: SourceLink) -> bool:
    """Whether there is nothing to click: no words and no picture."""
    link, document = each.link, stands.document
    return not document.text[link.start : link.end].strip() and not any(
        link.source_start <= image.source_start < link.source_end and image.field == link.field
        for image in document.images
    )


def _forbidden_rel(stands: Carried, each: SourceLink) -> list[str]:
    refused = {word.lower() for word in stands.source.rel_forbid}
    return sorted(word for word in each.link.rel if word.lower() in refused)


def _is_placed(stands: Carried, each: SourceLink) -> bool:
    places = stands.source.link_placement
    if not places or "anywhere" in places:
        return True
    if each.link.field in {"headline", "deck", "byline"}:
        return "top" in places or "first_paragraph" in places
    lines = stands.layout
    index = lines.index_at(each.link.start)
    if index is None:
        return False
    return (
        ("top" in places and lines.precedes_story(index))
        or ("first_paragraph" in places and (not lines.story or index <= lines.story[0]))
        or ("end" in places and lines.follows_story(index))
    )


# What is told.


def _of_fault(stands: Carried, fault: Outcome, each: SourceLink) -> Defect:
    name, quoted = stands.source.name, _quoted(stands, each)
    places = " or ".join(place.replace("_", " ") for place in stands.source.link_placement)
    told = {
        Outcome.HIDDEN: (
            f"The link to {name} is in the markup, but a reader does not see it.",
            "Show it, or put it into the text.",
        ),
        Outcome.WRONG_LINK: (
            f"The link {quoted} leads to the original, but is marked rel={' '.join(_forbidden_rel(stands, each))}, "
            f"which {name} does not accept.",
            "Take the mark off the link, so that search engines may follow it.",
        ),
        Outcome.REVIEW: (
            f"The link {quoted} to {name} is folded away or struck out; a person must say whether that is enough.",
            "Show the link plainly.",
        ),
        Outcome.MISPLACED: (
            f"The link {quoted} to {name} does not stand where the terms ask for it: {places}.",
            f"Put the credit and the link there: {places}.",
        ),
    }
    message, advice = told[fault]
    return Defect(fault, message, advice, evidence=(link_evidence(stands.document, each.link),), link=each)


def _without_name(stands: Carried, each: SourceLink) -> Defect | None:
    if not stands.source.phrases or stands.said_at:
        return None
    name = stands.source.name
    message = f"The text links to the original at {name}, but does not name {name}, which prescribes how to."
    advice = f"Credit it in its own words: “{stands.source.phrases[0]}”."
    return Defect(Outcome.INCOMPLETE, message, advice, WORDING, (link_evidence(stands.document, each.link),))


def _astray(stands: Carried, outcome: Outcome, each: SourceLink) -> Defect:
    leads = _LEADS_TO[each.relation].format(name=stands.source.name)
    message = f"The link {_quoted(stands, each)} leads {leads}: {each.link.href[:_QUOTED * 2]}"
    return Defect(outcome, message, _advice(stands), evidence=(link_evidence(stands.document, each.link),), link=each)


def _without_link(stands: Carried) -> Defect:
    name, document = stands.source.name, stands.document
    if stands.said_at:
        broken = next(iter(stands.naming_links), None)
        quoted = f"“{document.text[slice(*stands.said_at[0])][:_QUOTED]}”"
        message = f"{name} is credited with {quoted}, and no link leads to the original."
        if broken is not None and _is_hash(broken.link.href):
            message = f"The link “{_words(stands, broken)}” has no address, so nothing leads to the original at {name}."
        elif stands.addresses:
            start, end = stands.addresses[0]
            message = f"The address “{document.text[start:end][:_QUOTED]}” is words only: a reader cannot click it."
        places = tuple(evidence(document, start, end) for start, end in stands.said_at[:3])
        return Defect(Outcome.MISSING_LINK, message, _advice(stands), evidence=places, link=broken)
    if stands.hidden_credits:
        places = tuple(evidence(document, credit.start, credit.end) for credit in stands.hidden_credits[:1])
        message = f"The credit of {name} is in the markup, but a reader does not see it."
        return Defect(Outcome.HIDDEN, message, "Show it, with a link to the original.", evidence=places)
    message = f"The article is declared to come from {name}, and neither credits it nor links to it."
    return Defect(Outcome.MISSING, message, _advice(stands))


def _is_hash(href: str) -> bool:
    return href.strip().startswith("#") or not href.strip()


def _advice(stands: Carried) -> str:
    name = stands.source.name
    wanted = {"home": f"to the home page of {name}", "article_or_home": "to the original or the home page"}
    where = wanted.get(stands.source.link, "to the original")
    address = stands.original_url if stands.source.link != "home" else None
    if address is None and stands.source.link == "article":
        return (
            "Add a credit with a link to the original. The article does not say where that is (original_url), so no "
            "address can be proposed."
        )
    advice = f"Link {where}" + (f": {address}" if address else ".")
    if stands.article.canonical_url and stands.article.canonical_url == stands.article.original_url:
        advice += " The page names it as rel=canonical, which readers do not see."
    return advice


def _words(stands: Carried, each: SourceLink) -> str:
    return stands.document.text[each.link.start : each.link.end].strip()[:_QUOTED]


def _quoted(stands: Carried, each: SourceLink) -> str:
    return f"“{_words(stands, each) or each.link.href[:_QUOTED]}”"


# What would put it right.


def _fixes(debt: Owed, defect: Defect) -> tuple[Fix, ...]:
    if defect.outcome is Outcome.WRONG_WORDING or defect.slot == WORDING:
        return debt.wording_fix()
    if defect.slot:
        return ()
    each, address = defect.link, _address(debt)
    if each is not None and each.relation in _WANTED[debt.source.link] and _forbidden_rel(debt.stands, each):
        edit = without_rel(debt.facts.document, each.link, debt.source.rel_forbid)
        return _fix("Take the forbidden mark off the link", edit)
    if address is None:
        return ()
    if each is not None and each.relation not in _WANTED[debt.source.link]:
        edit = readdressed(debt.facts.document, each.link, address)
        if edit is not None:
            # A link in a paragraph of the story may have been meant for what it leads to.
            safe = not debt.stands.stands_in_story(each)
            return (Fix(f"Make the link lead to {debt.source.name}", (edit,), safe=safe),)
    return _insertion(debt, address)


def _insertion(debt: Owed, address: str) -> tuple[Fix, ...]:
    line = debt.credit_line(address=address)
    if line is None:
        return ()
    named = _fix(f"Add a credit with a link to {debt.source.name}", debt.placed(line))
    leads_to = parse(address)
    if leads_to is None or not debt.facts.hosts.owners_of(leads_to):
        return named
    # Who stands in a register may be owed a notice where he is named; his address names nobody.
    unnamed = replace(line, name=leads_to.unicode_host)
    return (*named, *_fix("Add a link to the original that does not name it", debt.placed(unnamed)))


def _fix(title: str, edit: Edit | None) -> tuple[Fix, ...]:
    return () if edit is None else (Fix(title, (edit,)),)


def _address(debt: Owed) -> str | None:
    if debt.source.link == "home" or (debt.source.link == "article_or_home" and debt.stands.original_url is None):
        return f"https://{debt.source.hosts[0]}/" if debt.source.hosts else None
    return debt.stands.original_url
