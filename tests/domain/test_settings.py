"""What a team may want different, and what follows from it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.incident import Role, State, Verb
from bot.domain.settings import Emoji, Members, Settings, Team, Timing
from tests.builders import (
    ADA,
    ANALYSTS,
    BO,
    ENO,
    FINN,
    LOU,
    MIRA,
    NOW,
    PAT,
    TODAY,
    ZOE,
    an_incident,
    settings,
)

ADAS = an_incident(state=State.CLAIMED, owner=ADA, requester=FINN)


@pytest.mark.parametrize(
    ("user", "roles"),
    [
        pytest.param(FINN, {Role.REQUESTER}, id="who filed it"),
        pytest.param(ADA, {Role.OWNER, Role.MEMBER}, id="who has it"),
        pytest.param(BO, {Role.MEMBER}, id="another analyst"),
        pytest.param(LOU, {Role.LEAD}, id="the lead"),
        pytest.param(PAT, {Role.PREEMPTION}, id="in Preemption"),
        pytest.param(ENO, {Role.ENGINEERING}, id="in Engineering"),
        pytest.param(MIRA, {Role.ADMIN}, id="an admin"),
        pytest.param(ZOE, {Role.OTHER}, id="anybody else"),
    ],
)
def test_everyone_has_their_roles_towards_an_incident(user, roles):
    by = settings().actor(user, ADAS)

    assert by.user_id == user
    assert by.roles == roles


def test_one_person_may_be_everything_at_once():
    everywhere = settings(
        team=Team(admins=(ADA,)),
        members=Members(rapid_response=(ADA,), leads=(ADA,), preemption=(ADA,), engineering=(ADA,)),
    )
    own = an_incident(state=State.CLAIMED, owner=ADA, requester=ADA)

    assert everywhere.actor(ADA, own).roles == set(Role) - {Role.OTHER}


def test_an_owner_who_left_the_team_owns_no_more():
    without_ada = settings(members=Members(rapid_response=(BO,), leads=(LOU,)))

    assert without_ada.actor(ADA, ADAS).roles == {Role.OTHER}


def test_nobody_owns_a_new_incident():
    new = an_incident()

    owners = [user for user in (*ANALYSTS, FINN) if Role.OWNER in settings().actor(user, new).roles]

    assert owners == []


def test_the_admins_lead_while_no_lead_is_named():
    unled = settings(members=Members(rapid_response=ANALYSTS))

    assert unled.leads == (MIRA,)
    assert unled.actor(MIRA, ADAS).roles == {Role.ADMIN, Role.LEAD}


def test_a_named_lead_takes_the_admins_place():
    assert settings().leads == (LOU,)
    assert Role.LEAD not in settings().actor(MIRA, ADAS).roles


def test_the_team_is_who_is_in_rapid_response():
    assert settings().team_members == set(ANALYSTS)


# --- emoji -------------------------------------------------------------------------------------


def test_four_emoji_mean_something_on_a_card_on_the_first_day():
    assert Settings().emoji.verbs() == {
        "eyes": Verb.CLAIM,
        "raised_hand": Verb.ASK,
        "adhesive_bandage": Verb.STOPGAP,
        "white_check_mark": Verb.ANSWER,
    }


def test_several_emoji_may_mean_the_same():
    emoji = Emoji(claim=("eyes", "fire_engine"), answer=())

    assert emoji.verbs() == {
        "eyes": Verb.CLAIM,
        "fire_engine": Verb.CLAIM,
        "raised_hand": Verb.ASK,
        "adhesive_bandage": Verb.STOPGAP,
    }


def test_the_emoji_that_files_a_message_does_nothing_to_a_card():
    assert Settings().emoji.file == ("ticket",)
    assert "ticket" not in Settings().emoji.verbs()


# --- days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        pytest.param("UTC", "2026-03-03T23:59", date(2026, 3, 3), id="UTC"),
        pytest.param("Europe/Berlin", "2026-03-03T22:59", date(2026, 3, 3), id="before midnight"),
        pytest.param("Europe/Berlin", "2026-03-03T23:00", date(2026, 3, 4), id="at midnight"),
        pytest.param("Europe/Berlin", "2026-06-03T22:00", date(2026, 6, 4), id="summer midnight"),
        pytest.param("America/New_York", "2026-03-04T04:59", date(2026, 3, 3), id="yesterday"),
        pytest.param("Europe/Berlin", "2026-03-28T23:00", date(2026, 3, 29), id="the short day"),
        pytest.param("Europe/Berlin", "2026-10-25T22:59", date(2026, 10, 25), id="the long day"),
    ],
)
def test_the_teams_day_begins_at_its_own_midnight(zone, at, day):
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert settings(team=Team(timezone=zone)).today(moment) == day


def test_settings_work_on_the_first_day():
    first_day = Settings()

    assert first_day.today(NOW) == TODAY
    assert first_day.timing == Timing(words_grace=timedelta(minutes=10), stopgap_days=30)
    assert first_day.leads == ()
    assert first_day.channels.requests is None
    assert first_day.version == 0
