"""Reports with any text in every place that holds text."""

from hypothesis import strategies as st

from annotations.engine.report import Decision, Edit, Evidence, Finding, Fix, Level, Outcome, Report, Unchecked

TRICKY = "\r\n\x1b\u2028\u202e%:,{}[]()`~ *aЯ👩\x85\u0301ح\x00\udc80"
TEXT = st.text(max_size=30) | st.text(alphabet=TRICKY, max_size=20)
FIELDS = st.sampled_from(["body", "headline", "images/0/caption"])


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    start, end = sorted(draw(st.tuples(st.integers(0, 20), st.integers(0, 20))))
    return Evidence(draw(FIELDS), start, end, draw(TEXT), draw(TEXT), draw(TEXT))


@st.composite
def fixes(draw: st.DrawFn) -> Fix:
    spans = draw(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted), max_size=3))
    edits = tuple(Edit(draw(FIELDS), start, end, draw(TEXT)) for start, end in spans)
    return Fix(draw(TEXT), edits, draw(st.booleans()))


FINDINGS = st.builds(
    Finding,
    rule=TEXT.filter(lambda text: "\udc80" not in text),
    family=TEXT,
    subject=TEXT.filter(lambda text: "\udc80" not in text),
    outcome=st.sampled_from(Outcome),
    level=st.sampled_from(Level),
    message=TEXT,
    help=TEXT,
    basis=TEXT,
    evidence=st.lists(evidences(), max_size=3).map(tuple),
    fixes=st.lists(fixes(), max_size=2).map(tuple),
    details=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
)

REPORTS = st.builds(
    Report,
    article_id=st.text(min_size=1, max_size=10),
    digest=st.just("sha256:00"),
    language=st.sampled_from(["en", "ru", ""]),
    as_of=st.just("2021-07-16"),
    decision=st.sampled_from(Decision),
    engine=st.just("0.1.0"),
    findings=st.lists(FINDINGS, max_size=3).map(tuple),
    unchecked=st.lists(st.builds(Unchecked, TEXT, TEXT, TEXT), max_size=1).map(tuple),
    values=st.dictionaries(FIELDS, TEXT, max_size=3),
)
"""Evidence and edits may lie outside of the values, which may be absent: a format must not fall over either."""
