"""What a page of the desk may hold, asked of a parser that the desk does not use to make it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

ELEMENTS = frozenset(
    ["html", "head", "title", "meta", "link", "script", "body", "a", "abbr", "b", "bdi", "blockquote", "br", "button", "caption", "cite", "code", "dd", "del", "details", "dialog", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "input", "ins", "kbd", "label", "legend", "li", "main", "mark", "nav", "ol", "option", "p", "path", "pre", "q", "s", "section", "select", "small", "span", "strong", "sub", "summary", "sup", "svg", "symbol", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "tr", "u", "ul", "use"]
)
ATTRIBUTES = frozenset(
    ["accept-charset", "alt", "action", "align", "autocapitalize", "autocomplete", "charset", "checked", "class", "colspan", "content", "d", "datetime", "defer", "dir", "enctype", "for", "formaction", "height", "hidden", "href", "id", "lang", "maxlength", "method", "name", "novalidate", "open", "placeholder", "rel", "required", "reversed", "role", "rows", "cols", "scope", "selected", "size", "src", "step", "tabindex", "title", "type", "value", "viewBox", "width", "xmlns", "xlink:href", "fill", "autofocus", "disabled", "min", "max", "accesskey"]
)
SCHEMES = frozenset({"", "http", "https", "mailto"})
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href")
_HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")


def forbidden(html: str) -> list[str]:
    """Elements, attributes and schemes that are off the list; scripts, styles and handlers that stand in the page."""
    found = []
    for node in LexborHTMLParser(html).root.traverse():  # type: ignore[union-attr]
        tag = node.tag
        if tag is None or tag.startswith(("-", "!", "_")):
            continue
        if tag not in ELEMENTS:
            found.append(f"<{tag}>")
        if tag == "script" and (not node.attributes.get("src") or node.text().strip()):
            found.append(f"inline script {node.html[:80] if node.html else ''}")
        found += [wrong for name, value in node.attributes.items() if (wrong := _attribute(tag, name, value or ""))]
    return found


def _attribute(tag: str, name: str, value: str) -> str:
    if name not in ATTRIBUTES and not name.startswith(("data-", "aria-")):
        return f"<{tag} {name}={value[:60]!r}>"
    if name in _ADDRESSES:
        address = _HIDDEN.sub("", value)
        scheme = urlsplit(address).scheme if address.partition(":")[0].isascii() else ""
        if scheme.lower() not in SCHEMES or re.match(r"(?i)(javascript|data|vbscript):", address):
            return f"<{tag} {name}={value[:60]!r}>"
    return ""
