"""What is known of a person, and for how long it is relied on."""

import pytest

from tests.builders import a_person, later


@pytest.mark.parametrize(
    ("hours", "is_stale"),
    [
        pytest.param(0, False, id="just read"),
        pytest.param(24, False, id="a day old"),
        pytest.param(24.01, True, id="older than a day"),
    ],
)
def test_a_profile_is_read_again_after_a_day(hours, is_stale):
    assert a_person().is_stale(later(hours=hours)) == is_stale
