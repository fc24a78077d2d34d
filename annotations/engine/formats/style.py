"""ANSI colours for the ``text`` format. Without colour every method gives its text back as it is."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.engine.report import Decision, Level

_RED, _GREEN, _YELLOW, _CYAN, _BOLD, _REVERSE = "31", "32", "33", "36", "1", "7"
_LEVELS = {Level.ERROR: f"{_BOLD};{_RED}", Level.WARNING: f"{_BOLD};{_YELLOW}", Level.NOTE: _CYAN}
_DECISIONS = {
    Decision.ALLOW: _GREEN,
    Decision.ANNOTATE: _CYAN,
    Decision.WARN: _YELLOW,
    Decision.BLOCK: f"{_BOLD};{_RED}",
}
_CHANGES = {"-": _RED, "+": _GREEN}


@dataclass(frozen=True, slots=True)
class Style:
    """How words look; ``color`` switches the escape sequences on."""

    color: bool

    def strong(self, text: str) -> str:
        return self._painted(text, _BOLD)

    def good(self, text: str) -> str:
        return self._painted(text, _GREEN)

    def alarm(self, text: str) -> str:
        return self._painted(text, f"{_REVERSE};{_RED}")

    def level(self, level: Level) -> str:
        return self._painted(level.value, _LEVELS[level])

    def decision(self, decision: Decision) -> str:
        return self._painted(decision.value, _DECISIONS[decision])

    def changed(self, mark: str, line: str) -> str:
        """A line of a diff, by its mark."""
        return self._painted(line, _CHANGES[mark]) if mark in _CHANGES else line

    def _painted(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text
