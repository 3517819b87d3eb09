"""Finds by meaning first: a model picks what is near, and wording has its say in the order.

A short text is read twice, the second time with the other names of what it mentions, since nobody
trained the model on the words of a data team.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from bot.domain import lexicon, wording
from bot.domain.repeats import Caution, Encoder, Heard, Likeness
from bot.domain.vectors import packed, restored, unit
from bot.encoders.index import Index
from bot.encoders.wordcount import Wordcount

PICKED = 50
_SHARE_OF_MEANING = 0.7
# A longer text says enough by itself, and would take twice the time.
_SHORT_WORDS = 40

_spoken = lru_cache(maxsize=2_000)(wording.spoken)


class Semantic:
    """Remembers meanings; wordings are read where they lie. Not for several threads at once."""

    caution = Caution(agreed=0.65, alone=0.9)

    def __init__(self, encoder: Encoder, texts: Callable[[Sequence[int]], Sequence[str]]) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._texts = texts
        self._wordcount = Wordcount()
        self._index = Index(len(restored(encoder.encode(""))))

    def hear(self, text: str, vector: bytes = b"") -> Heard:
        """Read what a text means, unless its vector was kept."""
        heard = Heard.of(text, vector)
        return heard if vector else replace(heard, vector=self._meaning(heard))

    def add(self, number: int, heard: Heard) -> None:
        """Remember it under its number."""
        self._index.add(number, heard.vector)
        self._wordcount.add(heard.spoken)

    def forget(self, number: int) -> None:
        """Never find it again."""
        self._index.forget(number)

    def kept(self, number: int) -> bytes:
        """Return the vector of an incident."""
        vector = self._index.get(number)
        return b"" if vector is None else packed(vector)

    def find(self, heard: Heard, count: int) -> list[Likeness]:
        """Return those that mean the nearest, in the order of meaning and wording together."""
        return self._weighed(heard, self._index.find(restored(heard.vector), PICKED))[:count]

    def compare(self, heard: Heard, numbers: Sequence[int]) -> list[Likeness]:
        """Return how alike each of these is, best first."""
        return self._weighed(heard, self._index.compare(restored(heard.vector), numbers))

    def _weighed(self, heard: Heard, near: list[Likeness]) -> list[Likeness]:
        texts = self._texts([one.number for one in near])
        worded = self._wordcount.compare(heard.spoken, [_spoken(text) for text in texts])
        scores = _SHARE_OF_MEANING * np.array([one.score for one in near])
        scores += (1 - _SHARE_OF_MEANING) * worded
        weighed = [
            Likeness(one.number, float(score)) for one, score in zip(near, scores, strict=True)
        ]
        return sorted(weighed, key=lambda one: (-one.score, one.number))

    def _meaning(self, heard: Heard) -> bytes:
        is_short = heard.spoken.count(" ") < _SHORT_WORDS
        names = lexicon.other_names(heard.text) if is_short else ()
        if not names:
            return self._encoder.encode(heard.text)
        views = (heard.text, f"{heard.text}. {', '.join(names)}")
        return packed(
            unit(np.sum([restored(self._encoder.encode(view)) for view in views], axis=0))
        )
