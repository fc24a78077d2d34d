"""What tests of hooks and the gate stand on: the sample registers made live, and texts that owe something."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from annotations.models.register import EntityVersion, Register, Snapshot, SnapshotEntry
from annotations.registers.jsonl import read_register
from annotations.rulebook.cases import SAMPLES
from tests.newsroom_app.models import Story

OWING = "Envoys of the Northern Pact came to the capital on Wednesday for talks about the border."
NOTICE = "\n\nThe Northern Pact is a terrorist organization banned in Russia."
CLEAN = OWING + NOTICE
BOTH = OWING + " They met people of White Outpost."
"""Names a second organisation that owes a notice."""


def live_register(name: str = "samples") -> Register:
    """The entities of the samples as one register, live."""
    register = Register.objects.create(name=name)
    snapshot = Snapshot.objects.create(
        register=register, digest="sha256:samples", state=Snapshot.State.LIVE, retrieved_at=timezone.now()
    )
    for entity in read_register(str(SAMPLES / "register.jsonl")).values:
        payload = entity.model_dump(mode="json", exclude_unset=True, by_alias=True)
        version = EntityVersion.objects.create(entity=entity.id, digest=f"sha256:{entity.id}", payload=payload)
        SnapshotEntry.objects.create(snapshot=snapshot, version=version)
    register.live = snapshot
    register.save()
    return register


def slipped(text: str, **fields: Any) -> Story:
    """A story that is live without ever having been saved through the hooks."""
    (story,) = Story.objects.bulk_create([Story(title="Talks", text=text, status="published", **fields)])
    return Story.objects.get(pk=story.pk or Story.objects.latest("pk").pk)
