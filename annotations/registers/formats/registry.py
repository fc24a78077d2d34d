"""The formats of registers that can be imported, the particular ones before the general."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotations.intake.text import TextError
from annotations.registers.formats.delimited import CSV, TSV
from annotations.registers.formats.gb_proscribed import GB_PROSCRIBED
from annotations.registers.formats.json_lines import JSON_LINES
from annotations.registers.formats.model import Format, Head
from annotations.registers.formats.page import HTML
from annotations.registers.formats.plain import TEXT
from annotations.registers.formats.ru_extremist import RU_EXTREMIST
from annotations.registers.formats.ru_foreign_agents import RU_FOREIGN_AGENTS
from annotations.registers.formats.ru_fsb import RU_FSB
from annotations.registers.formats.ru_rosfinmonitoring import RU_ROSFINMONITORING
from annotations.registers.formats.ru_undesirable import RU_UNDESIRABLE
from annotations.registers.formats.workbook import XLSX
from annotations.registers.formats.xml_rows import XML

_ORDER: Sequence[Format] = (
    JSON_LINES, XLSX, RU_FSB, RU_EXTREMIST, RU_FOREIGN_AGENTS, RU_UNDESIRABLE, RU_ROSFINMONITORING, GB_PROSCRIBED, HTML,
    XML, TSV, CSV, TEXT,
)
FORMATS: Mapping[str, Format] = {known.name: known for known in _ORDER}


def format_of(head: Head) -> Format:
    """The first format that a file looks like.

    Raises:
        TextError: ``unknown_format``.
    """
    found = next((known for known in _ORDER if known.looks_like(head)), None)
    if found is None:
        raise TextError("unknown_format", f"is no register that is known; say which with --format {'|'.join(FORMATS)}")
    return found
