"""JSON Lines: entities of our own format (CONTRACT 2) and of FollowTheMoney, told apart line by line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from annotations.intake.problems import json_problem
from annotations.intake.strict_json import JsonError, read_json
from annotations.registers.decoding import text_lines
from annotations.registers.formats.followthemoney import Edges, entity_row, is_follow_the_money
from annotations.registers.formats.model import Format, Head, Row, Source
from annotations.registers.notes import Notes


def _rows(source: Source, notes: Notes) -> Iterator[Row]:
    with closing(Edges.read(_edge_lines(source), source.stated)) as edges:
        for line, value in _values(source, notes):
            if is_follow_the_money(value):
                row = entity_row(line, value, edges, notes)
                if row is not None:
                    yield Row(line, row)
            elif isinstance(value, dict):
                yield Row(line, value)
            else:
                notes.wrong(line, [notes.say(line, "schema_invalid", "expected an object on each line")])


def _values(source: Source, notes: Notes) -> Iterator[tuple[int, Any]]:
    with closing(source.open()) as stream:
        for number, line in enumerate(text_lines(stream, source.encoding), start=1):
            if not line.strip():
                continue
            try:
                yield number, read_json(line)
            except JsonError as error:
                # An object that ends is whole, whether the line does or not.
                notes.open_end = not line.endswith("\n")
                notes.wrong(number, [json_problem(error, source.path, number)])


def _edge_lines(source: Source) -> Iterator[Any]:
    """What connects FollowTheMoney entities, wherever it stands in the file; wrong lines are met on the way back."""
    with closing(source.open()) as stream:
        for line in text_lines(stream, source.encoding):
            if not Edges.MARK.search(line):
                continue
            try:
                value = read_json(line)
            except JsonError:
                continue
            if is_follow_the_money(value):
                yield value


def _like_json(head: Head) -> bool:
    return head.ending in (".jsonl", ".ndjson", ".json") or head.text.lstrip().startswith("{")


JSON_LINES = Format("jsonl", "JSON Lines in our format, or FollowTheMoney's (OpenSanctions)", _rows, _like_json)
