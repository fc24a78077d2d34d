"""Rules that forbid links to the hosts of designated organisations, in the countries that forbid them.

A link through a redirect is a link. Whether a page that an archive or a cache keeps is one, a person says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from annotations.engine.attribution.leads import Way, leads
from annotations.engine.attribution.links import address_of, link_evidence
from annotations.engine.attribution.repairs import unlinked
from annotations.engine.attribution.urls import Address, parse
from annotations.engine.demands import Ban, Forbidden
from annotations.engine.document.model import Link
from annotations.engine.facts import Facts, Verdict
from annotations.engine.messages import COUNTRY_NAMES, STATUS_NAMES
from annotations.engine.register import Designation
from annotations.engine.report import Finding, Fix, Outcome, level_of
from annotations.engine.rulebook import Rule

_WAYS = {
    Way.DIRECT: "leads to {name}",
    Way.REDIRECT: "leads through a redirect to {name}",
    Way.COPY: "leads to a page of {name} that another host keeps",
}
_QUOTED = 100


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose an address is, and the designation that forbids the link."""

    entity: str
    name: str
    row: Designation
    way: Way

    @property
    def standing(self) -> str:
        since = self.row.starts_on()
        status, country = STATUS_NAMES.get(self.row.status, self.row.status), self.row.jurisdiction
        told = f"{self.name}, {status} in {COUNTRY_NAMES.get(country, country)}"
        return f"{told} since {since.isoformat()}" if since else told


def judge(rule: Rule, facts: Facts) -> Verdict:
    """A finding for each link that leads where none may lead."""
    ban = Ban("link", rule.id, partial(_forbidden, rule, facts), rule.basis.cite)
    findings: dict[tuple[str, str], Finding] = {}
    for link in facts.document.links:
        address = address_of(link, facts.document, facts.article)
        for owner in _owners(rule, facts, address) if address else ():
            key = (owner.entity, str(address))
            findings.setdefault(key, _finding(rule, facts, link, owner, str(address)))
    return Verdict(findings=tuple(findings.values()), bans=(ban,))


def _forbidden(rule: Rule, facts: Facts, url: str) -> Forbidden | None:
    address = parse(url)
    owner = next(_owners(rule, facts, address), None) if address else None
    return Forbidden(owner.entity, f"{address.unicode_host} belongs to {owner.standing}") if owner and address else None


def _owners(rule: Rule, facts: Facts, address: Address) -> Iterator[_Owner]:
    """The designated owners of where an address leads; what belongs to the publisher itself is left out."""
    own = parse(facts.article.url) if facts.article.url else None
    own_entities = facts.hosts.owners_of(own) if own else ()
    seen: set[str] = set()
    for way, target in leads(address):
        for key in facts.hosts.owners_of(target):
            row = _designation(rule, facts, key)
            if row is not None and key not in own_entities and key not in seen:
                seen.add(key)
                yield _Owner(key, facts.entities[key].display_name(facts.document.language), row, way)


def _designation(rule: Rule, facts: Facts, entity: str) -> Designation | None:
    trigger = rule.when.link
    assert trigger is not None
    countries = frozenset(rule.scope.jurisdictions) or facts.jurisdictions
    clock = facts.policy.effective_on or trigger.effective_on
    for row in facts.entities[entity].designations:
        if row.status in trigger.statuses and row.jurisdiction in countries and row.in_force(facts.day, clock):
            return row
    return None


def _finding(rule: Rule, facts: Facts, link: Link, owner: _Owner, slot: str) -> Finding:
    outcome = Outcome.REVIEW if owner.way is Way.COPY else Outcome.FORBIDDEN
    words = facts.document.text[link.start : link.end].strip()[:_QUOTED] or link.href[:_QUOTED]
    message = f"The link “{words}” {_WAYS[owner.way].format(name=owner.standing)}: {link.href[:_QUOTED * 2]}"
    edit = unlinked(facts.document, link)
    return Finding(
        rule=rule.id, family=rule.family, subject=owner.entity, outcome=outcome,
        level=level_of(outcome, rule.level), message=message,
        help="Take the link out; the words may stay, with the notice that the name may ask for.",
        basis=rule.basis.cite, evidence=(link_evidence(facts.document, link),), slot=slot,
        fixes=(Fix("Keep the words and take the link out", (edit,)),) if edit else (),
    )
