"""What is known of a person, for how long it is relied on, and what follows from it."""

from zoneinfo import ZoneInfo

import pytest

from bot.domain.people import locale_of, zone_of
from tests.builders import a_person, later

BERLIN = ZoneInfo("Europe/Berlin")


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


@pytest.mark.parametrize(
    ("facts", "takes_part"),
    [
        pytest.param({}, True, id="a colleague"),
        pytest.param({"is_guest": True}, True, id="a guest"),
        pytest.param({"is_admin": True}, True, id="an admin"),
        pytest.param({"is_bot": True}, False, id="a bot"),
        pytest.param({"is_stranger": True}, False, id="a stranger"),
        pytest.param({"is_deleted": True}, False, id="somebody who left"),
        pytest.param({"is_guest": True, "is_stranger": True}, False, id="a stranger as a guest"),
    ],
)
def test_colleagues_and_guests_take_part(facts, takes_part):
    assert a_person(**facts).takes_part is takes_part


@pytest.mark.parametrize(
    ("person", "zone"),
    [
        pytest.param(a_person(timezone="America/New_York"), "America/New_York", id="known"),
        pytest.param(a_person(timezone=None), "Europe/Berlin", id="not told"),
        pytest.param(None, "Europe/Berlin", id="never read"),
        pytest.param(a_person(timezone="Mars/Olympus"), "Europe/Berlin", id="no such zone"),
        pytest.param(a_person(timezone="../etc/passwd"), "Europe/Berlin", id="no name at all"),
        pytest.param(a_person(timezone=""), "Europe/Berlin", id="empty"),
    ],
)
def test_clocks_are_read_in_ones_own_zone_where_it_is_known(person, zone):
    assert zone_of(person, BERLIN) == ZoneInfo(zone)


@pytest.mark.parametrize(
    ("person", "locale"),
    [
        (a_person(locale="de-DE"), "de-DE"),
        (a_person(locale=None), "en-GB"),
        (a_person(locale=""), "en-GB"),
        (None, "en-GB"),
    ],
)
def test_one_reads_in_ones_own_locale_where_it_is_known(person, locale):
    assert locale_of(person, "en-GB") == locale
