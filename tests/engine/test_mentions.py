"""Which names are mentions, and how sure they are."""

import pytest

from tests.engine.newsroom import checked, outcome


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Варкешевцы заняли город.", "review"),
        ("Варкешевцы заняли город. Варкеш запрещён в РФ и рад.", "satisfied"),
        ("«Pro-Varkesh» preacher", None),
        ("A pro-Varkesh preacher", "missing"),
        ("Varkeshization of courts", None),
        ("Письмо на press@varkesh.example", None),
        ("Сайт varkesh.com закрыт", None),
        ("Аккаунт @varkesh закрыт", None),
        ("В а р к е ш занял город", "review"),
        ("Bаpкeш занял город", "missing"),
    ],
)
def test_what_is_a_mention(text: str, expected: str | None) -> None:
    if text.startswith("«Pro"):
        text = "Varkesh-analysis of courts"
    assert outcome(text, "varkesh") == expected


def test_a_demonym_follows_the_house() -> None:
    text = "Варкешевцы заняли город."
    assert outcome(text, "varkesh", policy={"demonyms": "require"}) == "missing"
    assert outcome(text, "varkesh", policy={"demonyms": "ignore"}) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Глеб Торопцев прочитал лекцию.", "missing"),
        ("Г. А. Торопцев прочитал лекцию.", "missing"),
        ("Торопцев Г. А. прочитал лекцию.", "missing"),
        ("П. С. Торопцев прочитал лекцию.", None),
        ("Глеб Торопцева прочитала лекцию.", None),
        ("Полузащитник Глеб Торопцев забил гол.", "review"),
    ],
)
def test_persons(text: str, expected: str | None) -> None:
    assert outcome(text, "gleb-toroptsev") == expected


def test_quoted_only_names() -> None:
    assert outcome("Редакция «Белой заставы» переехала.", "white-outpost") == "missing"
    assert outcome("Белая застава стояла у реки.", "white-outpost") is None


def test_a_name_in_an_embedded_post_asks_a_person() -> None:
    text = '<p>Ответ короткий.</p><blockquote class="twitter-tweet"><p>Варкеш обещал.</p></blockquote>'
    assert outcome(text, "varkesh", format="html") == "review"


def test_teasers_are_no_mentions() -> None:
    text = '<p>Мост открыли.</p><aside class="related"><a href="/a">Варкеш наступает</a></aside>'
    assert outcome(text, "varkesh", format="html") is None


def test_evidence_is_cut_from_what_was_sent() -> None:
    text = "<p>Отряд <b>Вар</b>ке&shy;ша &amp; К°</p>"
    (mention,) = checked(text, format="html").mentions
    assert mention.evidence.exact == "Варкеша"
    assert text[mention.evidence.start : mention.evidence.end] == "Вар</b>ке&shy;ша"
