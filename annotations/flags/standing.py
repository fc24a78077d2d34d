"""What a flag rests on besides the text: the version of its rule and the register entry it is about."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from annotations.engine.reference import Reference
from annotations.models.flag import Flag


@dataclass(frozen=True, slots=True)
class Ground:
    """The rule and the subject of an obligation as they are now."""

    rule_version: int
    """0: no such rule is in use."""
    subject_digest: str
    """Empty: neither a register nor the list of sources knows the subject."""


class Standing:
    """Rules in use, entities and sources of one reference."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._versions = {rule.id: rule.version for pack in reference.packs for rule in pack.rules if rule.enabled}

    def of(self, rule: str, subject: str) -> Ground:
        """The ground of an obligation."""
        return Ground(self._versions.get(rule, 0), self._digest(subject))

    def why_gone(self, flag: Flag) -> str:
        """Why a flag lost its ground: ``rule_retired``, ``subject_left``, ``rule_changed``, ``subject_changed``; empty
        when rule and subject are as they were."""
        ground = self.of(flag.rule, flag.subject)
        if not ground.rule_version:
            return "rule_retired"
        if flag.subject_digest and not ground.subject_digest:
            return "subject_left"
        if ground.rule_version != flag.rule_version:
            return "rule_changed"
        return "subject_changed" if ground.subject_digest != flag.subject_digest else ""

    def has_source(self, subject: str) -> bool:
        """Whether the subject is a partner, an agency or a licensor."""
        return subject in self._reference.sources

    def _digest(self, subject: str) -> str:
        entity, source = self._reference.entities.get(subject), self._reference.sources.get(subject)
        if entity is not None:
            return entity.digest
        if source is None:
            return ""
        said = json.dumps(source.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return "sha256:" + hashlib.sha256(said.encode()).hexdigest()
