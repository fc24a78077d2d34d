"""XML that cannot harm: no document type, no entities, no address is followed, nesting has an end."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from annotations.webhooks.refusal import Refusal

MAX_DEPTH = 256
_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")


class _TooDeepError(ValueError):
    """Elements are nested over the limit."""


class _Builder(TreeBuilder):
    """Builds the tree and counts how deep it goes."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeepError
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse_xml(body: bytes) -> Element:
    """The root element.

    Raises:
        Refusal: 400 ``encoding_invalid`` or ``xml_invalid``.
    """
    declared = _ENCODING.match(body)
    if declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Refusal("encoding_invalid", "The XML declares another encoding than UTF-8.")
    try:
        body.decode()
    except UnicodeDecodeError as error:
        byte = body[error.start]
        detail = f"Byte 0x{byte:02X} at offset {error.start} is not UTF-8."
        raise Refusal("encoding_invalid", detail) from error
    parser: Any = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(body)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise Refusal("xml_invalid", "A document type and entities are not allowed.") from error
    except _TooDeepError as error:
        raise Refusal("xml_invalid", f"Nesting over {MAX_DEPTH} elements.") from error
    except ParseError as error:
        line, column = error.position
        detail = f"The body is not well-formed XML: line {line}, column {column + 1}."
        raise Refusal("xml_invalid", detail) from error
    except (ValueError, LookupError) as error:
        # What expat cannot take at all: an unknown encoding, a name that is too long.
        raise Refusal("xml_invalid", "The body is not XML that can be read.") from error
    return root
