"""Which texts have a word: BM25 over everything that came in, ready after each new text."""

from array import array
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bot.encoders.wordcount import LENGTH, SATURATION, self_score, weight

Shares = NDArray[np.float32]

# Words that more than this share of all texts have are looked up only where no rarer one is known.
_COMMON = 0.2
_FEW = 1_000


class Postings:
    """Remembers for each word which texts have it and how often.

    A text has a place, counted from 0 in the order of coming; a place that was cleared scores
    nothing.
    """

    def __init__(self) -> None:
        self._places: dict[str, array[int]] = {}
        self._counts: dict[str, array[int]] = {}
        self._lengths = array("f")
        self._total_length = 0.0

    def __len__(self) -> int:
        return len(self._lengths)

    @property
    def usual_length(self) -> float:
        """How many words a text has on average."""
        return max(1.0, self._total_length / max(1, len(self._lengths)))

    def add(self, words: Iterable[str]) -> int:
        """Remember one more text, and return its place."""
        place = len(self._lengths)
        counts = Counter(words)
        for word, count in counts.items():
            self._places.setdefault(word, array("i")).append(place)
            self._counts.setdefault(word, array("B")).append(min(count, 255))
        self._lengths.append(sum(counts.values()))
        self._total_length += self._lengths[place]
        return place

    def clear(self, place: int) -> None:
        """Let a text score nothing from now on."""
        self._lengths[place] = np.inf

    def scores(self, words: Iterable[str]) -> Shares:
        """Return for each place how well it answers these words, as a share of a perfect answer."""
        counts = Counter(words)
        weights = {word: self._weight(word) for word in counts}
        found = np.zeros(len(self._lengths), np.float32)
        best = self_score(counts, weights, sum(counts.values()) / self.usual_length)
        if not best or not len(found):
            return found
        damped = self._damped()
        for word in self._telling([word for word in counts if word in self._places]):
            places = np.frombuffer(self._places[word], np.int32)
            count = np.frombuffer(self._counts[word], np.uint8).astype(np.float32)
            worth = np.float32(weights[word] * (SATURATION + 1) / best)
            found[places] += worth * count / (count + damped[places])
        return np.minimum(found, np.float32(1.0))

    def _damped(self) -> Shares:
        # A view of the array keeps it from growing, so it must end here.
        lengths = np.frombuffer(self._lengths, np.float32) / np.float32(self.usual_length)
        return np.float32(SATURATION) * (np.float32(1 - LENGTH) + np.float32(LENGTH) * lengths)

    def _telling(self, known: list[str]) -> list[str]:
        """Leave out words that nearly everybody says, unless there are no others."""
        limit = max(_FEW, _COMMON * len(self._lengths))
        return [word for word in known if len(self._places[word]) <= limit] or known

    def _weight(self, word: str) -> float:
        return float(weight(float(len(self._places.get(word, ()))), len(self._lengths)))
