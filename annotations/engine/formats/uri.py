"""Names of files and articles as URI references (RFC 3986)."""

from __future__ import annotations

import re
from urllib.parse import quote

_NO_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_RESERVED = "!#$%&'()*+,/:;=?@[]~"


def _quoted(text: str, safe: str) -> str:
    # U+DC80 to U+DCFF stand for bytes of a file name that is not UTF-8; other surrogates stand for nothing.
    return quote(_NO_BYTE.sub("\ufffd", text), safe=safe, errors="surrogateescape")


def file_uri(path: str) -> str:
    """A path as a reference: ``a b.html`` is ``a%20b.html``, ``/tmp/a.html`` is ``file:///tmp/a.html``."""
    if path.startswith("/"):
        return "file://" + _quoted(path, safe="/")
    return _quoted(path.replace("\\", "/"), safe="/")


def field_path(*parts: str) -> str:
    """A field as a path inside its article's file: ``/N001/images/0/caption``; slashes of an id are escaped."""
    identifiers, name = parts[:-1], parts[-1]
    return "/" + "/".join([*(_quoted(part, safe="") for part in identifiers), _quoted(name, safe="/")])


def article_urn(article_id: str, field: str = "") -> str:
    """An article, or one field of it, as a URN: ``urn:annotations:article:N001#body``."""
    urn = f"urn:annotations:article:{_quoted(article_id, safe='')}"
    return f"{urn}#{_quoted(field, safe='/')}" if field else urn


def web_address(url: str) -> str:
    """``url`` with what RFC 3986 does not allow percent-encoded; empty when it is not an address on the web."""
    return _quoted(url, safe=_RESERVED) if url.startswith(("https://", "http://")) else ""
