"""Copies of known articles: what is owed, what a person decides, what is nobody's copy; and the seeds."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.copies.index import CopyIndex
from annotations.engine.dates import parse_moment
from annotations.engine.fixes.edits import apply_edits
from annotations.engine.reference import Reference
from annotations.engine.report import Finding, Level, Outcome, Report
from annotations.registers.jsonl import read_register, read_sources
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings
from tests.engine.copies.texts import AMERICAN, BRITISH, RUSSIAN, RUSSIAN_TOO, article
from tests.engine.newsroom import NOW, desk
from tests.shared import shared

URL = "https://harbourgazette.example/2026/05/ferry"
GAZETTE: dict[str, Any] = {"source": {"id": "harbour-gazette"}, "original_url": URL, "published": "2026-05-04"}


def checked(written: Article, *known: Article, reference: Reference | None = None, **more: Any) -> Report:
    return check(written, replace(reference or desk(), known=CopyIndex(known)), now=NOW, **more)


def of_copies(report: Report) -> list[tuple[str, str]]:
    return [(row.subject, row.outcome) for row in report.findings if row.rule.startswith("attribution.copy")]


def repaired(written: Article, *known: Article, reference: Reference | None = None, **more: Any) -> Report:
    """The report after the first change of every finding."""
    report = checked(written, *known, reference=reference, **more)
    edits = [edit for finding in report.findings for fix in finding.fixes[:1] for edit in fix.edits]
    return checked(apply_edits(written, edits), *known, reference=reference, **more)


@pytest.mark.parametrize(("one", "other"), [(AMERICAN, BRITISH), (RUSSIAN_TOO, RUSSIAN)])
def test_a_copy_in_another_house_style_owes_credit_and_link(one: str, other: str) -> None:
    report = checked(article(one), article(other, id="k", headline="The ferry is back", **GAZETTE))
    (finding,) = report.findings
    assert (finding.subject, finding.outcome, finding.level) == ("harbour-gazette", Outcome.MISSING, Level.ERROR)
    assert finding.message.startswith("100% of this text stands word for word")
    assert "“The ferry is back” (The Harbour Gazette, 2026-05-04)" in finding.message
    assert " ".join(piece.exact for piece in finding.evidence) == " ".join(one.rstrip(".").replace(".\n\n", "\n\n").split())
    assert URL in finding.fixes[0].edits[0].text


def test_evidence_is_cut_from_markup_as_it_was_sent() -> None:
    html = "".join(f"<p>{part.replace('the', '<b>the</b>', 1)}</p>" for part in BRITISH.split("\n\n"))
    (finding,) = checked(article(html, format="html"), article(BRITISH, id="k", **GAZETTE)).findings
    assert len(finding.evidence) == 2
    assert all(html[piece.start : piece.end][:4] == piece.exact[:4] for piece in finding.evidence)


@pytest.mark.parametrize("body_format", ["text", "markdown", "html"])
def test_after_the_changes_nothing_is_owed_and_they_are_made_once(body_format: str) -> None:
    text = f"<p>{BRITISH}</p>" if body_format == "html" else BRITISH
    known = article("By Meridian\n\n" + AMERICAN, id="k", **GAZETTE)
    written = article(text, format=body_format)
    assert of_copies(checked(written, known)) == [("harbour-gazette", "missing"), ("meridian", "missing")]
    assert repaired(written, known).findings == ()


def test_a_source_that_nobody_has_terms_of_is_credited_by_its_name() -> None:
    known = article(AMERICAN, id="k", byline="By Ana Reis", source={"id": "isle", "name": "Isle Voices"},
                    original_url="https://isle.example/7")  # fmt: skip
    (finding,) = checked(article(BRITISH), known).findings
    assert finding.fixes[0].edits[0].text == "\n\nOriginal: Ana Reis / Isle Voices, https://isle.example/7"
    assert repaired(article(BRITISH), known).findings == ()


def test_a_page_of_a_source_is_the_sources() -> None:
    assert of_copies(checked(article(BRITISH), article(AMERICAN, id="k", url=URL))) == [("harbour-gazette", "missing")]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({}, {}),
        ({}, {"url": "https://elsewhere.example/1"}),
        ({"published": "2026-05-01"}, GAZETTE),
    ],
)
def test_where_nothing_tells_who_had_it_first_a_person_decides(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    report = checked(article(BRITISH, **mine), article(AMERICAN, id="k", **theirs))
    (finding,) = report.findings
    assert (finding.outcome, finding.level, finding.fixes) == (Outcome.REVIEW, Level.WARNING, ())


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"url": "https://us.example/2"}, {"url": "https://us.example/1"}),
        ({"url": URL}, {"url": "https://elsewhere.example/1", **GAZETTE}),
        ({"url": "https://us.example/2"}, {"original_url": "https://us.example/2", "source": {"id": "us"}}),
        ({"id": "k"}, {}),
        ({"source": {"id": "meridian"}, "byline": "Meridian"}, {"source": {"id": "meridian"}}),
        ({"byline": "By Meridian"}, {"byline": "Meridian", **GAZETTE}),
    ],
)
def test_what_is_nobodys_copy(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    report = checked(article(BRITISH, **mine), article(AMERICAN, **{"id": "k"} | theirs))
    assert of_copies(report) == []


QUOTED = (
    "“We have counted every pile of the pier twice, in April and again in May, and whoever tells you that the wood will "
    "hold another winter has not been under it with a lamp; I have, and I would not let my children walk on it,” he said."
)
BULLETIN = (
    "River levels on {}: the Tolm stood at {} centimetres at {} bridge, {} more than the day before. Boats of more than "
    "{} metres must wait below the lock. The next bulletin is at {}:00. Wind from the {}, {} metres a second, and rain "
    "towards {}."
)


CLOSING = (
    "Transcripts of this programme are made in a hurry by a contractor, and may not be in their final form; they may be "
    "updated or corrected later. Accuracy and availability may vary, and the record of the programme is the sound alone."
)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (f"{AMERICAN}\n\n{CLOSING}", f"{BULLETIN}\n\n{RUSSIAN}\n\n{CLOSING}"),
        (f"The ferry is late.\n\n{QUOTED}\n\nNo more was heard.", f"The pier was shut.\n\n{QUOTED}\n\nTickets count."),
        (BULLETIN.format("Monday", 312, "Karsun", 14, 5, 18, "west", 7, "evening"),
         BULLETIN.format("Friday", 288, "Ordyn", 6, 4, 12, "north", 3, "midnight")),
        (f"{BRITISH}\n\n{BULLETIN}"[:400], RUSSIAN),
        ("The ferry is running again, the harbour office said on Monday, and that is all that is known of it today. "
         "Islanders had been waiting for it since the winter and met it with flags and a brass band at the landing.",
         "Flags and a brass band met the ferry. The harbour office said on Monday that all is well. Since the winter "
         "people had been waiting at the landing, where it is running late again today, as far as is known to them."),
    ],
)  # fmt: skip
def test_speech_templates_and_common_phrases_are_no_copies(mine: str, theirs: str) -> None:
    assert of_copies(checked(article(mine), article(theirs, id="k", **GAZETTE))) == []


def test_an_excerpt_within_a_longer_text_is_found_and_shown_alone() -> None:
    own = " ".join(f"Our reporter counted {number} gulls on pole {number * 7} before noon." for number in range(12))
    (finding,) = checked(article(f"{own}\n\n{AMERICAN}"), article(BRITISH, id="k", **GAZETTE)).findings
    assert finding.outcome == Outcome.MISSING
    assert [piece.exact.split()[0] for piece in finding.evidence] == ["The", "The"]


def test_a_text_from_two_partners_owes_both() -> None:
    isle: dict[str, Any] = {"source": {"id": "tide-notes"}, "original_url": "https://tidenotes.example/9"}
    mixed = checked(
        article(f"{AMERICAN}\n\n{RUSSIAN}"), article(BRITISH, id="k", **GAZETTE), article(RUSSIAN_TOO, id="l", **isle)
    )
    assert {("harbour-gazette", "missing"), ("tide-notes", "missing")} <= set(of_copies(mixed))


def test_one_that_says_whose_it_is_goes_before_its_own_copies() -> None:
    copies = [article(AMERICAN, id=f"c{number}", url=f"https://site{number}.example/x") for number in range(4)]
    report = checked(article(BRITISH), *copies, article(AMERICAN, id="k", **GAZETTE))
    assert of_copies(report) == [("harbour-gazette", "missing")]
    assert ("the same stands in", "c0 https://site0.example/x") in report.findings[0].details


# The seeds.

TIMES = "https://www.themoscowtimes.com/2021/07/16/russia-says-us-mission-in-afghanistan-has-failed-a74540"


def seed(start: str, body_format: str, **more: Any) -> Article:
    path = next(path for path in shared("seeds").iterdir() if path.name.startswith(start))
    return article(path.read_text(encoding="utf-8"), format=body_format, id=path.stem, **more)


@lru_cache(maxsize=2)
def seeds_desk(*, sources: bool = True) -> Reference:
    return Reference.build(
        entities=read_register(str(shared("cases/register.jsonl"))).values,
        sources=read_sources(str(shared("cases/sources.jsonl"))).values if sources else (),
        packs=load_packs(), wordings=shipped_wordings(),
    )  # fmt: skip


def judged(*, as_of: str = "2021-07-16", sources: bool = True, country: str = "RU") -> tuple[Report, Report]:
    """The bare seed with the careful one known: before, and after the first change of every finding."""
    known = seed("001", "markdown", source={"id": "moscow-times", "name": "The Moscow Times"}, original_url=TIMES)
    settings: dict[str, Any] = {"as_of": parse_moment(as_of), "jurisdictions": [country]}
    written, reference = seed("000", "text"), seeds_desk(sources=sources)
    before = checked(written, known, reference=reference, **settings)
    return before, repaired(written, known, reference=reference, **settings)


def by_family(report: Report) -> dict[str, Finding]:
    return {finding.family: finding for finding in report.findings}


@pytest.mark.parametrize("sources", [True, False])
def test_the_bare_seed_is_found_to_be_a_copy_and_put_right(sources: bool) -> None:
    before, after = judged(sources=sources)
    copy = by_family(before)["attribution"]
    share = float(dict(copy.details)["share of five-word runs"])
    assert (copy.subject, copy.outcome) == ("moscow-times", Outcome.MISSING)
    assert share >= 0.95
    assert copy.fixes[0].edits[0].text == f"\n\nOriginal: AFP / The Moscow Times, {TIMES}"
    assert [finding for finding in after.findings if finding.level is Level.ERROR] == []
    assert after.findings == ()


def test_where_the_name_would_owe_a_notice_the_address_alone_is_proposed() -> None:
    before, after = judged(as_of="2024-02-01")
    (fix,) = by_family(before)["attribution"].fixes
    assert fix.edits[0].text == f"\n\nOriginal: AFP / themoscowtimes.com, {TIMES}"
    assert [finding.outcome for finding in after.findings] == []


def test_in_a_russian_edition_the_link_that_is_asked_for_is_a_conflict() -> None:
    before, after = judged(as_of="2024-08-01")
    conflicts = [row for row in before.findings if row.outcome is Outcome.CONFLICT]
    assert [(row.family, row.subject, row.fixes) for row in conflicts] == [("conflict", "moscow-times", ())]
    assert len(conflicts[0].evidence) == 14
    assert not {"attribution", "undesirable"} & {row.family for row in (*before.findings, *after.findings)}
    assert by_family(judged(as_of="2024-08-01", country="US")[0])["attribution"].outcome is Outcome.MISSING
