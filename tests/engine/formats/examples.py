"""The examples of ``docs/formats.md``. ``python -m tests.engine.formats.examples`` writes them anew."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from annotations.engine.formats.registry import render
from annotations.engine.report import Decision, Edit, Finding, Fix, Level, Outcome, Report
from tests.engine.formats import samples

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"

_EXAMPLE = re.compile(r"(<!-- example: ([a-z-]+) -->\n```[a-z]*\n)(.*?)(```\n)", re.DOTALL)


def article() -> Report:
    """One article with one finding and its fix."""
    body = "Talks began on Friday.\nBlack Dawn left the city."
    piece = samples.evidence(body, "Black Dawn")
    end = len(body)
    row = Finding(
        rule="ru.designation.notice",
        family="designation",
        subject="black-dawn",
        outcome=Outcome.MISSING,
        level=Level.ERROR,
        message="Black Dawn is named without the notice.",
        help="Say once that it is banned in Russia.",
        basis="Law on Mass Media, article 4",
        evidence=(piece,),
        fixes=(Fix("Add the notice at the end.", (Edit("body", end, end, f"\n\n{samples.NOTICE}"),), safe=True),),
        details=(("listed since", "2003-03-04"),),
    )
    return samples.report("a.txt", {"body": body}, findings=(row,), decision=Decision.BLOCK)


def _part(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


EXAMPLES: Mapping[str, Callable[[], str]] = {
    "text": lambda: render([article()], "text"),
    "json": lambda: render([article()], "json"),
    "jsonl": lambda: render([samples.clean()], "jsonl"),
    "sarif": lambda: _part(json.loads(render([article()], "sarif"))["runs"][0]["results"][0]),
    "web-annotation": lambda: _part(json.loads(render([article()], "web-annotation"))["items"][0]),
    "github": lambda: render([article()], "github"),
}


def with_examples(page: str) -> str:
    """``page`` with each example as the format prints it now."""
    return _EXAMPLE.sub(lambda found: found[1] + EXAMPLES[found[2]]() + found[4], page)


def shown_in(page: str) -> list[str]:
    """The formats that ``page`` has an example of."""
    return [found[2] for found in _EXAMPLE.finditer(page)]


if __name__ == "__main__":
    PAGE.write_text(with_examples(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
