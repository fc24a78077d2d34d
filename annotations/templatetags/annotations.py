"""Tags for hosts' templates. Everything is escaped, works without JavaScript and says in words what colours say."""

from __future__ import annotations

import logging
from typing import Any

from django import template
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations import api
from annotations.api.marked import marked_text
from annotations.api.subject import subject_of
from annotations.models.flag import Flag

logger = logging.getLogger("annotations.templates")
register = template.Library()


@register.inclusion_tag("annotations/badge.html")
def annotation_badge(article: models.Model, rendition: str | None = None) -> dict[str, Any]:
    """How the article stands, in one word or two: ``2 to fix``, ``clear``, ``not checked``."""
    found = api.flags(article, rendition=rendition)
    count = found.open().count()
    if count:
        text = ngettext("%(count)d to fix", "%(count)d to fix", count) % {"count": count}
        return {"state": "open", "text": text}
    if not found.are_known():
        return {"state": "unchecked", "text": _("not checked")}
    return {"state": "clear", "text": _("clear")}


@register.inclusion_tag("annotations/panel.html")
def annotation_panel(article: models.Model, rendition: str | None = None) -> dict[str, Any]:
    """The checklist of an article: what is open, with its words and its fix; then what is waived."""
    found = api.flags(article, rendition=rendition)
    badge = annotation_badge(article, rendition)
    return {"badge": badge, "open": [_shown(flag) for flag in found.open()], "waived": list(found.waived())}


@register.inclusion_tag("annotations/text.html")
def annotated_text(article: models.Model, field: str = "body", rendition: str = "web") -> dict[str, Any]:
    """The visible text of a field, as it stands now, with what is found in it marked and numbered."""
    subject = subject_of(article, rendition=rendition)
    report = api.check(article, rendition=rendition, fixes=False)
    return {"marked": marked_text(subject.article, report, field), "prefix": f"annotations-{field}-{rendition}"}


@register.inclusion_tag("annotations/notices.html")
def required_notices(article: models.Model, rendition: str = "web", as_of: str | None = None) -> dict[str, Any]:
    """The notices that the article owes on the day it is read and does not carry.

    Readers get the page in any case: when the check fails it is logged, and nothing is printed.
    """
    try:
        return {"notices": api.notices(article, rendition=rendition, as_of=as_of)}
    except Exception:
        logger.exception("the notices of %s %s cannot be worked out", article._meta.label, article.pk)
        return {"notices": ()}


def _shown(flag: Flag) -> dict[str, Any]:
    finding = flag.finding
    fixes = [fix["title"] for fix in finding.get("fixes", ())]
    evidence = finding.get("evidence", ())[:3]
    return {"flag": flag, "evidence": evidence, "help": finding.get("help", ""), "fixes": fixes[:1]}
