"""The language of a text."""

import pytest

from annotations.engine.language.detect import detect_language
from tests.shared import shared_lines


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Переговоры с представителями движения прошли в Москве в среду и завершились без заявления.", "ru"),
        ("Meta, Facebook, Instagram, WhatsApp и Twitter упали, сообщает Downdetector.", "ru"),
        ("Талибан захватил Кабул", "ru"),
        ("The road will stay closed until Friday morning, the town hall said.", "en"),
        ("The group known as «Правый сектор» has been banned in the country since 2014.", "en"),
        ("Прем'єр-міністр України заявив, що переговори завершені і не відновляться.", "uk"),
        ("Гэта рашэнне суда ўступіла ў сілу, паведамілі ў міністэрстве.", "be"),
        ("Die Regierung hat die Gespräche mit den Vertretern der Stadt für beendet erklärt.", "de"),
        ("Le gouvernement a annoncé que les négociations sont terminées pour cette année.", "fr"),
        ("El gobierno ha anunciado que las negociaciones con los sindicatos han terminado.", "es"),
        ("Il governo ha annunciato che le trattative con i sindacati sono finite.", "it"),
        ("O governo anunciou que as negociações não vão continuar neste ano.", "pt"),
        ("Rząd ogłosił, że rozmowy z przedstawicielami miasta zostały zakończone.", "pl"),
        ("أعلنت الحكومة انتهاء المفاوضات", "ar"),
        ("政府宣布谈判已经结束", "zh"),
        ("", "und"),
        ("12 + 30 = 42", "und"),
        ("Meta", "und"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_published_articles_are_told() -> None:
    rows = [(row["language"], row["text"]) for row in shared_lines("corpus/dev.jsonl")]
    wrong = [text[:60] for language, text in rows if len(text.split()) >= 20 and detect_language(text) != language]
    assert wrong == []
