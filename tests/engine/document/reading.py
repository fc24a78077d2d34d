"""What the tests of the document readers share: reading a value, and checking that every offset is true."""

from __future__ import annotations

from typing import Any

from annotations.engine.article import Article
from annotations.engine.document.build import read_document
from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.document.references import decode

FORMATS = ("html", "markdown", "text")


def read(value: str, body_format: str = "html", **keys: Any) -> Document:
    """The document of an article with this body."""
    article = {"id": "a", "body": {"format": body_format, "value": value}, **keys}
    return read_document(Article.model_validate(article), language="und")


def blocks(document: Document) -> list[str]:
    """The words of each block, in order."""
    return [document.text[block.start : block.end] for block in document.blocks]


def shown(document: Document) -> list[str]:
    """The words of each block that a reader sees."""
    return [
        document.text[block.start : block.end] for block in document.blocks if block.visibility is Visibility.VISIBLE
    ]


def seen(value: str, body_format: str = "html") -> str:
    """What a reader sees of a body, blocks apart by a bar."""
    return " | ".join(shown(read(value, body_format)))


def zones(document: Document) -> list[tuple[Zone, str]]:
    return [(block.zone, document.text[block.start : block.end]) for block in document.blocks]


def _stands_for(source: str, character: str) -> bool:
    if source == character or (source == "\r\n" and character == "\n"):
        return True
    if character == " " and (source.isspace() or source.strip(" \\") in {"\n", "\r\n", "\r"}):
        return True
    if source.startswith("&"):
        meaning = decode(source)[0]
        return character in meaning or (character == " " and meaning.isspace())
    if source.startswith("<"):
        return character == " " and source[1:3].lower() in {"br", "/b"}
    return source == "\\" + character


def untrue_offsets(document: Document) -> list[tuple[int, str, str]]:
    """Positions whose stretch of the value does not hold the character that the text has there; none is right."""
    starts, ends = document.source_starts.tolist(), document.source_ends.tolist()
    assert len(starts) == len(ends) == len(document.text)
    inside = [False] * len(document.text)
    wrong = []
    for block in document.blocks:
        value = document.values[block.field]
        for at in range(block.start, block.end):
            inside[at] = True
            source = value[starts[at] : ends[at]]
            if not _stands_for(source, document.text[at]):
                wrong.append((at, document.text[at], source))
    wrong += [
        (at, sign, "between blocks") for at, sign in enumerate(document.text) if not inside[at] and sign not in " \n"
    ]
    return wrong


def check(document: Document) -> None:
    """Offsets are true, and whatever has a place in the text lies in it."""
    assert untrue_offsets(document) == []
    length = len(document.text)
    ends = [block.end for block in document.blocks]
    assert all(0 <= block.start < block.end <= length for block in document.blocks)
    assert all(block.start > end for block, end in zip(document.blocks[1:], ends, strict=False))
    assert all(0 <= link.start <= link.end <= length for link in document.links)
    assert all(0 <= link.source_start <= link.source_end <= len(document.values[link.field]) for link in document.links)
    assert all(0 <= mark.start < mark.end <= length for mark in document.marks)
    assert all(0 <= image.at <= length for image in document.images)
    anchors = [block.anchor for block in document.blocks if block.visibility is Visibility.HIDDEN]
    assert all(anchor is not None and 0 <= anchor <= length for anchor in anchors)
