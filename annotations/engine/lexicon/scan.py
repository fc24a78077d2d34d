"""The lexicon: names compiled to tables, and the scan that finds them in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from annotations.engine.imitation import shape
from annotations.engine.language.ru.endings import latin_stem
from annotations.engine.lexicon.model import Hit, NameRow, Skipped
from annotations.engine.lexicon.spelling import Spelling
from annotations.engine.lexicon.tables import Candidate, FormTable, NameTable, candidates
from annotations.engine.words import HAS_DIGIT, HAS_LETTER, IMITATES, MIXED_SCRIPT, Words, fold, hash_folded

_NONE: Mapping[int, str] = {}
_ODD = np.array(
    [bool(flags & (MIXED_SCRIPT | IMITATES) or (flags & HAS_DIGIT and flags & HAS_LETTER)) for flags in range(256)]
)
"""By the flags of a word: whether it may imitate another."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All names of some entities, ready to be looked for. Built by ``build.build_lexicon``."""

    rows: tuple[NameRow, ...]
    """One for every way to write a name, in order of entity and name."""
    skipped: tuple[Skipped, ...]
    spellings: tuple[Spelling, ...]
    """What each row asks of capitals, signs and initials."""
    rows_of: tuple[tuple[int, ...], ...]
    """The rows of each sequence of slots in ``names``."""
    forms: FormTable
    names: NameTable

    def scan(self, text: str, words: Words) -> list[Hit]:
        """Every place of ``text`` where a name stands, overlapping ones too, in order of position, entity and name.

        ``words`` are ``read_words(text)``. A word that mixes scripts is tried as it stands and as what it imitates.
        """
        found = self._confirm(text, words, candidates(self.forms, self.names, words.hashes, words.gaps), 0, _NONE)
        return self._sorted([*found, *self._imitated(text, words)])

    def scan_many(self, texts: Sequence[tuple[str, Words]]) -> list[list[Hit]]:
        """``scan`` of each text with its words; faster for many short texts, same hits."""
        if not texts:
            return []
        hashes = np.concatenate([words.hashes for _, words in texts])
        gaps = np.concatenate([words.gaps for _, words in texts])
        ends = np.cumsum([len(words) for _, words in texts])
        together = candidates(self.forms, self.names, hashes, gaps)
        results: list[list[Hit]] = []
        start = 0
        for (text, words), end in zip(texts, ends.tolist(), strict=True):
            own = [_between(found, start, end) for found in together]
            hits = self._confirm(text, words, own, start, _NONE)
            results.append(self._sorted([*hits, *self._imitated(text, words)]))
            start = end
        return results

    def _sorted(self, hits: Iterable[Hit]) -> list[Hit]:
        return sorted(set(hits), key=lambda hit: (hit.first_word, hit.last_word, hit.name))

    def _imitated(self, text: str, words: Words) -> list[Hit]:
        """Hits on words with look-alikes from another script, or with digits for letters."""
        imitated = self._words_imitated(text, words)
        hits: list[Hit] = []
        for variant in range(max(map(len, imitated.values()), default=0)):
            read = {at: forms[min(variant, len(forms) - 1)] for at, forms in imitated.items()}
            hashes = words.hashes.copy()
            hashes[list(read)] = hash_folded(list(read.values()))
            found = candidates(self.forms, self.names, hashes, words.gaps)
            hits.extend(self._confirm(text, words, found, 0, read))
        return hits

    def _words_imitated(self, text: str, words: Words) -> dict[int, list[str]]:
        """For odd words the forms of names that they look like; Latin words with a Russian ending lose it."""
        odd = _ODD.take(words.flags).nonzero()[0].tolist()
        if not odd:
            return {}
        surfaces = [text[words.starts[at] : words.ends[at]] for at in odd]
        imitated = self.forms.imitated([shape(surface) for surface in surfaces])
        stems = ([latin_stem(fold(surface))] for surface in surfaces)
        found = {at: forms or stem for at, forms, stem in zip(odd, imitated, stems, strict=True)}
        return {at: forms for at, forms in found.items() if forms != [""]}

    def _confirm(
        self, text: str, words: Words, found: Iterable[Candidate], offset: int, read: Mapping[int, str]
    ) -> list[Hit]:
        """The candidates whose very words are forms of the name; ``read``: words that stand for others."""
        hits: list[Hit] = []
        confirmed: dict[tuple[int, tuple[str, ...]], list[int]] = {}
        for candidate in found:
            for first, place in zip((candidate.first - offset).tolist(), candidate.place.tolist(), strict=True):
                last = first + candidate.length - 1
                inside = range(first, last + 1)
                said = tuple(read.get(at) or fold(text[words.starts[at] : words.ends[at]]) for at in inside)
                if (place, said) not in confirmed:
                    confirmed[place, said] = self._entries(place, said)
                for entry in confirmed[place, said]:
                    hits.extend(self._hits(text, words, first, last, entry))
        return hits

    def _entries(self, place: int, said: tuple[str, ...]) -> list[int]:
        """The names at ``place`` of the table, and at equal keys after it, of which ``said`` are forms that agree."""
        key, entries = self.names.keys[place], []
        while place < len(self.names.keys) and self.names.keys[place] == key:
            if self.forms.agree(said, self.names.sequence(place)):
                entries.append(int(self.names.entries[place]))
            place += 1
        return entries

    def _hits(self, text: str, words: Words, first: int, last: int, entry: int) -> Iterable[Hit]:
        start, end = int(words.starts[first]), int(words.ends[last])
        for row in self.rows_of[entry]:
            spelling = self.spellings[row]
            if spelling.fits(text, words, first, last):
                yield Hit(row, first, last, start, end + spelling.ends_with_initial)


def _between(found: Candidate, start: int, end: int) -> Candidate:
    """The candidates whose first word is in ``[start, end)``; first words ascend."""
    first, last = np.searchsorted(found.first, [start, end])
    return Candidate(found.first[first:last], found.length, found.place[first:last])
