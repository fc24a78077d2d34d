"""Problems of who asks, and of whether anybody is there to answer."""

from annotations.problems.kind import ProblemType

OF_ACCESS = (
    ProblemType(
        "callback_refused", 422, "This address is not called",
        "The callback's address is not one of the public internet, hides where it leads, or holds credentials.",
        "Give an https address that everybody can reach, without user and password. Addresses inside your own network "
        "are for the operator to allow, with CALLBACK_ALLOWED_HOSTS.",
    ),
    ProblemType(
        "not_found", 404, "There is nothing here",
        "The address does not exist, or what it names belongs to a channel that you do not work on.",
        "Check the address and the token's channel.",
    ),
    ProblemType(
        "method_not_allowed", 405, "This address does not take that method",
        "The address exists and does not answer to the method of the request.",
        "Use one of the methods in the Allow header.",
    ),
    ProblemType(
        "rate_limited", 429, "Too many requests",
        "More requests have come than the limit allows.", "Wait as long as the Retry-After header says.",
    ),
    ProblemType(
        "unavailable", 503, "Not available just now",
        "Something that is needed to keep the request, most often the database, cannot be reached. Nothing was stored.",
        "Send it again after the time in the Retry-After header.",
    ),
    ProblemType(
        "signature_missing", 401, "The request is not signed",
        "The header that bears the signature, or one that is signed with it, is not there.",
        "Sign the raw body with the channel's secret, in the header that the detail names.",
    ),
    ProblemType(
        "signature_invalid", 401, "The signature does not match",
        "No live secret of the channel makes this signature over this body. Most often the body was written anew after "
        "it was signed, or the secret is another channel's or has been revoked.",
        "Sign the bytes that are sent, with a secret of this channel that is live.",
    ),
    ProblemType(
        "timestamp_invalid", 401, "The signed time cannot be read",
        "The time that is signed with the body is no whole number.", "Send whole seconds, or milliseconds, since 1970.",
    ),
    ProblemType(
        "timestamp_out_of_range", 401, "The signed time is too far from ours",
        "The request was signed more than 300 seconds ago, or ahead of our time: it may be an old one sent again.",
        "Set the sender's clock; sign each attempt anew. The Date header of the answer says what time it is here.",
    ),
    ProblemType(
        "webhook_id_invalid", 400, "The id of the request cannot be used",
        "webhook-id is longer than 200 characters, or holds a dot, a space or what is not ASCII.",
        "Use letters, digits, hyphens and underscores.",
    ),
    ProblemType(
        "not_authenticated", 401, "Who are you?",
        "The request has no token, and nobody is logged in.",
        "Send the header Authorization: Bearer with a token of the channel, or log in.",
    ),
    ProblemType(
        "token_invalid", 401, "The token is not good",
        "It is not known, was revoked, or has expired; or its channel is switched off. Which of these is not said.",
        "Have a new token made: manage.py annotations tokens add.",
    ),
    ProblemType(
        "permission_denied", 403, "You may not do that",
        "The token lacks a scope, or the person lacks a permission; the message names it.",
        "Ask for it, or use a token that has the scope.",
    ),
    ProblemType(
        "person_required", 403, "Only a person decides that",
        "A token that stands for no person was used for a decision, and decisions are taken by people.",
        "Make a token that decides as a person: manage.py annotations tokens add --as USERNAME.",
    ),
    ProblemType(
        "csrf_failed", 403, "The CSRF token is missing or wrong",
        "A person who is logged in sent a change without the CSRF token, or from another site.",
        "Send the header X-CSRFToken with the value of the csrftoken cookie; machines use a token instead.",
    ),
    ProblemType(
        "internal_error", 500, "A fault of ours",
        "Something happened that nobody foresaw. What the request asked for was not done.",
        "Tell the operator the request_id, by which it is found in the log; send it again later.",
    ),
)  # fmt: skip
