"""A small desk for tests: the sample register and sources, all shipped packs, and articles in one line."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.dates import parse_moment
from annotations.engine.policy import Policy
from annotations.engine.reference import Reference
from annotations.engine.report import Finding, NoticeFact, Report, Requirement
from annotations.registers.jsonl import read_register, read_sources
from annotations.rulebook.cases import SAMPLES
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings

NOW = parse_moment("2026-11-22")
DAY = "2023-05-10"
"""A day on which every sample designation but the late ones is in force."""


@lru_cache(maxsize=1)
def desk() -> Reference:
    """Everything that is shipped."""
    return Reference.build(
        entities=read_register(str(SAMPLES / "register.jsonl")).values,
        sources=read_sources(str(SAMPLES / "sources.jsonl")).values,
        packs=load_packs(),
        wordings=shipped_wordings(),
    )


def story(
    text: str,
    *,
    format: str = "text",
    language: str | None = "ru",
    published: str | None = DAY,
    jurisdictions: tuple[str, ...] = ("RU",),
    **more: Any,
) -> Article:
    """An article with this body."""
    return Article.model_validate(
        {
            "id": "story",
            "body": {"format": format, "value": text},
            "language": language,
            "published": published,
            "jurisdictions": jurisdictions,
            **more,
        }
    )


def checked(text: str, *, policy: dict[str, Any] | None = None, fixes: bool = False, **more: Any) -> Report:
    """The report about a text."""
    return check(story(text, **more), desk(), now=NOW, policy=Policy.model_validate(policy or {}), fixes=fixes)


def outcome(text: str, subject: str, **more: Any) -> str | None:
    """What comes of one entity: the outcome of its requirement, else of its finding, else nothing."""
    report = checked(text, **more)
    rows: list[Requirement | Finding] = [*report.requirements, *report.findings]
    rows = [row for row in rows if row.subject == subject]
    return rows[0].outcome.value if rows else None


def notices(text: str, **more: Any) -> tuple[NoticeFact, ...]:
    """The notices that a text carries."""
    return checked(text, **more).notices
