"""In which order open incidents should be worked on."""

from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import given
from hypothesis import settings as examples

from bot.domain.ids import Number
from bot.domain.incident import OPEN, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.queue import in_order
from bot.domain.severity import Severity
from tests.builders import NOW, TODAY, an_incident, later


def _ranked(first: int, **traits):
    return an_incident(number=Number(first), **traits)


def _numbers(incidents) -> list[int]:
    return [incident.number for incident in in_order(incidents)]


def test_the_worst_comes_first_and_not_set_before_s3():
    queue = [
        _ranked(1, severity=Severity.S4),
        _ranked(2, severity=Severity.S3),
        _ranked(3, severity=None),
        _ranked(4, severity=Severity.S2),
        _ranked(5, severity=Severity.S1),
    ]

    assert _numbers(queue) == [5, 4, 3, 2, 1]


def test_of_one_severity_the_one_needed_first_comes_first_and_no_date_last():
    queue = [
        _ranked(1, needed_by=None),
        _ranked(2, needed_by=NeededBy(When.SOON, TODAY + timedelta(days=2))),
        _ranked(3, needed_by=NeededBy(When.TODAY, TODAY)),
        _ranked(4, needed_by=NeededBy(When.LATER)),
    ]

    assert _numbers(queue) == [3, 2, 1, 4]


def test_of_one_date_the_oldest_comes_first():
    queue = [
        _ranked(1, filed_at=later(minutes=2)),
        _ranked(2, filed_at=NOW),
        _ranked(3, filed_at=later(minutes=1)),
    ]

    assert _numbers(queue) == [2, 3, 1]


def test_of_one_moment_the_lower_number_comes_first():
    assert _numbers([_ranked(10), _ranked(9)]) == [9, 10]


def test_a_date_does_not_outrank_a_severity():
    queue = [
        _ranked(1, severity=Severity.S2, needed_by=NeededBy(When.TODAY, TODAY)),
        _ranked(2, severity=Severity.S1),
    ]

    assert _numbers(queue) == [2, 1]


def test_an_unset_one_without_a_date_still_comes_before_an_s3_due_today():
    queue = [
        _ranked(1, severity=Severity.S3, needed_by=NeededBy(When.TODAY, TODAY)),
        _ranked(2, severity=None),
    ]

    assert _numbers(queue) == [2, 1]


def test_what_is_parked_comes_last_and_in_its_own_order():
    queue = [
        _ranked(1, state=State.PARKED, severity=Severity.S4),
        _ranked(2, state=State.PARKED, severity=Severity.S1),
        _ranked(3, state=State.NEEDS_INFO, severity=Severity.S4),
    ]

    assert _numbers(queue) == [3, 2, 1]


def test_an_empty_queue_is_in_order():
    assert in_order([]) == []


INCIDENTS = st.lists(
    st.builds(
        _ranked,
        st.integers(1, 1_000_000),
        severity=st.none() | st.sampled_from(Severity),
        needed_by=st.none() | st.builds(NeededBy, st.sampled_from(When), st.none() | st.dates()),
        state=st.sampled_from(sorted(OPEN)),
        filed_at=st.integers(0, 100).map(lambda minutes: later(minutes=minutes)),
    ),
    max_size=8,
    unique_by=lambda incident: incident.number,
)


@examples(deadline=None, max_examples=60)
@given(incidents=INCIDENTS, shuffle=st.randoms())
def test_the_order_does_not_depend_on_how_they_come(incidents, shuffle):
    shuffled = list(incidents)
    shuffle.shuffle(shuffled)

    assert in_order(shuffled) == in_order(incidents)
    assert sorted(_numbers(shuffled)) == sorted(incident.number for incident in incidents)
