"""Names of sources in text: whole words, their own case, quotes aside, Russian names in any case form."""

import pytest

from annotations.engine.attribution.names import NameIndex

INDEX = NameIndex(
    [
        ("afp", "AFP"),
        ("afp", "Agence France-Presse"),
        ("tass", "ТАСС"),
        ("volna", "Волна новостей"),
        ("ria", "РИА «Новости»"),
        ("times", "Times"),
        ("harbour-times", "The Harbour Times"),
        ("other-times", "Times"),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By AFP", [("afp", "AFP")]),
        ("(AFP)—Kabul", [("afp", "AFP")]),
        ("AFP's man", [("afp", "AFP")]),
        ("afp", []),
        ("AFPX and XAFP and AFP2", []),
        ("Agence France Presse", [("afp", "Agence France Presse")]),
        ("Agence France‑Presse", [("afp", "Agence France‑Presse")]),
        ("Agence. France-Presse", []),
        ("AGENCE FRANCE-PRESSE", [("afp", "AGENCE FRANCE-PRESSE")]),
        ("/ТАСС/", [("tass", "ТАСС")]),
        ("ТАССовка", []),
        ("«Волна новостей»", [("volna", "Волна новостей")]),
        ("сообщила «Волне новостей» мэр", [("volna", "Волне новостей")]),
        ("по данным Волны\u00a0новостей", [("volna", "Волны\u00a0новостей")]),
        ("волна новостей захлестнула", []),
        ("РИА Новости", [("ria", "РИА Новости")]),
        ("РИА “Новости”", [("ria", "РИА “Новости")]),
        ("The Harbour Times wrote", [("harbour-times", "The Harbour Times")]),
        ("the Times wrote", [("other-times", "Times"), ("times", "Times")]),
        ("", []),
    ],
)
def test_names_in_a_line(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(naming.source, text[naming.start : naming.end]) for naming in INDEX.find(text)] == expected


def test_only_the_stretch_that_is_asked_about_is_read() -> None:
    text = "AFP AFP AFP"
    assert [naming.start for naming in INDEX.find(text, 3, 8)] == [4]


def test_time_grows_with_the_text_only() -> None:
    text = "The The The " * 20_000
    assert INDEX.find(text) == []
