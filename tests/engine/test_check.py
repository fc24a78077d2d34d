"""Properties of a whole check: same input, same report; offsets true; a paragraph elsewhere moves nothing."""

import hashlib
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.engine.check import check, check_many
from annotations.engine.dates import parse_moment
from annotations.engine.reference import Reference
from annotations.engine.report import Decision, as_json
from annotations.engine.source import Source
from annotations.registers.jsonl import read_register, read_sources
from annotations.rulebook.cases import SAMPLES
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings
from tests.engine.newsroom import NOW, checked, desk, story

TEXT = (
    "<p>Отряд «Се&shy;верного <b>пак</b>та»* отошёл, пишет Глеб Торопцев (признан в РФ иностранным агентом).</p>\n"
    "<p>Brontex и Ticklet молчат. Варкешевцы рады.</p>\n<p>* Организация запрещена в РФ.</p>"
)
WORDS = st.sampled_from(
    ["Варкеш", "«Северный пакт»*", "Глеб Торопцев", "(запрещён в РФ)", "* Запрещён в РФ.", "<b>", "</p><p>", "&shy;",
     "признан", "иноагент", "в России", "—", "не", "1", "\n\n", "Т\u0301", "\u200b", "&amp;", "<!--", "-->", "“x”"]
)  # fmt: skip


def digest_of_report(seed: str) -> str:
    program = (
        "from tests.engine.test_check import TEXT\n"
        "from tests.engine.newsroom import checked\n"
        "from annotations.engine.report import as_json\n"
        "import json, hashlib\n"
        "report = checked(TEXT, format='html', fixes=True)\n"
        "print(hashlib.sha256(json.dumps(as_json(report), ensure_ascii=False).encode()).hexdigest())\n"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_another_hash_seed_gives_the_same_report() -> None:
    report = checked(TEXT, format="html", fixes=True)
    here = hashlib.sha256(json.dumps(as_json(report), ensure_ascii=False).encode()).hexdigest()
    assert {digest_of_report("1"), digest_of_report("77")} == {here}


def test_the_order_of_registers_does_not_matter() -> None:
    entities = list(reversed(read_register(str(SAMPLES / "register.jsonl")).values))
    sources = list(reversed(read_sources(str(SAMPLES / "sources.jsonl")).values))
    packs = tuple(reversed(load_packs()))
    other = Reference.build(entities=entities, sources=sources, packs=packs, wordings=shipped_wordings())
    article = story(TEXT, format="html")
    assert check(article, other, now=NOW) == check(article, desk(), now=NOW)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=12), st.sampled_from(["html", "markdown", "text"]))
def test_offsets_are_true_and_nothing_raises(words: list[str], format: str) -> None:
    article = story(" ".join(words), format=format)
    report = check(article, desk(), now=NOW)
    pieces = [row.evidence for row in report.mentions]
    pieces += [row.evidence for row in report.notices]
    pieces += [row.evidence for row in report.links]
    pieces += [piece for finding in report.findings for piece in finding.evidence]
    for piece in pieces:
        sent = article.field_value(piece.field)
        assert 0 <= piece.start <= piece.end <= len(sent)
        shown = "".join(character for character in sent[piece.start : piece.end] if character.isalnum())
        assert all(character in shown for character in piece.exact if character.isalnum() and character < "\u1000")


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["<p>Мост открыли.</p>", "<p>Снег &amp; дождь.</p>", "<ul><li>раз</li></ul>"]), st.booleans())
def test_a_paragraph_elsewhere_moves_no_evidence(paragraph: str, first: bool) -> None:
    before = checked(TEXT, format="html")
    after = checked(paragraph + TEXT if first else TEXT + paragraph, format="html")
    assert [m.evidence.exact for m in after.mentions] == [m.evidence.exact for m in before.mentions]
    assert {f.key("story") for f in after.findings} == {f.key("story") for f in before.findings}
    assert [[e.exact for e in f.evidence] for f in after.findings] == [[e.exact for e in f.evidence] for f in before.findings]


def test_many_give_the_same_reports_as_one() -> None:
    articles = [story(TEXT, format="html"), story("Мост открыли."), story("Варкеш наступал.")]
    assert list(check_many(articles, desk(), now=NOW)) == [check(article, desk(), now=NOW) for article in articles]


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("Мост открыли.", Decision.ALLOW),
        ("Варкеш наступал.", Decision.BLOCK),
        ("Варкешевцы наступали.", Decision.WARN),
        ("Мост открыли.\n\n«Варкеш» — террористическая организация, запрещена в РФ.", Decision.ANNOTATE),
    ],
)
def test_the_decision_follows_the_levels(text: str, decision: Decision) -> None:
    assert checked(text).decision is decision


def test_a_key_stays_through_edits() -> None:
    first = checked("Варкеш наступал.").findings[0]
    later = checked("Вчера отряды Варкеша отошли, сегодня Варкеш наступает.").findings[0]
    assert first.key("a") == later.key("a") != first.key("b")


def test_a_draft_and_an_as_of_date() -> None:
    article = story("Варкеш наступал.", published=None)
    assert check(article, desk(), now=NOW).findings == ()
    assert check(article, desk(), now=NOW, as_of=parse_moment("2023-05-10")).decision is Decision.BLOCK


def test_what_is_too_complex_is_unchecked_and_never_clean() -> None:
    report = checked("<b>" * 300 + "Варкеш", format="html")
    assert [row.code for row in report.unchecked] == ["too_complex"]
    assert report.decision is not Decision.ALLOW


def test_without_a_register_names_are_unchecked() -> None:
    empty = Reference.build(entities=(), sources=(), packs=load_packs(), wordings=shipped_wordings())
    report = check(story("Варкеш наступал."), empty, now=NOW)
    assert [row.code for row in report.unchecked] == ["register_missing"]


def test_an_address_of_the_original_is_recognised() -> None:
    source = Source.model_validate({"id": "gazette", "name": "The Gazette", "hosts": ["gazette.example"], "link": "article"})
    reference = Reference.build(entities=(), sources=(source,), packs=(), wordings=shipped_wordings())
    report = check(story("Original url:\n\n<https://www.gazette.example/2023/a1>"), reference, now=NOW)
    assert [(link.href, link.same_as) for link in report.links] == [("https://www.gazette.example/2023/a1", "gazette")]
