"""The index of known articles: what shares words with a text comes back, what many share does not."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.engine.copies.fingerprints import RUN, WINDOW, runs_of, winnowed
from annotations.engine.copies.index import CopyIndex
from annotations.engine.copies.stream import Tokens
from tests.engine.copies.texts import AMERICAN, BRITISH, RUSSIAN, article, stream


def prints(text: str) -> Tokens:
    return winnowed(runs_of(stream(text).tokens))[0]


def test_the_known_article_of_the_same_words_comes_first() -> None:
    index = CopyIndex([article(RUSSIAN), article(BRITISH), article(BRITISH.partition("\n\n")[0] + "\n\nAnd no more.")])
    found = index.candidates(prints(AMERICAN), most=5)
    assert [candidate.key for candidate in found] == [1, 2]
    assert index.article(found[0].key).body.value == BRITISH


def test_an_excerpt_is_found_in_the_whole() -> None:
    whole = "\n\n".join([RUSSIAN, *(f"Chapter {number} of it was about boats." for number in range(40)), BRITISH])
    assert [found.key for found in CopyIndex([article(whole)]).candidates(prints(AMERICAN), most=5)] == [0]


def test_what_many_articles_have_in_common_points_to_none() -> None:
    index = CopyIndex([article(f"{BRITISH}\n\nIssue {number} of the year was printed.") for number in range(80)])
    assert index.candidates(prints(BRITISH), most=5) == ()
    assert index.common(prints(BRITISH)).all()


def test_an_empty_index_knows_nothing() -> None:
    index = CopyIndex([])
    assert (len(index), index.candidates(prints(BRITISH), most=5)) == (0, ())
    assert CopyIndex([article("")]).candidates(prints(""), most=5) == ()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=30), st.lists(st.integers(0, 9), max_size=30), st.data())
def test_texts_that_share_enough_words_in_a_row_share_a_fingerprint(
    before: list[int], after: list[int], data: st.DataObject
) -> None:
    size = RUN + WINDOW - 1
    shared = data.draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    one = winnowed(runs_of(np.array([*before, *shared, *after], dtype=np.uint64)))[0]
    other = winnowed(runs_of(np.array([*after, *shared, *before], dtype=np.uint64)))[0]
    assert np.isin(one, other).any()
