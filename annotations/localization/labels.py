"""How people call the codes of reports, flags, registers and the audit trail: the one place where they have names.

Codes themselves stay as they are in everything that programs read.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from annotations.localization.event_labels import EVENTS, REASONS

Names = Mapping[str, str | Promise]

OUTCOMES: Names = {
    "satisfied": pgettext_lazy("outcome", "present"),
    "exempt": pgettext_lazy("outcome", "exempt"),
    "missing": pgettext_lazy("outcome", "missing"),
    "incomplete": pgettext_lazy("outcome", "incomplete"),
    "wrong-status": pgettext_lazy("outcome", "wrong status"),
    "wrong-target": pgettext_lazy("outcome", "about somebody else"),
    "wrong-jurisdiction": pgettext_lazy("outcome", "another country's ban"),
    "stale": pgettext_lazy("outcome", "out of date"),
    "orphan": pgettext_lazy("outcome", "about nothing in the text"),
    "unresolved-marker": pgettext_lazy("outcome", "mark without its note"),
    "misplaced": pgettext_lazy("outcome", "in the wrong place"),
    "hidden": pgettext_lazy("outcome", "hidden"),
    "wrong-language": pgettext_lazy("outcome", "in another language"),
    "wrong-wording": pgettext_lazy("outcome", "in other words"),
    "missing-link": pgettext_lazy("outcome", "no link"),
    "wrong-link": pgettext_lazy("outcome", "wrong link"),
    "altered": pgettext_lazy("outcome", "altered"),
    "voluntary": pgettext_lazy("outcome", "voluntary"),
    "conflict": pgettext_lazy("outcome", "conflict"),
    "forbidden": pgettext_lazy("outcome", "must not be there"),
    "review": pgettext_lazy("outcome", "a person must decide"),
    "silent": pgettext_lazy("outcome", "nothing is said"),
}
LEVELS: Names = {
    "error": pgettext_lazy("level", "error"),
    "warning": pgettext_lazy("level", "warning"),
    "note": pgettext_lazy("level", "note"),
}
DECISIONS: Names = {
    "allow": pgettext_lazy("verdict", "allow"),
    "annotate": pgettext_lazy("verdict", "annotate"),
    "warn": pgettext_lazy("verdict", "warn"),
    "block": pgettext_lazy("verdict", "block"),
    "unchecked": pgettext_lazy("verdict", "not checked"),
}
FAMILIES: Names = {
    "designation": pgettext_lazy("family", "banned organisations"),
    "foreign-agent": pgettext_lazy("family", "foreign agents"),
    "undesirable": pgettext_lazy("family", "undesirable organisations"),
    "attribution": pgettext_lazy("family", "attribution"),
    "credit": pgettext_lazy("family", "credits"),
    "licence": pgettext_lazy("family", "licences"),
    "sponsored": pgettext_lazy("family", "paid texts"),
    "affiliate": pgettext_lazy("family", "affiliate links"),
    "ownership": pgettext_lazy("family", "ownership"),
    "ai": pgettext_lazy("family", "AI"),
    "helpline": pgettext_lazy("family", "helplines"),
    "risk": pgettext_lazy("family", "risk warnings"),
    "correction": pgettext_lazy("family", "corrections"),
    "photo-credit": pgettext_lazy("family", "credits of pictures"),
    "advisory": pgettext_lazy("family", "advice"),
    "conflict": pgettext_lazy("family", "conflicts of rules"),
    "manual": pgettext_lazy("family", "raised by people"),
    "gate": pgettext_lazy("family", "past the gate"),
}
STATUSES: Names = {
    "terrorist": pgettext_lazy("status", "terrorist organisation"),
    "extremist": pgettext_lazy("status", "extremist organisation"),
    "undesirable": pgettext_lazy("status", "undesirable organisation"),
    "foreign_agent": pgettext_lazy("status", "foreign agent"),
    "proscribed": pgettext_lazy("status", "proscribed organisation"),
    "sanctioned": pgettext_lazy("status", "under sanctions"),
}
SCHEMAS: Names = {
    "Organization": pgettext_lazy("schema", "organisation"),
    "Person": pgettext_lazy("schema", "person"),
    "Company": pgettext_lazy("schema", "company"),
    "PublicBody": pgettext_lazy("schema", "public body"),
    "LegalEntity": pgettext_lazy("schema", "legal entity"),
}
NAME_KINDS: Names = {
    "primary": pgettext_lazy("name", "main name"),
    "alias": pgettext_lazy("name", "other name"),
    "previous": pgettext_lazy("name", "earlier name"),
    "abbreviation": pgettext_lazy("name", "abbreviation"),
    "weak": pgettext_lazy("name", "weak name"),
    "nickname": pgettext_lazy("name", "nickname"),
    "transliteration": pgettext_lazy("name", "transliteration"),
    "demonym": pgettext_lazy("name", "word for its members"),
    "legal": pgettext_lazy("name", "legal name"),
}
RENDITIONS: Names = {
    "web": pgettext_lazy("rendition", "web"),
    "print": pgettext_lazy("rendition", "print"),
    "feed": pgettext_lazy("rendition", "feed"),
    "app": pgettext_lazy("rendition", "app"),
    "newsletter": pgettext_lazy("rendition", "newsletter"),
}
FIELDS: Names = {
    "headline": pgettext_lazy("field", "headline"),
    "deck": pgettext_lazy("field", "deck"),
    "byline": pgettext_lazy("field", "byline"),
    "body": pgettext_lazy("field", "text"),
    "template_text": pgettext_lazy("field", "template of the site"),
    "usage_terms": pgettext_lazy("field", "terms of use"),
    "copyright_notice": pgettext_lazy("field", "copyright notice"),
    "ed_note": pgettext_lazy("field", "note for editors"),
    "images": pgettext_lazy("field", "picture"),
}
PARTS: Names = {
    "src": pgettext_lazy("part", "file"),
    "alt": pgettext_lazy("part", "alternative text"),
    "caption": pgettext_lazy("part", "caption"),
    "credit": pgettext_lazy("part", "credit"),
}
BASES: Names = {
    "law": pgettext_lazy("basis", "law"),
    "contract": pgettext_lazy("basis", "contract"),
    "licence": pgettext_lazy("basis", "licence"),
    "guideline": pgettext_lazy("basis", "guideline"),
    "policy": pgettext_lazy("basis", "policy"),
}
LINKS: Names = {
    "article": pgettext_lazy("link", "to the article"),
    "home": pgettext_lazy("link", "to the home page"),
    "article_or_home": pgettext_lazy("link", "to the article or the home page"),
    "none": pgettext_lazy("link", "none: a credit is enough"),
}
PLACES: Names = {
    "anywhere": pgettext_lazy("place", "anywhere a reader sees it"),
    "first_mention": pgettext_lazy("place", "at the first mention"),
    "each_mention": pgettext_lazy("place", "at each mention"),
    "top": pgettext_lazy("place", "at the top"),
    "before_text": pgettext_lazy("place", "before the text"),
    "before_link": pgettext_lazy("place", "before the first such link"),
    "same_paragraph": pgettext_lazy("place", "in the paragraph that it is about"),
    "end": pgettext_lazy("place", "at the end"),
}
CLAIMS: Names = {
    "author": pgettext_lazy("claim", "author"),
    "source_link": pgettext_lazy("claim", "source link"),
    "licence_link": pgettext_lazy("claim", "licence link"),
    "title": pgettext_lazy("claim", "title"),
}
FAILURES: Names = {
    "over_budget": pgettext_lazy("failure", "the check took longer than it may"),
    "engine_failed": pgettext_lazy("failure", "the check failed"),
    "unreadable_article": pgettext_lazy("failure", "it cannot be read as an article"),
    "adapter_failed": pgettext_lazy("failure", "its adapter failed"),
    "database_failed": pgettext_lazy("failure", "the database failed; run migrate"),
    "register_missing": pgettext_lazy("failure", "no register is there to look names up in"),
    "unknown_source": pgettext_lazy("failure", "its source is not known"),
    "too_complex": pgettext_lazy("failure", "the text is too large or too complex"),
}
LANGUAGES: Names = {
    "ru": pgettext_lazy("language", "Russian"),
    "en": pgettext_lazy("language", "English"),
    "de": pgettext_lazy("language", "German"),
    "fr": pgettext_lazy("language", "French"),
    "es": pgettext_lazy("language", "Spanish"),
    "uk": pgettext_lazy("language", "Ukrainian"),
    "be": pgettext_lazy("language", "Belarusian"),
    "kk": pgettext_lazy("language", "Kazakh"),
}
ENTITY_FIELDS: Names = {
    "kind": pgettext_lazy("entity", "kind"),
    "names": pgettext_lazy("entity", "names"),
    "designations": pgettext_lazy("entity", "designations"),
    "relations": pgettext_lazy("entity", "relations"),
    "context": pgettext_lazy("entity", "words around"),
    "hosts": pgettext_lazy("entity", "hosts"),
    "born": pgettext_lazy("entity", "dates of birth"),
    "identifiers": pgettext_lazy("entity", "numbers in registers"),
}
ATTEMPTS: Names = {
    "delivered": pgettext_lazy("attempt", "delivered"),
    "redirected": pgettext_lazy("attempt", "redirected"),
    "refused": pgettext_lazy("attempt", "refused"),
    "gone": pgettext_lazy("attempt", "gone"),
    "timed_out": pgettext_lazy("attempt", "no answer in time"),
    "not_connected": pgettext_lazy("attempt", "not connected"),
    "not_resolved": pgettext_lazy("attempt", "host not found"),
    "tls_failed": pgettext_lazy("attempt", "TLS failed"),
    "secret_sealed": pgettext_lazy("attempt", "the secret cannot be opened"),
}
COUNTRIES: Names = {
    "RU": pgettext_lazy("country", "Russia"),
    "EU": pgettext_lazy("country", "European Union"),
    "GB": pgettext_lazy("country", "United Kingdom"),
    "DE": pgettext_lazy("country", "Germany"),
    "FR": pgettext_lazy("country", "France"),
    "US": pgettext_lazy("country", "United States"),
    "KZ": pgettext_lazy("country", "Kazakhstan"),
    "BY": pgettext_lazy("country", "Belarus"),
    "UA": pgettext_lazy("country", "Ukraine"),
}

KINDS: Mapping[str, Names] = {
    "outcome": OUTCOMES,
    "level": LEVELS,
    "verdict": DECISIONS,
    "family": FAMILIES,
    "status": STATUSES,
    "schema": SCHEMAS,
    "name": NAME_KINDS,
    "rendition": RENDITIONS,
    "field": FIELDS,
    "part": PARTS,
    "basis": BASES,
    "link": LINKS,
    "place": PLACES,
    "claim": CLAIMS,
    "failure": FAILURES,
    "country": COUNTRIES,
    "language": LANGUAGES,
    "entity": ENTITY_FIELDS,
    "attempt": ATTEMPTS,
    "event": EVENTS,
    "reason": REASONS,
}


def label(kind: str, code: str) -> str:
    """The name of a code of ``kind``, in the reader's language; a code without a name is its own.

    Raises:
        KeyError: there are no names of that kind.
    """
    return str(KINDS[kind].get(code, code))


def standing_label(status: str, jurisdiction: str) -> str:
    """A legal status and whose it is: ``foreign agent, Russia``."""
    return f"{label('status', status)}, {label('country', jurisdiction)}"


def field_label(field: str) -> str:
    """The name of a field of an article; of an item of a list, with its place from 1: ``picture 2: caption``."""
    name, _slash, rest = field.partition("/")
    if not rest:
        return label("field", name)
    number, _slash, part = rest.partition("/")
    said = f"{label('field', name)} {int(number) + 1 if number.isdecimal() else number}"
    return f"{said}: {label('part', part)}" if part else said
