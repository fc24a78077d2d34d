"""Terms of partners that packs bring: in force without a list of one's own, and giving way to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotations.engine.check import check
from annotations.engine.copies.index import CopyIndex
from annotations.engine.reference import Reference
from annotations.engine.report import Report
from annotations.engine.source import Source
from annotations.rulebook.load import PACKS, load_pack
from annotations.rulebook.problems import RulebookError
from annotations.rulebook.wordings import shipped_wordings
from tests.engine.copies.texts import article
from tests.engine.newsroom import NOW

PACK = load_pack(PACKS / "attribution")
STORY = "The night clinics cut the queue by a third, a study of eleven districts found on Monday.\n\nTwo share one ambulance."
KFF = "https://kffhealthnews.org/news/article/night-clinics/"
TAGLINE = "KFF Health News is a national newsroom that produces in-depth journalism about health issues and more."


def reference(*sources: Source, known: CopyIndex | None = None) -> Reference:
    return Reference.build(entities=(), sources=sources, packs=[PACK], wordings=shipped_wordings(), known=known)


def told(text: str, *, own: tuple[Source, ...] = (), known: CopyIndex | None = None, **more: Any) -> list[tuple[str, str]]:
    written = article(text, format="markdown", published="2026-05-05", **more)
    report: Report = check(written, reference(*own, known=known), now=NOW)
    return [(finding.subject, finding.outcome) for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        (STORY, {"original_url": KFF}, [("kff-health-news", "missing")]),
        (f"{STORY}\n\n[KFF Health News]({KFF})", {"original_url": KFF}, [("kff-health-news", "wrong-wording")]),
        (f"{STORY}\n\nFirst published by [KFF Health News]({KFF}). {TAGLINE}", {"original_url": KFF}, []),
        (STORY, {"source": {"id": "afp"}}, [("afp", "missing")]),
        (f"By Ana Reis, AP\n\n{STORY}", {"source": {"id": "associated-press"}}, []),
        (STORY, {"original_url": "https://www.kff.org/report"}, [("kff", "missing")]),
        (f"{STORY}\n\nSource: [KFF](https://www.kff.org/report.pdf)", {"original_url": "https://www.kff.org/report"},
         [("kff", "wrong-link")]),
        (f"{STORY}\n\nThis story originally appeared on [Global Voices](https://globalvoices.org/a).",
         {"original_url": "https://globalvoices.org/a"}, [("global-voices", "misplaced")]),
    ],
)  # fmt: skip
def test_what_partners_ask_for_is_known(text: str, more: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(text, **more) == expected


def test_terms_of_ones_own_take_their_place() -> None:
    by_id = Source(id="afp", name="AFP", hosts=("afp.com",), link="home")
    by_host = Source(id="wire", name="The wire", hosts=("www.afp.com",))
    assert reference(by_id).sources["afp"] == by_id
    assert set(reference(by_host).sources) >= {"wire", "reuters"}
    assert "afp" not in reference(by_host).sources


def test_what_was_not_confirmed_is_off_and_says_what_to_confirm() -> None:
    off = {source.id: source.note for source in PACK.sources if not source.enabled}
    assert set(off) == {"mongabay", "newspack-site", "ir-press"}
    assert all(off.values())
    assert set(off).isdisjoint(reference().sources)


def original(text: str, **more: Any) -> CopyIndex:
    return CopyIndex([article(text, id="k", format="markdown", **more)])


def test_links_of_the_original_must_stay_where_the_terms_say_so() -> None:
    url = "https://www.propublica.org/article/night-clinics"
    linked = STORY.replace("a study", "[a study](https://journal.example/7)") + f"\n\nOriginal: [ProPublica]({url})"
    plain = f"{STORY}\n\nOriginal: [ProPublica]({url})"
    known = original(linked, url=url)
    assert told(plain, original_url=url, known=known) == [("propublica", "incomplete")]
    assert told(linked, original_url=url, known=known) == []


@pytest.mark.parametrize(("day", "expected"), [("2026-05-04", [("dialogue-earth", "review")]), ("2026-05-03", [])])
def test_the_days_to_wait_are_counted(day: str, expected: list[tuple[str, str]]) -> None:
    url = "https://dialogue.earth/en/clinics"
    known = original(STORY, url=url, published=day)
    assert told(f"{STORY}\n\nOriginal: [Dialogue Earth]({url})", original_url=url, known=known) == expected


def test_terms_that_are_wrong_are_refused_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text((PACKS / "gb" / "rules.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("sources:\n  - id: a\n    name: A\n    lnik: article\n", encoding="utf-8")
    with pytest.raises(RulebookError) as refused:
        load_pack(tmp_path)
    assert "sources.yaml:4:5" in str(refused.value)
    assert "lnik" in str(refused.value)
