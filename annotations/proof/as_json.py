"""The proof as one JSON object (``annotations/proof/1``), with a digest of itself to be noted elsewhere."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from annotations.proof.assemble import Proof

SCHEMA = "annotations/proof/1"


def as_json(proof: Proof) -> dict[str, Any]:
    """``digest`` covers the canonical JSON of everything else."""
    said = {
        "schema": SCHEMA, "at": _instant(proof.at), "article": _article(proof), "revision": _revision(proof),
        "check": _check(proof), "verdict": proof.verdict,
        "flags": [{"flag": row.flag, "state": row.state, "since": _instant(row.since), **_of_flag(row.data)}
                  for row in proof.flags],
        "decisions": [
            {"flag": row.flag_id, "kind": row.kind, "reason": row.reason, "note": row.note, "by": _name(row.by),
             "at": _instant(row.at), "undone_at": _instant(row.undone_at)} for row in proof.decisions
        ],
        "waivers": [
            {"flag": row.flag_id, "state": row.state, "reason": row.reason, "until": _instant(row.until),
             "requested_by": _name(row.requested_by), "approved_by": _name(row.approved_by)} for row in proof.waivers
        ],
        "overrides": [
            {"reason": row.reason, "by": _name(row.by), "digest": row.digest, "from": _instant(row.created_at),
             "until": _instant(row.expires_at)} for row in proof.overrides
        ],
        "received": [
            {"webhook_id": row.webhook_id, "body_sha256": row.digest, "at": _instant(row.received_at),
             "outcome": row.outcome, "secret": row.secret_id} for row in proof.received
        ],
        "sent": [
            {"webhook_id": row.message.webhook_id, "to": row.message.callback.url, "at": _instant(row.at),
             "status": row.status, "outcome": row.outcome,
             "body_sha256": hashlib.sha256(row.message.body.encode("utf-8", "surrogatepass")).hexdigest()}
            for row in proof.sent
        ],
        "events": [
            {"sequence": row.sequence, "kind": row.kind, "by": row.actor_name, "at": _instant(row.at),
             "data": row.data, "previous_hash": row.previous_hash, "hash": row.hash} for row in proof.events
        ],
        "verified": [{"what": row.code, "holds": row.holds, "says": row.plain} for row in proof.findings],
    }  # fmt: skip
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return said | {"digest": "sha256:" + hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()}


def _article(proof: Proof) -> dict[str, Any]:
    article = proof.article
    return {"channel": article.channel.name, "id": article.external_id, "rendition": article.rendition,
            "headline": article.headline, "url": article.url or None}


def _revision(proof: Proof) -> dict[str, Any] | None:
    row = proof.revision
    if row is None:
        return None
    return {"number": row.number, "sequence": row.sequence, "digest": row.digest, "origin": row.origin,
            "received_at": _instant(row.received_at), "sent": row.payload}


def _check(proof: Proof) -> dict[str, Any] | None:
    row = proof.check
    if row is None:
        return None
    return {"as_of": row.as_of, "decision": row.decision, "unchecked_because": row.error_code or None,
            "engine": row.engine, "packs": row.packs, "registers": row.registers, "fingerprint": row.fingerprint,
            "checked_at": _instant(row.created_at), "report": row.report or None}


def _of_flag(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data.get(name) for name in ("rule", "rule_version", "subject", "outcome", "level")}


def _name(user: Any) -> str | None:
    return user.get_username() if user is not None else None


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at is not None else None
