"""A lexicon after a small change: it finds what one that is compiled anew finds."""

from annotations.engine.lexicon.build import build_lexicon, with_changes
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.word_batch import WordBatch
from annotations.engine.words import read_words
from tests.engine.lexicon.searching import entity

OLD = [
    entity("Талибан", id="taliban"), entity("Савва Синицын", id="sinitsyn", person=True), entity("Вёрстка", id="verstka"),
]  # fmt: skip
NEW = [entity("Талибан", "Taliban", id="taliban"), OLD[1], entity("Правый сектор", id="sector")]
TEXT = "Талибан и Taliban, о Правом секторе, Вёрстке и Савве Синицыне; Tалибан."


def told(lexicon: Lexicon) -> list[tuple[int, int, str, str]]:
    hits = lexicon.scan(TEXT, read_words(TEXT))
    assert lexicon.scan_many(WordBatch([TEXT, ""])) == [hits, []]
    rows = [(hit, lexicon.rows[hit.name]) for hit in hits]
    return [(hit.start, hit.end, row.entity, row.name.value) for hit, row in rows]


def test_a_changed_lexicon_finds_what_a_new_one_finds() -> None:
    changed = with_changes(build_lexicon(OLD), [NEW[0], NEW[2]], ["verstka"])
    assert len(changed.parts) == 2
    assert told(changed) == told(build_lexicon(NEW))
    assert {entity for _, _, entity, _ in told(changed)} == {"taliban", "sinitsyn", "sector"}


def test_what_cannot_be_looked_for_is_told_of_both() -> None:
    changed = with_changes(build_lexicon([entity("the", id="a"), OLD[0]]), [entity("Z", id="b")], ["a"])
    assert [skip.entity for skip in changed.skipped] == ["b"]
