"""``github``: workflow commands, which GitHub Actions shows beside the lines of a change.

The syntax and its escapes are those of the workflow commands reference. Positions are given only where they are
positions in the file; columns only within one line, since the runner drops them elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotations.engine.formats.options import Options
from annotations.engine.formats.place import Places, places
from annotations.engine.formats.printable import printable
from annotations.engine.report import Finding, Level, Report, Unchecked

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render_github(reports: Sequence[Report], options: Options) -> str:
    """One command a line, one line a finding, and one for each thing that could not be checked."""
    return "".join(line + "\n" for report in reports for line in _lines(report, places(report, options.locations)))


def _lines(report: Report, where: Places) -> Iterator[str]:
    for finding in report.findings:
        title = f"{finding.family} {finding.outcome.value} ({finding.rule})"
        message = "\n".join(part for part in (_inside(finding, where) + finding.message, finding.help) if part)
        yield _command(_COMMANDS[finding.level], _properties(finding, where) | {"title": title}, message)
    for unchecked in report.unchecked:
        yield _command("error", {"file": where.file, "title": "not checked"}, _said(report, unchecked))


def _said(report: Report, unchecked: Unchecked) -> str:
    return f"{report.article_id}: {unchecked.what} was not checked: {unchecked.detail} ({unchecked.code})"


def _properties(finding: Finding, where: Places) -> dict[str, str]:
    properties = {"file": where.file}
    first = finding.evidence[0] if finding.evidence else None
    if first is None or not where.is_file(first.field):
        return properties
    region = where.region(first.field, first.start, first.end)
    if region is None:
        return properties
    properties |= {"line": str(region.line), "endLine": str(region.end_line)}
    if region.line == region.end_line:
        properties |= {"col": str(region.column), "endColumn": str(region.end_column)}
    return properties


def _inside(finding: Finding, where: Places) -> str:
    """Where the evidence stands when that is no line of the file, as the beginning of the message."""
    first = finding.evidence[0] if finding.evidence else None
    if first is None or where.is_file(first.field):
        return f"{where.article_id}: " if where.in_container else ""
    region = where.region(first.field, first.start, first.end)
    position = f":{region.line}:{region.column}" if region else ""
    return f"{where.inner(first.field)}{position}: "


def _command(name: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _data(text: str) -> str:
    return printable(text.replace("\r\n", "\n")).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
