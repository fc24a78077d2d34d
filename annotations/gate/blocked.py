"""The refusal that a host sees: a ``ValidationError``, so that forms show it and nobody has to know this product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from annotations.engine.report import Finding
from annotations.gate.decision import GateDecision
from annotations.gate.messages import headline_of, said_of

CODE = "publish_blocked"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a refusal, and the role of the article that it is about; empty for the article as a whole."""

    text: str
    role: str = ""

    @property
    def error(self) -> ValidationError:
        """The line as forms take it."""
        return ValidationError(self.text, code=CODE)


class PublishBlocked(ValidationError):
    """An article is not let out. Its messages say what is missing, where that shows, and what would mend it."""

    subject: Any = None
    """The object that was to be published, where whoever asked has said so."""

    def __init__(self, decisions: Sequence[GateDecision]) -> None:
        self.decisions = tuple(decisions)
        said = [Line(said_of(row), _role_of(row)) for decision in self.decisions for row in decision.findings]
        self.lines = tuple(dict.fromkeys((Line(headline_of(self.decisions)), *said)))
        super().__init__([line.error for line in self.lines])
        # Who asks a ValidationError for its messages field by field is answered too.
        self.error_dict = {NON_FIELD_ERRORS: list(self.error_list)}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.decisions,)


def _role_of(finding: Finding) -> str:
    fields = [piece.field for piece in finding.evidence]
    fields += [edit.field for fix in finding.fixes for edit in fix.edits]
    return fields[0].split("/")[0] if fields else ""
