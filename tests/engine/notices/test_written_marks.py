"""Footnotes of Markdown and of messengers, whose stars are also those of bold and italic words."""

import pytest

from tests.engine.newsroom import outcome


@pytest.mark.parametrize(
    "text",
    [
        "Школу открыл [Варкеш*](https://a.example/).\n\n*****__Организация запрещена в РФ__",
        "Школу открыл Варкеш*****.\n\n*****Организация запрещена в РФ",
        "Школу открыл Варкеш*****.\n\n__*Организация запрещена в РФ__",
        "**Варкеш* и «Северный пакт»* открыли школы**\n\n* Организации запрещены в РФ",
        "**Варкеш* **[**открыл **](https://a.example/)**школу **\n\n* — запрещён в РФ.",
        "**Варкеш* открыл школу**\n\n*Организация признана в России террористической и запрещена*",
        "Школу открыл Варкеш*.\n\n*Организация запрещена в РФ*.",
    ],
)
def test_a_mark_means_what_the_line_says(text: str) -> None:
    assert outcome(text, "varkesh", format="markdown") == "satisfied"


@pytest.mark.parametrize(
    "text",
    [
        "Школу открыл Варкеш**.\n\n* Организация запрещена в РФ",
        "Школу открыл Варкеш*.\n\n**Погода** запрещена в РФ, шутит радио.",
        "Школу открыл Варкеш*.\n\nПо данным *радио*.",
        "Школу открыл Варкеш*.\n\nДом у реки *запрещён в РФ*.",
    ],
)
def test_other_stars_define_nothing(text: str) -> None:
    assert outcome(text, "varkesh", format="markdown") == "unresolved-marker"


def test_plain_text_knows_no_bold_stars() -> None:
    assert outcome("Школу открыл Варкеш*.\n\n***** Организация запрещена в РФ", "varkesh") == "unresolved-marker"
