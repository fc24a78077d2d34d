"""An ``<entry>`` of Atom (RFC 4287), and ``<at:deleted-entry>`` (RFC 6721)."""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element, tostring

from annotations.intake.problems import FieldProblem
from annotations.webhooks.adapters.adapter import PUBLISHED, WITHDRAWN, Submission, WrongPayload
from annotations.webhooks.adapters.payload import Draft, Found
from annotations.webhooks.adapters.wording import hyphened, plain, said_at

_ATOM = "{http://www.w3.org/2005/Atom}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ENTRY, FEED = _ATOM + "entry", _ATOM + "feed"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def submission(entry: Element, around: Element | None) -> Submission:
    """The entry as a published article."""
    draft = Draft()
    name = _text(entry, "id")
    if name is None:
        raise WrongPayload(FieldProblem("/entry/id", "schema_invalid", "is required"))
    draft.put("id", name)
    content = entry.find(_ATOM + "content")
    if content is None:
        content = entry.find(_ATOM + "summary")
    else:
        draft.put("deck", _text(entry, "summary"), plain)
    text_format, body = _marked_up(content)
    draft.body(text_format, body, "/entry/content")
    draft.put("headline", _text(entry, "title"), plain)
    draft.put("url", _link(entry))
    authors = [*entry.findall(_ATOM + "author"), *(around.findall(_ATOM + "author") if around is not None else ())]
    names = [text for author in authors if (text := (author.findtext(_ATOM + "name") or "").strip())]
    draft.put("byline", Found(", ".join(dict.fromkeys(names)), "/entry/author") if names else None)
    draft.put("published", _text(entry, "published") or _text(entry, "updated"))
    moment = _text(entry, "updated")
    draft.put("modified", moment)
    draft.put("copyright_notice", _text(entry, "rights"))
    language = entry.get(_LANGUAGE) or (around.get(_LANGUAGE) if around is not None else None)
    draft.put("language", Found(language, "/entry/@xml:lang") if language else None, hyphened)
    terms = [row.get("label") or row.get("term") or "" for row in entry.findall(_ATOM + "category")]
    draft.put_all("tags", [Found(term, "/entry/category") for term in terms if term], "/entry/category")
    source = (entry.findtext(f"{_ATOM}source/{_ATOM}title") or "").strip()
    draft.put("source", Found({"id": source, "name": source}, "/entry/source") if source else None)
    return draft.submission(PUBLISHED, said_at(moment.value if moment else None))


def withdrawal(gone: Element) -> Submission:
    """An entry that was deleted."""
    reference = gone.get("ref", "").strip()
    if not reference:
        raise WrongPayload(FieldProblem("/deleted-entry/@ref", "schema_invalid", "is required"))
    draft = Draft()
    draft.put("id", Found(reference, "/deleted-entry/@ref"))
    return draft.submission(WITHDRAWN, said_at(gone.get("when")))


def _text(entry: Element, name: str) -> Found | None:
    text = (entry.findtext(_ATOM + name) or "").strip()
    return Found(text, f"/entry/{name}") if text else None


def _marked_up(content: Element | None) -> tuple[str, Found | None]:
    if content is None:
        return "html", None
    pointer = "/entry/" + content.tag.rpartition("}")[2]
    kind = content.get("type", "text")
    if kind == "xhtml":
        return "html", Found(_as_html(content), pointer)
    text = "".join(content.itertext())
    return ("html" if "html" in kind else "text"), (Found(text, pointer) if text else None)


def _as_html(content: Element) -> str:
    """The XHTML inside, written as HTML: readers of HTML know no name spaces."""
    for element in content.iter():
        element.tag = element.tag.removeprefix(_XHTML)
    inside = [escape(content.text or "", quote=False)]
    return "".join(inside + [tostring(child, encoding="unicode", method="html") for child in content])


def _link(entry: Element) -> Found | None:
    links = [row for row in entry.findall(_ATOM + "link") if row.get("rel", "alternate") == "alternate"]
    address = next((row.get("href") for row in links if row.get("href")), None)
    return Found(address, "/entry/link") if address else None
