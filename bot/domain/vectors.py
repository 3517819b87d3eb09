"""Meaning as an arrow: how it is kept in a few bytes, and what all of them have in common.

The only module of the domain that needs numpy as soon as it is imported; who starts fast imports it
late.
"""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Small = NDArray[np.int8]

# So many imaginary arrows of length zero keep the mean of the first few from meaning anything.
PRIOR = 50
_LARGEST = 127


def unit(vector: Vector) -> Vector:
    """Return the arrow with length 1; one without a length stays as it is."""
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


def packed(vector: Vector) -> bytes:
    """Return the arrow in a byte for each number, after four bytes that say how large they are."""
    scale = np.float32(np.abs(vector).max(initial=0.0) / _LARGEST)
    small = np.rint(vector / scale if scale else vector).astype(np.int8)
    return scale.tobytes() + small.tobytes()


def unpacked(kept: bytes) -> tuple[np.float32, Small]:
    """Return how large the numbers are, and the numbers."""
    return np.frombuffer(kept, np.float32, 1)[0], np.frombuffer(kept, np.int8, -1, 4)


def restored(kept: bytes) -> Vector:
    """Return the arrow of what `packed` gave."""
    scale, small = unpacked(kept)
    return small.astype(np.float32) * scale


@dataclass(slots=True)
class RunningMean:
    """What all arrows so far share (that they are requests, say), which tells nothing of one."""

    width: int
    count: int = 0
    total: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.total = np.zeros(self.width)

    @property
    def value(self) -> Vector:
        """The mean, drawn towards zero while there are few."""
        return (self.total / (self.count + PRIOR)).astype(np.float32)

    def add(self, vector: Vector) -> Self:
        """Take one more into the mean."""
        self.count += 1
        self.total += vector
        return self
