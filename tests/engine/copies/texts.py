"""Invented stories for tests of copies, and the ways in which two newsrooms print one."""

from __future__ import annotations

from typing import Any

from annotations.engine.article import Article
from annotations.engine.copies.stream import Stream, stream_of
from annotations.engine.document.build import read_document

BRITISH = (
    "The harbour office recognised on Monday that the neighbouring islands would get their ferry back, nine months "
    "after the defence ministry had taken it. About 85 per cent of the 20,000 islanders had signed a letter to the "
    "programme's organisers in the United States.\n\n"
    "The engineers, who travelled from the centre of the country, analysed every pile of the old pier in April and "
    "found that one in five had rotted through to the sea bed."
)
AMERICAN = (
    "The harbor office recognized Monday that the neighboring islands would get their ferry back, 9 months "
    "after the Defense Ministry had taken it. About 85% of the 20 000 islanders had signed a letter to the "
    "program’s organizers in the U.S.\n\n"
    "The engineers, who traveled from the center of the country, analyzed every pile of the old pier in April and "
    "found that 1 in 5 had rotted through to the sea bed."
)
RUSSIAN = (
    "Паром на острова снова пойдёт в июне 2024 года, после девяти месяцев ремонта, сообщили в управлении порта. Около "
    "85 процентов из 20 тысяч жителей подписали письмо в «Службу переправ» РФ.\n\n"
    "Старый причал признали опасным два инженера, которые осмотрели каждую сваю и нашли, что пятая часть сгнила до дна."
)
RUSSIAN_TOO = (
    "Паром на острова снова пойдет в июне 2024 г., после 9 месяцев ремонта, сообщили в управлении порта. Около "
    "85% из 20 тыс. жителей подписали письмо в \"Службу переправ\" России.\n\n"
    "Старый причал признали опасным два инженера, которые осмотрели каждую сваю и нашли, что пятая часть сгнила до дна."
)


def article(text: str, *, format: str = "text", id: str = "a", **more: Any) -> Article:
    """An article with this body."""
    return Article.model_validate({"id": id, "body": {"format": format, "value": text}} | more, strict=False)


def stream(text: str, *, format: str = "text") -> Stream:
    """Its words, as copies are compared by them."""
    return stream_of(read_document(article(text, format=format), language="en"))
