"""Searches arrows in memory: exactly while they are few, by their signs first when they are many.

An arrow is kept in one byte for each number. Up to 50,000 of them are also kept in full, and
compared one by one. Beyond that each has a bit for each number as well, for whether it lies above
the mean: two thousand that share most bits with what is looked for are picked and compared.

Blocks are never copied when more come in, so that memory grows in small steps.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.repeats import Likeness
from bot.domain.vectors import RunningMean, Small, Vector, unpacked

EXACT = 50_000
PICKED = 2_000
_BLOCK = 16_384
_WORD_BITS = 64
_NOBODY = -1
_FARTHEST = np.uint16(65_535)
_TINY = np.float32(1e-9)

Rows = NDArray[np.intp]
Scored = tuple[NDArray[np.int64], Vector]


class Index:
    """Remembers arrows of length 1 under their numbers. Not for several threads at once."""

    def __init__(self, width: int, exact: int = EXACT, picked: int = PICKED) -> None:
        self.width = width
        self.mean = RunningMean(width)
        self._exact = exact
        self._picked = picked
        self._blocks: list[_Block] = []
        self._count = 0
        self._highest = _NOBODY

    def __len__(self) -> int:
        return self._count

    def add(self, number: int, kept: bytes) -> None:
        """Remember an arrow as `vectors.packed` gave it; a number that is known is replaced."""
        if number <= self._highest:
            self.forget(number)
        self._highest = max(number, self._highest)
        scale, small = unpacked(kept)
        self._open_block().add(number, scale, small)
        self._count += 1
        self.mean.add(small * scale)
        if self._count > self._exact and self._blocks[0].signs is None:
            self._read_signs()

    def forget(self, number: int) -> None:
        """Never find it again; nothing happens if it is not known."""
        for block in self._blocks:
            self._count -= block.forget(number)

    def get(self, number: int) -> Vector | None:
        """Return the arrow of a number, or None."""
        for block in self._blocks:
            rows = block.rows_of([number])
            if len(rows):
                found: Vector = block.arrows(rows)[0]
                return found
        return None

    def find(self, vector: Vector, count: int) -> list[Likeness]:
        """Return the nearest as seen from the mean, best first, the lower of equals first."""
        return _ordered(
            [block.near(vector, self.mean.value, rows) for block, rows in self._picked_for(vector)],
            count,
        )

    def compare(self, vector: Vector, numbers: Sequence[int]) -> list[Likeness]:
        """Return how near each of these is that is known, best first."""
        mean = self.mean.value
        near = [block.near(vector, mean, block.rows_of(numbers)) for block in self._blocks]
        return _ordered(near, len(numbers))

    def _open_block(self) -> "_Block":
        if not self._blocks or self._blocks[-1].is_full:
            block = _Block(self.width)
            self._blocks.append(block)
            if self._blocks[0].signs is not None:
                block.read_signs(self.mean.value)
        return self._blocks[-1]

    def _read_signs(self) -> None:
        for block in self._blocks:
            block.read_signs(self.mean.value)

    def _picked_for(self, vector: Vector) -> "list[tuple[_Block, Rows]]":
        """Return the rows that are worth comparing in full: all, or those that share most signs."""
        if not self._blocks or self._blocks[0].signs is None:
            return [(block, block.rows()) for block in self._blocks]
        distances = [block.distances(vector) for block in self._blocks]
        limit = _nth_smallest(np.concatenate(distances), self._picked)
        return [
            (block, np.flatnonzero(distance <= limit))
            for block, distance in zip(self._blocks, distances, strict=True)
        ]


class _Block:
    """Some thousand arrows, in the order of coming."""

    def __init__(self, width: int) -> None:
        self._size = 0
        self._numbers = np.full(_BLOCK, _NOBODY, np.int64)
        self._small = np.empty((_BLOCK, width), np.int8)
        self._scales = np.empty(_BLOCK, np.float32)
        self._full: Vector | None = np.empty((_BLOCK, width), np.float32)
        self._words = -(-width // _WORD_BITS)
        self._centre: Vector = np.zeros(width, np.float32)
        self.signs: NDArray[np.uint64] | None = None

    @property
    def is_full(self) -> bool:
        return self._size == _BLOCK

    def add(self, number: int, scale: np.float32, small: Small) -> None:
        row = self._size
        self._numbers[row], self._scales[row], self._small[row] = number, scale, small
        if self._full is not None:
            self._full[row] = small * scale
        self._size += 1
        if self.signs is not None:
            self.signs[:, row] = self._signs_of(self.arrows(np.array([row])))[:, 0]

    def forget(self, number: int) -> int:
        rows = self.rows_of([number])
        self._numbers[rows] = _NOBODY
        return len(rows)

    def rows(self) -> Rows:
        return np.flatnonzero(self._numbers[: self._size] != _NOBODY)

    def rows_of(self, numbers: Sequence[int]) -> Rows:
        return np.flatnonzero(np.isin(self._numbers[: self._size], np.asarray(numbers, np.int64)))

    def arrows(self, rows: Rows) -> Vector:
        if self._full is not None:
            return self._full[rows]
        return np.asarray(self._small[rows] * self._scales[rows, None], np.float32)

    def near(self, vector: Vector, mean: Vector, rows: Rows) -> Scored:
        """Return the numbers in these rows, and the cosine of each as seen from the mean."""
        towards = vector - mean
        is_whole = self._full is not None and len(rows) == self._size
        arrows = (
            self._full[: self._size] if is_whole and self._full is not None else self.arrows(rows)
        )
        products = arrows @ np.stack([towards, mean], axis=1)
        # Arrows have length 1, so their distance from the mean needs no second look at them.
        lengths = np.sqrt(np.maximum(1 - 2 * products[:, 1] + mean @ mean, _TINY))
        scores = (products[:, 0] - mean @ towards) / (lengths * max(np.linalg.norm(towards), _TINY))
        return self._numbers[rows], scores.astype(np.float32)

    def read_signs(self, centre: Vector) -> None:
        """Keep from now on whether each number lies above that mean, and no arrow in full."""
        self._full, self._centre = None, centre
        self.signs = np.zeros((self._words, _BLOCK), np.uint64)
        rows = np.arange(self._size)
        self.signs[:, : self._size] = self._signs_of(self.arrows(rows))

    def distances(self, vector: Vector) -> NDArray[np.uint16]:
        """Return how many signs each row does not share; a row that was forgotten is farthest."""
        assert self.signs is not None  # noqa: S101  # asked only then
        wanted = self._signs_of(vector[None, :])
        differ = np.bitwise_count(self.signs[:, : self._size] ^ wanted)
        found = np.asarray(differ.sum(axis=0, dtype=np.uint16))
        found[self._numbers[: self._size] == _NOBODY] = _FARTHEST
        return found

    def _signs_of(self, arrows: Vector) -> NDArray[np.uint64]:
        """Return a row for each 64 numbers, with a column for each arrow."""
        bits = np.packbits(arrows > self._centre, axis=1)
        padded = np.zeros((len(arrows), self._words * 8), np.uint8)
        padded[:, : bits.shape[1]] = bits
        return np.ascontiguousarray(padded.view(np.uint64).T)


def _nth_smallest(distances: NDArray[np.uint16], count: int) -> int:
    """Return up to which distance there are at least so many, never one that means forgotten."""
    if not len(distances):
        return 0
    reached = np.cumsum(np.bincount(np.minimum(distances, _FARTHEST - 1)))
    return min(int(np.searchsorted(reached, count)), int(_FARTHEST) - 1)


def _ordered(parts: list[Scored], count: int) -> list[Likeness]:
    numbers = np.concatenate([np.empty(0, np.int64), *(part[0] for part in parts)])
    scores = np.concatenate([np.empty(0, np.float32), *(part[1] for part in parts)])
    if len(scores) > count > 0:
        limit = -np.partition(-scores, count - 1)[count - 1]
        numbers, scores = numbers[scores >= limit], scores[scores >= limit]
    order = np.lexsort((numbers, -scores))[:count]
    return [Likeness(int(numbers[at]), float(scores[at])) for at in order]
