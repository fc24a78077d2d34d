"""What the desk refuses, as problems: a step that a flag does not take, a reason that lacks."""

from __future__ import annotations

from annotations.flags.life import TransitionRefused, VersionConflict
from annotations.intake.problems import FieldProblem
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.rest.problem import ApiProblem, refused_fields

_POINTERS = {
    "reason_required": "/reason", "note_required": "/note", "too_long": "/note", "unknown_scope": "/scope",
    "bad_end": "/until", "unknown_desk": "/waiting_on", "not_a_member": "/assignee", "unknown_level": "/level",
    "quote_not_found": "/quote", "quote_ambiguous": "/quote", "no_text": "/article",
}
"""Codes of what is wrong with what was sent, and where it stands there."""
_OWN = frozenset(
    {
        "person_required", "second_person", "claimed", "waiver_exists", "fix_not_applicable", "text_changed",
        "rate_limited", "unavailable",
    }
)
"""Codes that are problems under their own name."""


def refused(error: TransitionRefused) -> ApiProblem:
    """The problem for a step that is refused."""
    if isinstance(error, VersionConflict):
        return ApiProblem("precondition_failed", "The flag has changed since you read it; read it again.")
    if error.code in _POINTERS:
        code = error.code if error.code == "reason_required" else "field_invalid"
        return refused_fields([FieldProblem(_POINTERS[error.code], code, str(error).rstrip("."))])
    return ApiProblem(error.code if error.code in _OWN else "wrong_state", str(error))


def resolved_already(flag: Flag) -> ApiProblem:
    """For a flag that somebody has closed before."""
    last = Event.objects.filter(flag=flag).order_by("-id").only("actor_name", "at").first()
    who = f"by {last.actor_name} at {last.at:%Y-%m-%dT%H:%M:%SZ}" if last is not None else "already"
    return ApiProblem("already_resolved", f"Resolved {who}.", state=flag.state, reason=flag.reason)
