"""Problems of what was sent."""

from annotations.problems.kind import ProblemType

OF_CONTENT = (
    ProblemType(
        "unsupported_media_type", 415, "Not that media type",
        "The Content-Type of the request is not the one that this address takes.",
        "Send application/json, or what the API document names for the address.",
    ),
    ProblemType(
        "unsupported_charset", 415, "This encoding is not taken",
        "The Content-Type names an encoding of characters other than UTF-8.", "Send UTF-8.",
    ),
    ProblemType(
        "unsupported_encoding", 415, "Compressed content is not taken",
        "The request has a Content-Encoding.", "Send the body as it is.",
    ),
    ProblemType(
        "body_too_large", 413, "The body is too large",
        "The body has more bytes than the address takes.", "Send less at a time; the message names the limit.",
    ),
    ProblemType(
        "body_timeout", 408, "The body did not come in time",
        "Less was received than Content-Length says, and the time for it is over.", "Send it again.",
    ),
    ProblemType(
        "body_incomplete", 400, "The body is not whole",
        "The connection ended before all of the body was received.", "Send it again.",
    ),
    ProblemType(
        "body_empty", 400, "The body is empty", "The address needs a body, and the request has none.",
        "Send the JSON that the API document describes.",
    ),
    ProblemType(
        "json_invalid", 400, "The body is not JSON",
        "It is not JSON as RFC 8259 has it. NaN, Infinity and a byte order mark are no JSON either.",
        "Correct the place that the detail names.",
    ),
    ProblemType(
        "json_duplicate_key", 400, "A key is given twice",
        "One object of the JSON holds a key twice, so that nobody knows which counts.", "Give it once.",
    ),
    ProblemType(
        "json_too_deep", 400, "The JSON is nested too deep",
        "Objects and lists are nested over 64 levels.", "Nest less.",
    ),
    ProblemType(
        "xml_invalid", 400, "The body is not XML that is taken",
        "It is not well-formed, or it declares a document type or entities, which are never read.",
        "Send well-formed XML without DOCTYPE.",
    ),
    ProblemType(
        "encoding_invalid", 400, "The body is not UTF-8",
        "A byte of the body cannot stand where it stands in UTF-8.", "Send UTF-8.",
    ),
    ProblemType(
        "schema_invalid", 422, "Not what is expected here",
        "The body lacks something, has a key that is not known, or another type; with status 400: is no object.",
        "Each error has a pointer to its place; mend them all, up to 50 are listed.",
    ),
    ProblemType(
        "field_invalid", 422, "A value is no good",
        "A value of the body, or (with status 400) a parameter of the address, is not what it must be.",
        "The message and the pointers of errors say which and why.",
    ),
    ProblemType(
        "field_too_long", 422, "A value is too long", "A text is longer than its key allows.",
        "Correct the places listed under errors.",
    ),
    ProblemType(
        "not_acceptable", 406, "Not in that format",
        "The Accept header asks for a media type that this address does not offer.",
        "Ask for one of those that the message names.",
    ),
    ProblemType(
        "request_malformed", 400, "The request cannot be read",
        "The request breaks off, or holds something that HTTP does not allow there.", "Send it again, whole.",
    ),
    ProblemType(
        "field_read_only", 400, "That cannot be changed",
        "The body names a field that follows from what happens and is not set from outside.",
        "Leave it out.",
    ),
    ProblemType(
        "cursor_invalid", 400, "That cursor is none of ours",
        "The cursor was changed, or belongs to another list, order or filter.",
        "Follow the next address of the page before, as it is.",
    ),
)  # fmt: skip
