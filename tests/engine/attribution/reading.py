"""Articles and sources for tests of attribution: invented partners with every kind of terms."""

from datetime import date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from annotations.engine.article import Article
from annotations.engine.attribution.credits import read_credits
from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.attribution.links import read_links
from annotations.engine.dates import Moment
from annotations.engine.document.build import read_document
from annotations.engine.facts import Facts, Verdict
from annotations.engine.fixes.edits import apply_edits
from annotations.engine.policy import Policy
from annotations.engine.report import Fix, Outcome
from annotations.engine.rulebook import Rule
from annotations.engine.rules import attribution, credit
from annotations.engine.source import Source
from annotations.rulebook.load import PACKS, load_pack

ORIGINAL = "https://www.harbourgazette.example/2024/05/cranes-return-a80011"
HOME = "https://www.harbourgazette.example/"
OWN = "https://ourpaper.example/2024/cranes"
DAY = date(2024, 5, 6)

SOURCES = SourceDirectory(
    {
        source.id: source
        for source in (
            Source(id="meridian", name="Meridian", names=("Meridian", "Meridian Press Agency", "Меридиан"),
                   hosts=("meridian-press.example",), credit=("Meridian", "Меридиан")),
            Source(id="borealis", name="Borealis", hosts=("borealis.example",), phrases=("reporting by Borealis",)),
            Source(id="gazette", name="The Harbour Gazette", names=("The Harbour Gazette", "Harbour Gazette"),
                   hosts=("harbourgazette.example",),
                   equivalent_hosts=("www.harbourgazette.example", "amp.harbourgazette.example"),
                   other_language_hosts={"ru": ("ru.harbourgazette.example",)},
                   credit=("The Harbour Gazette",), link="article"),
            Source(id="vestnik", name="Речной вестник", names=("Речной вестник", "River Herald"),
                   hosts=("vestnik.example",), credit=("Речной вестник",), link="article",
                   link_placement=("first_paragraph",), rel_forbid=("nofollow", "ugc", "sponsored")),
            Source(id="isle", name="Isle Voices", hosts=("islevoices.example",), link="article",
                   link_placement=("top",), licence="CC-BY-3.0"),
            Source(id="tide", name="Tide Notes", hosts=("tidenotes.example",), link="article_or_home",
                   link_placement=("top", "end"), phrases=("republished from Tide Notes", "first published by Tide Notes"),
                   tracker="https://count.tidenotes.example/content/", licence="CC-BY-ND-4.0"),
            Source(id="almanac", name="Almanac", hosts=("almanac.example",), link="home"),
            Source(id="bygone", name="Bygone Press", hosts=("bygone.example",), link="article",
                   valid_from=date(2020, 1, 1), valid_to=date(2024, 5, 5)),
        )
    }
)  # fmt: skip


@cache
def rules() -> dict[str, Rule]:
    """The shipped rules about declared sources, by family."""
    return {rule.family: rule for rule in load_pack(PACKS / "attribution").rules if rule.when.source}


def article(value: str, body_format: str = "text", *, source: str | None = None, **more: Any) -> Article:
    """An article that says it comes from ``source``."""
    stated: dict[str, Any] = {"id": "a", "body": {"format": body_format, "value": value}, "language": "en"}
    if source is not None:
        stated["source"] = {"id": source}
    return Article.model_validate(stated | more, strict=False)


def facts(written: Article, *, day: date = DAY) -> Facts:
    """The facts that the rules about sources see."""
    document = read_document(written, language=written.language or "en")
    return Facts(
        article=written, document=document, mentions=(), notices=(), links=read_links(document, written, SOURCES),
        credits=read_credits(document, written, SOURCES), sources=SOURCES, entities={}, as_of=Moment(day=day),
        jurisdictions=frozenset(), time_zone=ZoneInfo("UTC"), policy=Policy(), day=day,
    )  # fmt: skip


def judge(written: Article, *, day: date = DAY) -> Verdict:
    """What both rules say."""
    seen = facts(written, day=day)
    verdicts = [attribution.judge(rules()["attribution"], seen), credit.judge(rules()["credit"], seen)]
    return Verdict(
        tuple(row for verdict in verdicts for row in verdict.requirements),
        tuple(row for verdict in verdicts for row in verdict.findings),
        tuple(row for verdict in verdicts for row in verdict.unchecked),
    )


def outcome(written: Article, *, day: date = DAY) -> str:
    """How the one requirement turned out; empty when nothing is owed."""
    requirements = judge(written, day=day).requirements
    assert len(requirements) <= 1
    return requirements[0].outcome.value if requirements else ""


def fixes(written: Article) -> list[Fix]:
    """All changes that are proposed."""
    return [fix for finding in judge(written).findings for fix in finding.fixes]


def fixed(written: Article, fix: Fix) -> Article:
    """The article with the change made."""
    return apply_edits(written, fix.edits)


def slots(written: Article) -> dict[str, Outcome]:
    """The outcome of each finding by its slot."""
    return {finding.slot: finding.outcome for finding in judge(written).findings}
