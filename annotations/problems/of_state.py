"""Problems of what it was sent for: articles, flags and registers as they stand."""

from annotations.problems.kind import ProblemType

OF_STATE = (
    ProblemType(
        "idempotency_conflict", 409, "The id was used for something else",
        "Another body was accepted under this id of a request.", "Give each message an id of its own.",
    ),
    ProblemType(
        "revision_conflict", 409, "The revision exists with another text",
        "Another text is stored under this number of a revision.", "Send the text under the next number.",
    ),
    ProblemType(
        "precondition_required", 428, "Say what you have seen",
        "The change depends on what you have seen of the flag or article, and the request has no If-Match header.",
        "Read it and send its ETag as If-Match.",
    ),
    ProblemType(
        "precondition_failed", 412, "It has changed since",
        "The flag or article has changed since the version that If-Match names.",
        "Read it again, look at it again, and decide again.",
    ),
    ProblemType(
        "text_changed", 412, "The text has changed since",
        "The text is not the one any more that the fix was made for.", "Have it checked again first.",
    ),
    ProblemType(
        "wrong_state", 409, "Not in this state",
        "The flag, waiver or snapshot is in a state from which this step does not lead on.",
        "Read it again; the message says where it is.",
    ),
    ProblemType(
        "already_resolved", 409, "It is decided already",
        "Somebody has closed the flag before you; the message says who and when.",
        "Read the flag; reopen it, with a reason, if the decision is wrong.",
    ),
    ProblemType(
        "over_budget", 503, "The check took too long",
        "The text could not be checked in the time that somebody waits. It is not known to be clean.",
        "Send it to /articles, where it is checked in the background.",
    ),
    ProblemType(
        "engine_failed", 503, "The check failed",
        "The text could not be checked. It is not known to be clean.",
        "Send it to /articles, where it is listed as unchecked and tried again; tell the operator.",
    ),
    ProblemType(
        "register_refused", 422, "The register is refused",
        "Lines of the file are wrong. It is taken whole or not at all; what was live is live.",
        "Mend the lines that are named, up to 50 of them, and send it again.",
    ),
    ProblemType(
        "register_shrunk", 409, "The register would shrink",
        "The file has so many entities fewer than the register that something is probably wrong with it.",
        "If it is right, send allow_shrink with the per cent that the message names.",
    ),
    ProblemType(
        "locked", 409, "A register is being taken in",
        "Registers are changed one at a time, and another change is at work.",
        "Send it again after the time in the Retry-After header.",
    ),
    ProblemType(
        "reason_required", 422, "Say why",
        "A decision was sent without the reason that it needs.", "Send a reason; the message says which there are.",
    ),
    ProblemType(
        "second_person", 403, "A second person must approve",
        "Who asked for a waiver of an error, or brought a snapshot that takes entries out, cannot approve it.",
        "Have somebody else with the permission approve it.",
    ),
    ProblemType(
        "claimed", 409, "Somebody has claimed it",
        "The flag is claimed by somebody else, and claims last half an hour.", "Ask them, or assign the flag.",
    ),
    ProblemType(
        "waiver_exists", 409, "There is a waiver already",
        "The flag has a waiver that is active or waits for approval.", "Approve or revoke that one.",
    ),
    ProblemType(
        "fix_not_applicable", 409, "The fix cannot be applied here",
        "The text is kept by a publishing system that this desk does not write to, or does not take the fix.",
        "Make the edits of the fix there; the flag closes when the changed text is checked.",
    ),
)  # fmt: skip
