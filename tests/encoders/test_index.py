"""Searching arrows in memory, few and many."""

import numpy as np
import pytest

from bot.domain.vectors import packed, unit
from bot.encoders.index import Index

WIDTH = 128
MANY = 400


def arrows(count: int, seed: int = 3) -> list[np.ndarray]:
    """Arrows that lie about a few centres, as requests do."""
    draw = np.random.default_rng(seed)
    centres = draw.normal(size=(20, WIDTH))
    return [
        unit((centres[at % 20] + 0.7 * draw.normal(size=WIDTH)).astype(np.float32))
        for at in range(count)
    ]


def an_index(known: list[np.ndarray], **limits: int) -> Index:
    index = Index(WIDTH, **limits)
    for number, arrow in enumerate(known):
        index.add(number, packed(arrow))
    return index


def numbers(index: Index, arrow: np.ndarray, count: int = 5) -> list[int]:
    return [one.number for one in index.find(arrow, count)]


def test_an_empty_index_finds_nothing():
    assert Index(WIDTH).find(arrows(1)[0], 5) == []


def test_few_are_searched_exactly():
    known = arrows(MANY)
    index, wanted = an_index(known), arrows(1, seed=4)[0]
    centre = index.mean.value
    by_hand = [unit(arrow - centre) @ unit(wanted - centre) for arrow in known]

    assert numbers(index, wanted) == np.argsort(by_hand)[::-1][:5].tolist()


def test_many_are_found_by_their_signs_nearly_as_well():
    known = arrows(MANY)
    few, many = an_index(known), an_index(known, exact=100, picked=100)
    wanted = arrows(40, seed=5)

    hits = [len({*numbers(few, one)} & {*numbers(many, one)}) for one in wanted]

    assert sum(hits) / len(hits) >= 4.2
    assert many.find(known[7], 1)[0].number == 7


@pytest.mark.parametrize("exact", [1_000, 50])
def test_what_is_forgotten_is_never_found_again(exact: int):
    known = arrows(100)
    index = an_index(known, exact=exact)

    index.forget(7)
    index.forget(7)

    assert len(index) == 99
    assert 7 not in numbers(index, known[7], 100)
    assert index.get(7) is None


def test_a_number_that_comes_again_has_its_new_arrow_only():
    known = arrows(10)
    index = an_index(known)

    index.add(3, packed(known[9]))

    assert len(index) == 10
    assert numbers(index, known[9], 2) == [3, 9]


@pytest.mark.parametrize("exact", [1_000, 50])
def test_some_are_compared_by_number(exact: int):
    known = arrows(100)
    index = an_index(known, exact=exact)

    near = index.compare(known[5], [1, 5, 5_000])

    assert [one.number for one in near] == [5, 1]
    assert near[0].score == pytest.approx(1.0, abs=0.01)


def test_of_equals_the_lower_number_comes_first():
    index = an_index([arrows(1)[0]] * 30)

    assert numbers(index, arrows(1)[0]) == [0, 1, 2, 3, 4]


def test_it_grows_beyond_one_block():
    draw = np.random.default_rng(6)
    index = Index(64)
    for number in range(16_390):
        index.add(number, packed(unit(draw.normal(size=64).astype(np.float32))))

    last = index.get(16_389)

    assert last is not None
    assert numbers(index, last, 1) == [16_389]
