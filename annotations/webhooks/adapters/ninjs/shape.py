"""The keys of ninjs 1.0 to 3.1 with the types of their values: what is none of them is refused."""

from __future__ import annotations

import re

from annotations.intake.problems import FieldProblem, did_you_mean
from annotations.webhooks.adapters.payload import Payload, name_of

_TEXTS = """
    uri type mimetype representationtype representationType profile firstcreated firstCreated versioncreated
    versionCreated contentcreated contentCreated embargoed embargoedUntil pubstatus pubStatus copyrightholder
    copyrightHolder copyrightnotice copyrightNotice usageterms usageTerms ednote edNote language title byline by
    headline slugline located expires
"""
_NUMBERS = "urgency charcount wordcount"
_OBJECTS = """
    altids $standard standard rightsinfo rightsInfo digitalsourcetype digitalSourceType eventDetails trustindicator
"""
_LISTS = """
    person people organisation organisations place places subject subjects event events object objects infosource
    infosources infoSources genre genres trustindicators trustIndicators descriptions bodies headlines plannedCoverage
    altIds
"""
_EITHER_LIST = "renditions associations altids trustindicator"
"""Objects in 1.x, lists of objects in 2.x and 3.x, or the reverse."""

KINDS: dict[str, tuple[type, ...]] = (
    dict.fromkeys(_TEXTS.split(), (str,))
    | dict.fromkeys(_NUMBERS.split(), (int, float))
    | dict.fromkeys(_OBJECTS.split(), (dict,))
    | dict.fromkeys(_LISTS.split(), (list,))
    | dict.fromkeys(_EITHER_LIST.split(), (dict, list))
    | {"version": (str, int)}
)
"""Key -> the types that some version gives it."""

_EXTENDED = re.compile(r"(?:description|body|headline)_[a-zA-Z0-9_]+")
"""How keys begin that 1.x lets everybody add."""


def check_shape(item: Payload) -> None:
    """Adds a problem for each key that ninjs does not have, and for each value of another type."""
    for key, value in item.value.items():
        if item.is_full:
            return
        kinds = (str,) if _EXTENDED.match(key) else KINDS.get(key)
        if kinds is None:
            item.wrong(key, "unknown key" + did_you_mean(key, list(KINDS)))
        elif isinstance(value, bool) or not isinstance(value, kinds):
            expected = " or ".join(dict.fromkeys(map(name_of, kinds)))
            item.wrong(key, f"expected {expected}, got {name_of(type(value))}")
        elif isinstance(value, list):
            _check_rows(item, key, value)


def _check_rows(item: Payload, key: str, rows: list[object]) -> None:
    for index, row in enumerate(rows):
        if item.is_full:
            return
        if not isinstance(row, dict):
            said = f"expected an object, got {name_of(type(row))}"
            item.problems.append(FieldProblem(f"{item.at(key)}/{index}", "schema_invalid", said))
