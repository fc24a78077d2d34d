"""Properties that hold for every text: nothing raises, evidence is true, the same input gives the same answer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.engine.attribution.credits import credit_facts
from annotations.engine.attribution.directory import SourceDirectory
from annotations.engine.report import Evidence
from tests.engine.attribution.reading import ORIGINAL, SOURCES, article, facts, judge

PIECES = st.sampled_from(
    [
        "Meridian", "The Harbour Gazette", "Меридиан", "By ", "Source: ", "Original url:", "(", ")", "/", " — ", "©", "2024",
        "MOSCOW", "МОСКВА, 5 мая", "Photo: ", "\n", "\n\n", ". ", " ", "said", "republished from Tide Notes",
        f"<{ORIGINAL}>", ORIGINAL, f"[x]({ORIGINAL})", "[Harbour Gazette](#)", "[", "](", "<a href=", "'>", "</a>", "<p>", "</p>",
        f'<a href="{ORIGINAL}">Harbour Gazette</a>', "<p hidden>", "<br>", "<details>", "&amp;", "\u00ad", "\ue000", "https://bit.ly/x",
        "harbourgazette.example", "# ", "> ", "* ", "`",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=14).map("".join)
FORMATS = st.sampled_from(["text", "markdown", "html"])
DECLARED = st.sampled_from(["meridian", "gazette", "vestnik", "isle", "tide", "almanac", "borealis"])


def _storable(text: str) -> bool:
    return not any(letter == "\x00" or "\ud800" <= letter <= "\udfff" for letter in text)


@given(TEXTS.filter(_storable), FORMATS, DECLARED)
@settings(max_examples=150, deadline=None)
def test_nothing_raises_and_evidence_is_true(text: str, body_format: str, source: str) -> None:
    written = article(text, body_format, source=source, original_url=ORIGINAL)
    verdict = judge(written)
    assert len(verdict.requirements) == 1
    seen = facts(written)
    told = [piece for finding in verdict.findings for piece in finding.evidence]
    told += [fact.evidence for fact in credit_facts(seen.document, seen.credits)]
    for piece in told:
        assert_true(piece, seen.document.text, written.field_value(piece.field))


def assert_true(piece: Evidence, visible: str, value: str) -> None:
    """The evidence lies in what was sent, and its words in what a reader sees."""
    assert 0 <= piece.start <= piece.end <= len(value)
    assert piece.exact in visible


@given(TEXTS.filter(_storable), FORMATS, DECLARED)
@settings(max_examples=50, deadline=None)
def test_the_same_article_gives_the_same_answer_whatever_the_order_of_sources(
    text: str, body_format: str, source: str
) -> None:
    written = article(text, body_format, source=source)
    assert judge(written) == judge(written)
    turned = SourceDirectory(dict(reversed(list(SOURCES.items()))))
    assert [turned.names.find(text), turned.at_host(None)] == [SOURCES.names.find(text), None]


@given(TEXTS.filter(_storable), FORMATS, DECLARED)
@settings(max_examples=100, deadline=None)
def test_a_paragraph_elsewhere_does_not_move_what_a_finding_cites(text: str, body_format: str, source: str) -> None:
    added = "\n\nThe harbour master waved from the quay at noon, and nobody waved back."
    before = judge(article(text, "text", source=source)).findings
    after = judge(article(text + added, "text", source=source)).findings
    same = {finding.slot: finding for finding in after}
    for finding in before:
        if finding.slot in same and same[finding.slot].outcome == finding.outcome:
            assert [p.exact for p in finding.evidence] == [p.exact for p in same[finding.slot].evidence]
