"""A parenthesis after a description of who somebody is."""

import pytest

from tests.engine.newsroom import outcome

OF_THE_NAME = [
    ("Варкеш, крупнейшая группировка северного края (запрещена в РФ), открыл школу.", "varkesh"),
    ("Варкеш, северное крыло движения Юрия Шефлера (признано террористическим, его деятельность в РФ запрещена), растёт.",
     "varkesh"),
    ("Глеб Торопцев, известный писатель из Омска (признан в РФ иноагентом), уехал.", "gleb-toroptsev"),
    ("Писатель Глеб Торопцев, автор трёх романов и блогер (иноагент), уехал.", "gleb-toroptsev"),
]  # fmt: skip
OF_ANOTHER = [
    ("Варкеш, союзник группировки «Рассвет» (запрещена в РФ), открыл школу.", "varkesh"),
    ("Варкеш, союзник партии Рассвет (запрещена в РФ), открыл школу.", "varkesh"),
    ("Варкеш, поддержавший группировку (запрещена в РФ), открыл школу.", "varkesh"),
    ("Варкеш, которому помогает группировка (запрещена в РФ), открыл школу.", "varkesh"),
    ("Союзник Варкеша, сирийская партия (запрещена в РФ), открыл школу.", "varkesh"),
    ("Глеб Торопцев, сын писателя Юрия Петрова (признан в РФ иноагентом), уехал.", "gleb-toroptsev"),
    ("Друг Глеба Торопцева, известный писатель из Омска (признан в РФ иноагентом), уехал.", "gleb-toroptsev"),
]


@pytest.mark.parametrize(("text", "subject"), OF_THE_NAME)
def test_it_is_about_the_name_that_is_described(text: str, subject: str) -> None:
    assert outcome(text, subject) == "satisfied"


@pytest.mark.parametrize(("text", "subject"), OF_ANOTHER)
def test_somebody_else_in_the_description_owns_it(text: str, subject: str) -> None:
    assert outcome(text, subject) == "missing"


def test_in_english() -> None:
    text = "Gleb Toroptsev, a writer from Omsk (listed as a foreign agent in Russia), left."
    assert outcome(text, "gleb-toroptsev", language="en") == "satisfied"
