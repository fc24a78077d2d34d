"""Settings from the environment: what must be there and is not is named, all of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Environment:
    """Values of environment variables; one that is empty counts as one that is not there."""

    values: Mapping[str, str] = field(repr=False)

    def require(self, *names: str) -> None:
        """Raises ``ImproperlyConfigured`` that names every variable of these that is missing."""
        missing = [name for name in names if not self.text(name)]
        if missing:
            raise ImproperlyConfigured(f"set {', '.join(missing)} in the environment; docs/deploy.md says to what")

    def text(self, name: str, default: str = "") -> str:
        """The value without spaces around it."""
        return self.values.get(name, "").strip() or default

    def items(self, name: str) -> list[str]:
        """The values between commas."""
        return [item.strip() for item in self.text(name).split(",") if item.strip()]

    def number(self, name: str, default: int) -> int:
        """A whole number, 0 or more; raises ``ImproperlyConfigured`` for anything else."""
        text = self.text(name, str(default))
        if not (text.isascii() and text.isdecimal()):
            raise ImproperlyConfigured(f"{name} is a whole number, 0 or more")
        return int(text)

    def choice(self, name: str, *allowed: str) -> str:
        """One of ``allowed``, the first when nothing is said; raises ``ImproperlyConfigured`` for anything else."""
        text = self.text(name, allowed[0])
        if text not in allowed:
            raise ImproperlyConfigured(f"{name} is one of {', '.join(allowed)}")
        return text
