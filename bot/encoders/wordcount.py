"""How alike two texts are worded: by their words, and by the pieces of their words.

Rare words and pieces weigh more, and what is rare is counted as the texts come in. The counts are
kept for hashes in tables of a fixed size, so that a million texts need no more room than one; that
two rare words now and then share a place does no harm that could be measured.
"""

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.domain import wording

Numbers = NDArray[np.float64]
Places = NDArray[np.int32]

# BM25 with its usual constants: a second mention says less, and a long text says more anyway.
SATURATION = 1.2
LENGTH = 0.75
_SHARE_OF_PIECES = 0.5
_BUCKET_BITS = 18
_BUCKETS = 1 << _BUCKET_BITS
_TINY = 1e-9
_PIECES = (3, 4, 5)
_EDGE = " "
# An odd number with well mixed bits, from Knuth; a piece's characters are its digits.
_BASE = np.uint32(2654435761)
_SHIFT = np.uint32(32 - _BUCKET_BITS)
# A long text is compared by its beginning.
_COMPARED_CHARACTERS = 600


def self_score(counts: Counter[str], weights: dict[str, float], length: float) -> float:
    """Return what a text would score against itself; 0 if none of its words weighs anything."""
    return sum(
        weights[word] * count * (SATURATION + 1) / (count + saturated(length))
        for word, count in counts.items()
    )


def saturated(length: float) -> float:
    """Return what a word's count is damped by, in a text that is `length` times the usual one."""
    return SATURATION * (1 - LENGTH + LENGTH * length)


def weight(count: float | Numbers, total: int) -> Numbers:
    """Return how much a word tells that so many of all texts have."""
    return np.asarray(np.log1p((total - count + 0.5) / (count + 0.5)))


class Wordcount:
    """What was said so far and how often, and how alike two wordings are by it."""

    def __init__(self) -> None:
        self._total = 0
        self._length = 0
        self._words = np.zeros(_BUCKETS, np.int32)
        self._pieces = np.zeros(_BUCKETS, np.int32)

    @property
    def usual_length(self) -> float:
        """How many words a text has on average."""
        return max(1.0, self._length / max(1, self._total))

    def add(self, spoken: str) -> None:
        """Count what one more text says."""
        words = wording.words(spoken)
        self._total += 1
        self._length += len(words)
        self._words[list({_bucket(word) for word in words})] += 1
        self._pieces[np.unique(_hashed(spoken))] += 1

    def compare(self, spoken: str, others: Sequence[str]) -> Numbers:
        """Return for each of the others, from 0 to 1, how alike it is worded."""
        if not spoken or not others:
            return np.zeros(len(others))
        by_words = np.array(self.by_words(spoken, others))
        return _SHARE_OF_PIECES * self.by_pieces(spoken, others) + (1 - _SHARE_OF_PIECES) * by_words

    def by_words(self, spoken: str, others: Sequence[str]) -> list[float]:
        """Return BM25 of each, as a share of what the text would score against itself."""
        counts = Counter(wording.words(spoken))
        weights = {word: self._weight(word) for word in counts}
        best = self_score(counts, weights, sum(counts.values()) / self.usual_length)
        return [min(1.0, self._score(weights, other) / best) if best else 0.0 for other in others]

    def _score(self, weights: dict[str, float], other: str) -> float:
        words = wording.words(other)
        common = Counter(word for word in words if word in weights)
        damped = saturated(len(words) / self.usual_length)
        return sum(
            weights[word] * count * (SATURATION + 1) / (count + damped)
            for word, count in common.items()
        )

    def _weight(self, word: str) -> float:
        return float(weight(float(self._words[_bucket(word)]), self._total))

    def by_pieces(self, spoken: str, others: Sequence[str]) -> Numbers:
        """Return the cosine over pieces of three to five characters, by how much a piece tells.

        1. Write all texts one after the other, and count which hashed pieces each has how often.
        2. A piece counts by the logarithm of how often it is there, times how much it tells.
        """
        pieces, _, counts = _counted(spoken)
        ours = counts * self._tells(pieces)
        places, owner, counts = _counted(*others)
        theirs = counts * self._tells(places)
        wanted = np.zeros(_BUCKETS)
        wanted[pieces] = ours
        shared = np.bincount(owner, theirs * wanted[places], len(others))
        alone = np.bincount(owner, theirs**2, len(others))
        return np.asarray(shared / np.sqrt(alone * (ours**2).sum() + _TINY))

    def _tells(self, pieces: Places) -> Numbers:
        """Return how much each piece tells, the more the fewer texts have it."""
        return np.asarray(np.log((1 + self._total) / (1 + self._pieces[pieces])) + 1)


def _bucket(word: str) -> int:
    return crc32(word.encode()) % _BUCKETS


def _counted(*texts: str) -> tuple[Places, Places, Numbers]:
    """Return each piece of each text once, whose it is, and the logarithm of how often."""
    keys = np.sort(_hashed(*texts))
    is_first = np.ones(len(keys), bool)
    is_first[1:] = keys[1:] != keys[:-1]
    first = np.flatnonzero(is_first)
    counts = np.diff(first, append=len(keys))
    kept = keys[first]
    return kept & (_BUCKETS - 1), kept >> _BUCKET_BITS, 1 + np.log(counts)


def _hashed(*texts: str) -> Places:
    """Return for each piece of a word in all the texts its bucket, and above it whose it is.

    A piece is hashed from the one before that is a character shorter; none crosses a space.
    """
    edged = [f"{_EDGE}{text[:_COMPARED_CHARACTERS]}{_EDGE}" for text in texts]
    letters = np.frombuffer("".join(edged).encode("utf-32-le"), np.uint32)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) for text in edged])
    is_inside = letters != ord(_EDGE)
    code, is_whole, found = letters * _BASE, np.ones(len(letters), bool), [np.zeros(0, np.int32)]
    for length in range(2, _PIECES[-1] + 1):
        last = len(letters) - length + 1
        if last <= 0:
            break
        code = (code[:last] + letters[length - 1 :]) * _BASE
        if length >= _PIECES[0]:
            is_whole = is_whole[:last] & is_inside[length - 2 : length - 2 + last]
            places = (code[is_whole] >> _SHIFT).astype(np.int32)
            found.append(places | owner[:last][is_whole] << _BUCKET_BITS)
    return np.concatenate(found)
