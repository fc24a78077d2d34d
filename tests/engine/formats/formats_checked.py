"""The ``uri`` and ``uri-reference`` formats of JSON Schema by the grammar of RFC 3986, section 3, strictly enough for
tests: allowed characters only, percent signs in escapes only, a scheme where one is asked for."""

import re

from jsonschema import FormatChecker

_CHARACTER = r"(?:[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
_REFERENCE = re.compile(rf"{_CHARACTER}*(?:#{_CHARACTER}*)?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def uri_formats() -> FormatChecker:
    """A checker that knows these two formats besides the usual ones."""
    checker = FormatChecker()

    @checker.checks("uri-reference")
    def is_reference(value: object) -> bool:
        return not isinstance(value, str) or _REFERENCE.fullmatch(value) is not None

    @checker.checks("uri")
    def is_uri(value: object) -> bool:
        return not isinstance(value, str) or (is_reference(value) and _SCHEME.match(value) is not None)

    return checker
