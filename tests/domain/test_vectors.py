"""Meaning in a few bytes."""

import numpy as np
import pytest

from bot.domain.vectors import PRIOR, RunningMean, packed, restored, unit


def test_a_packed_arrow_points_where_it_did():
    arrow = unit(np.random.default_rng(1).normal(size=384).astype(np.float32))

    kept = packed(arrow)

    assert len(kept) == 4 + 384
    assert float(arrow @ restored(kept)) == pytest.approx(1.0, abs=1e-3)


def test_an_arrow_of_no_length_survives():
    nothing = np.zeros(4, np.float32)

    assert restored(packed(unit(nothing))).tolist() == [0, 0, 0, 0]


def test_the_mean_of_a_few_stays_near_nothing():
    mean = RunningMean(2)

    mean.add(np.array([1.0, 0.0], np.float32))

    assert mean.value == pytest.approx([1 / (1 + PRIOR), 0.0])
