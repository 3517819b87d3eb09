"""Finds by wording alone: BM25 picks what is worth a closer look, pieces of words put it in order.

It needs no model, reads any language that is written in characters, and is what is used while a
model is not there, not yet loaded, or does not load. Synonyms of the trade are read from a table.
"""

from collections.abc import Sequence

import numpy as np

from bot.domain import lexicon, wording
from bot.domain.repeats import Caution, Heard, Likeness
from bot.encoders.postings import Postings, Shares
from bot.encoders.wordcount import Wordcount

PICKED = 200
_SHARE_OF_PIECES = 0.5


class Lexical:
    """Remembers wordings. Not for several threads at once."""

    name = "lexical"
    caution = Caution(agreed=0.65, alone=0.9)

    def __init__(self) -> None:
        self._postings = Postings()
        self._wordcount = Wordcount()
        self._numbers: list[int] = []
        self._places: dict[int, int] = {}
        self._said: list[str] = []

    def hear(self, text: str, vector: bytes = b"") -> Heard:
        """Make a text ready for comparing; wording keeps no vector."""
        return Heard.of(text)

    def add(self, number: int, heard: Heard) -> None:
        """Remember it under its number."""
        self.forget(number)
        said = _with_other_names(heard.spoken)
        self._places[number] = self._postings.add(wording.words(said))
        self._numbers.append(number)
        self._said.append(said)
        self._wordcount.add(said)

    def forget(self, number: int) -> None:
        """Never find it again."""
        place = self._places.pop(number, None)
        if place is not None:
            self._postings.clear(place)
            self._said[place] = ""

    def kept(self, number: int) -> bytes:
        """Return nothing: wording keeps no vector."""
        return b""

    def find(self, heard: Heard, count: int) -> list[Likeness]:
        """Return those that are worded most alike, best first."""
        said = _with_other_names(heard.spoken)
        by_words = self._postings.scores(wording.words(said))
        places = _best(by_words, PICKED)
        return self._ordered(said, places, by_words)[:count]

    def compare(self, heard: Heard, numbers: Sequence[int]) -> list[Likeness]:
        """Return how alike each of these is worded, best first."""
        said = _with_other_names(heard.spoken)
        known = [number for number in numbers if number in self._places]
        others = [self._said[self._places[number]] for number in known]
        scores = self._wordcount.compare(said, others)
        found = [Likeness(one, float(score)) for one, score in zip(known, scores, strict=True)]
        return sorted(found, key=lambda one: (-one.score, one.number))

    def _ordered(self, said: str, places: list[int], by_words: Shares) -> list[Likeness]:
        by_pieces = self._wordcount.by_pieces(said, [self._said[place] for place in places])
        scores = _SHARE_OF_PIECES * by_pieces + (1 - _SHARE_OF_PIECES) * by_words[places]
        found = zip(places, scores, strict=True)
        ordered = sorted(found, key=lambda one: (-one[1], one[0]))
        return [Likeness(self._numbers[place], float(score)) for place, score in ordered]


def _with_other_names(spoken: str) -> str:
    return " ".join((spoken, *lexicon.other_names(spoken))).casefold() if spoken else ""


def _best(scores: Shares, count: int) -> list[int]:
    """Return the places with the best scores above nothing, in no order."""
    known = np.flatnonzero(scores > 0)
    if len(known) <= count:
        return [int(place) for place in known]
    return [int(place) for place in known[np.argpartition(-scores[known], count)[:count]]]
