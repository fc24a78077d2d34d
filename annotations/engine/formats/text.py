"""``text``: the report for people, readable at two in the morning.

The first line of a finding is ``file:line:column: level: ...``, which editors and terminals turn into a link. Evidence
stands in brackets within its own words, so no column of the screen needs to be counted for wide or combining letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from annotations.engine.evidence import CONTEXT
from annotations.engine.formats.diff import Hunk, hunks
from annotations.engine.formats.options import Options
from annotations.engine.formats.place import BODY, Places, places
from annotations.engine.formats.printable import one_line, shortened, source_line
from annotations.engine.formats.style import Style
from annotations.engine.report import Evidence, Finding, Fix, Level, Outcome, Report, Requirement

MAX_EVIDENCE = 5
MAX_EXACT = 200
"""Code points shown of one piece of evidence."""
MAX_SOURCE_LINE = 400
"""Code points shown of one line of a diff."""

_WORST_FIRST = (Level.ERROR, Level.WARNING, Level.NOTE)
_SETTLED = frozenset({Outcome.SATISFIED, Outcome.EXEMPT})


def render_text(reports: Sequence[Report], options: Options) -> str:
    """Every article with its findings, worst first, and a summary at the end."""
    style = Style(options.color)
    blocks = ["\n".join(_article(report, places(report, options.locations), style)) for report in reports]
    if len(reports) != 1 or reports[0].findings or reports[0].unchecked:
        blocks.append(_summary(reports, style))
    # A blank line parts articles that need several lines; a list of clean ones stays a list.
    lines: list[str] = []
    for block in blocks:
        if lines and ("\n" in block or "\n" in lines[-1]):
            lines.append("")
        lines.append(block)
    return "\n".join(lines) + "\n"


def _article(report: Report, where: Places, style: Style) -> Iterator[str]:
    heading = _heading(report, where, style)
    if not (report.findings or report.requirements or report.unchecked):
        yield f"{heading}: nothing owed"
        return
    yield heading
    for finding in sorted(report.findings, key=lambda finding: _WORST_FIRST.index(finding.level)):
        yield from _finding(finding, where, style)
    found = {(finding.rule, finding.subject) for finding in report.findings}
    for requirement in report.requirements:
        if requirement.outcome in _SETTLED or (requirement.rule, requirement.subject) not in found:
            yield _requirement(requirement, style)
    for unchecked in report.unchecked:
        said = f"NOT CHECKED: {unchecked.what}: {unchecked.detail} ({unchecked.code})"
        yield style.alarm(one_line(said))


def _heading(report: Report, where: Places, style: Style) -> str:
    name = one_line(where.file)
    if where.file != report.article_id:
        name = f"{name}, article {one_line(report.article_id)}"
    facts = f"{one_line(report.language)}, as of {one_line(report.as_of)}"
    return f"{style.strong(name)} ({facts}): {style.decision(report.decision)}"


def _finding(finding: Finding, where: Places, style: Style) -> Iterator[str]:
    what = f"{one_line(finding.family)} {finding.outcome.value}: {one_line(finding.message)}"
    yield f"{_place(finding, where)}: {style.level(finding.level)}: {what} [{one_line(finding.rule)}]"
    for number, evidence in enumerate(finding.evidence[:MAX_EVIDENCE], start=1):
        yield f"    {number}. {_quoted(evidence, where, style)}"
    if len(finding.evidence) > MAX_EVIDENCE:
        yield f"    and {len(finding.evidence) - MAX_EVIDENCE} more"
    reasons = [finding.basis, *(f"{name}: {value}" for name, value in finding.details)]
    if any(reasons):
        yield "  why: " + "; ".join(one_line(reason) for reason in reasons if reason)
    if finding.help:
        yield f"  do: {one_line(finding.help)}"
    for fix in finding.fixes:
        yield from _fix(fix, where, style)


def _place(finding: Finding, where: Places) -> str:
    """``a.html:12:4``, or ``a.html (headline):1:4`` when the position is not one in the file."""
    file = one_line(where.file)
    if not finding.evidence:
        return f"{file} ({one_line(where.article_id)})" if where.in_container else file
    first = finding.evidence[0]
    inner = where.inner(first.field)
    return (f"{file} ({one_line(inner)})" if inner else file) + _position(first, where)


def _position(evidence: Evidence, where: Places) -> str:
    region = where.region(evidence.field, evidence.start, evidence.end)
    return f":{region.line}:{region.column}" if region else ""


def _quoted(evidence: Evidence, where: Places, style: Style) -> str:
    name = "" if evidence.field == BODY else one_line(evidence.field)
    at = (name + _position(evidence, where)).removeprefix(":")
    # Context of full length was cut off; shorter context ends with its paragraph.
    before = ("…" if len(evidence.prefix) >= CONTEXT else "") + one_line(evidence.prefix)
    after = one_line(evidence.suffix) + ("…" if len(evidence.suffix) >= CONTEXT else "")
    exact = style.strong(f"[{one_line(shortened(evidence.exact, MAX_EXACT))}]")
    return f"{at}  {before}{exact}{after}" if at else f"{before}{exact}{after}"


def _fix(fix: Fix, where: Places, style: Style) -> Iterator[str]:
    yield f"  fix: {one_line(fix.title)} ({'safe' if fix.safe else 'read it first'})"
    for hunk in hunks(fix, where):
        yield from _hunk(hunk, style)


def _hunk(hunk: Hunk, style: Style) -> Iterator[str]:
    yield f"    @ {one_line(hunk.field)} line {hunk.line}"
    for mark, line in hunk.lines:
        shown = f"{mark} {source_line(shortened(line, MAX_SOURCE_LINE))}".rstrip()
        yield f"    {style.changed(mark, shown)}"


def _requirement(requirement: Requirement, style: Style) -> str:
    mark = style.good("✓") if requirement.outcome in _SETTLED else style.level(requirement.level)
    return f"{mark} {one_line(requirement.family)} {one_line(requirement.subject)} {requirement.outcome.value}"


def _summary(reports: Sequence[Report], style: Style) -> str:
    counts = Counter(finding.level for report in reports for finding in report.findings)
    parts = [_plural(counts[level], level.value) for level in _WORST_FIRST if counts[level]]
    said = ", ".join(parts) or "no findings"
    unchecked = sum(len(report.unchecked) for report in reports)
    if unchecked:
        said += ", " + style.alarm(f"{unchecked} NOT CHECKED")
    return said if len(reports) == 1 else f"{_plural(len(reports), 'article')}: {said}"


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
