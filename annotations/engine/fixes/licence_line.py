"""The line that attributes a text under a Creative Commons licence, in the format of its body."""

from __future__ import annotations

import re
from html import escape

from annotations.engine.article import Article
from annotations.engine.attribution.insertion import safe_address
from annotations.engine.document.model import Document
from annotations.engine.report import Edit

_LICENCE = re.compile(
    r"CC[\s-]*(?P<code>BY(?:-(?:NC|ND|SA))*)-(?P<version>\d\.\d)(?:-(?P<port>[A-Z]{2}))?", re.IGNORECASE
)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#&])")
_WORDS = {"en": ("by", "is licensed under"), "ru": ("—", "распространяется по лицензии"), "de": ("von", "steht unter"),
          "fr": ("par", "est sous licence")}  # fmt: skip


def licence_line(article: Article, document: Document) -> Edit | None:
    """The edit that adds ``"Title" by Author is licensed under CC BY 4.0`` with both links; nothing when the article
    does not say who wrote it, what it is called, where it is from and under which licence."""
    found = _LICENCE.fullmatch((article.licence or "").strip())
    if found is None or not (article.byline and article.original_url and article.headline):
        return None
    by, under = _WORDS.get(document.language.split("-")[0], _WORDS["en"])
    author = re.sub(r"^(?:by|von|par)\s+", "", article.byline.strip(), flags=re.IGNORECASE)
    port = f"{found['port'].lower()}/" if found["port"] else ""
    licence = f"https://creativecommons.org/licenses/{found['code'].lower()}/{found['version']}/{port}"
    name = f"CC {found['code'].upper()} {found['version']}"
    form = document.body_format
    title = _link(f"“{article.headline.strip()}”", article.original_url, form)
    line = f"{title} {by} {_plain(author, form)} {under} {_link(name, licence, form)}."
    value = document.values["body"]
    at = len(value.rstrip())
    return Edit("body", at, at, f"\n<p>{line}</p>" if form == "html" else f"\n\n{line}")


def _plain(text: str, form: str) -> str:
    if form == "html":
        return escape(text, quote=False)
    return _MARKDOWN.sub(r"\\\1", text) if form == "markdown" else text


def _link(text: str, address: str, form: str) -> str:
    if form == "html":
        return f'<a href="{escape(address)}">{escape(text, quote=False)}</a>'
    if form == "markdown":
        return f"[{_plain(text, form)}]({safe_address(address)})"
    return f"{text} ({safe_address(address)})"
