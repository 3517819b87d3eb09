"""Who sees what of an incident; of a private one, nearly nobody sees a word."""

from dataclasses import asdict
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from hypothesis import settings as examples

from bot.domain.incident import Ending, Incident, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.privacy import SOMEBODY, Seen, Viewer, seen_by, seen_in_channel, viewer
from bot.domain.settings import Members
from bot.domain.severity import Impact, Severity
from tests.builders import (
    ADA,
    BO,
    ENO,
    EVERYONE,
    FINN,
    LOU,
    MIRA,
    PAT,
    TODAY,
    ZOE,
    an_incident,
    settings,
)

MARKER = "payroll of the board"

# Ada has it, Finn filed it, Pat is named in it, Bo is in the team.
VIEWERS = {
    "requester": viewer(FINN, settings()),
    "owner": viewer(ADA, settings()),
    "named": viewer(PAT, settings()),
    "member": viewer(BO, settings()),
    "lead": viewer(LOU, settings()),
    "engineering": viewer(ENO, settings()),
    "admin": viewer(MIRA, settings()),
    "other": viewer(ZOE, settings()),
}

WHO_SEES_A_PRIVATE_ONE = [
    ("requester", "all"),
    ("owner", "all"),
    ("named", "all"),
    ("member", "that it is there"),
    ("lead", "nothing"),
    ("engineering", "nothing"),
    ("admin", "nothing"),
    ("other", "nothing"),
]


def _with_the_marker(**overrides: Any) -> Incident:
    """Return an incident of Ada's that carries the marker wherever people's words can be."""
    parts = {
        "text": f"Please check the {MARKER} by Thursday",
        "state": State.ANSWERED,
        "owner": ADA,
        "named": (PAT,),
        "severity": Severity.S2,
        "impact": Impact.HIGH,
        "needed_by": NeededBy(When.SOON, TODAY, said=f"{MARKER} by Thursday"),
        "ending": Ending(words=f"The {MARKER} is right", link=f"https://example.com/{MARKER}"),
        "link": f"https://example.com/{MARKER}/sheet",
        "source_url": f"https://example.com/{MARKER}/message",
        "question": f"Which {MARKER}?",
    }
    return an_incident(**(parts | overrides))


@pytest.mark.parametrize("who", VIEWERS)
def test_a_public_incident_is_seen_by_everyone(who):
    incident = _with_the_marker(is_private=False)

    seen = seen_by(incident, VIEWERS[who])

    assert seen
    assert seen.incident is incident
    assert not seen.is_hidden


@pytest.mark.parametrize(("who", "what"), WHO_SEES_A_PRIVATE_ONE)
def test_a_private_incident_is_seen_by_those_it_concerns(who, what):
    incident = _with_the_marker(is_private=True)

    seen = seen_by(incident, VIEWERS[who])

    match what:
        case "all":
            assert seen
            assert seen.incident is incident
            assert not seen.is_hidden
        case "that it is there":
            assert seen
            assert seen.is_hidden
            assert MARKER not in str(asdict(seen))
        case _:
            assert seen is None


def test_the_two_lists_of_viewers_are_the_same():
    assert [who for who, _ in WHO_SEES_A_PRIVATE_ONE] == list(VIEWERS)


def test_members_see_number_severity_state_and_that_it_is_private():
    incident = _with_the_marker(is_private=True)

    seen = seen_in_channel(incident)

    shown = seen.incident
    assert (shown.number, shown.severity, shown.state, shown.is_private) == (
        incident.number,
        Severity.S2,
        State.ANSWERED,
        True,
    )


def test_hiding_leaves_neither_who_asked_nor_what_for():
    seen = seen_in_channel(_with_the_marker(is_private=True))

    hidden = seen.incident
    assert hidden.requester == SOMEBODY
    assert (hidden.impact, hidden.needed_by, hidden.filed_from, hidden.named) == (
        None,
        None,
        None,
        (),
    )


def test_hiding_does_not_tell_which_other_request_it_is_the_same_as():
    duplicate = _with_the_marker(is_private=True, state=State.DUPLICATE)

    seen = seen_in_channel(duplicate)

    assert duplicate.duplicate_of
    assert (seen.incident.state, seen.incident.duplicate_of) == (State.DUPLICATE, None)


def test_an_owner_who_left_the_team_sees_a_private_one_no_more():
    adas = _with_the_marker(is_private=True)
    without_ada = settings(members=Members(rapid_response=(BO,)))

    seen = seen_by(adas, viewer(ADA, without_ada))

    assert seen is None


@pytest.mark.parametrize("user", [FINN, PAT])
def test_requester_and_named_need_not_be_in_the_team(user):
    seen = seen_by(_with_the_marker(is_private=True), Viewer(user_id=user, is_member=False))

    assert seen
    assert not seen.is_hidden


def test_hiding_does_not_touch_the_incident_itself():
    incident = _with_the_marker(is_private=True)

    seen_in_channel(incident)

    assert incident == _with_the_marker(is_private=True)


def test_a_private_incident_that_nobody_has_is_hidden_from_the_channel():
    new = an_incident(is_private=True, text=MARKER)

    seen = seen_in_channel(new)

    assert (seen.is_hidden, seen.incident.owner, seen.incident.text) == (True, None, "")


@pytest.mark.parametrize(("user", "is_member"), [(ADA, True), (FINN, False), (LOU, False)])
def test_a_viewer_is_a_member_if_the_settings_say_so(user, is_member):
    assert viewer(user, settings()) == Viewer(user_id=user, is_member=is_member)


PEOPLE = st.sampled_from(EVERYONE)


@examples(deadline=None, max_examples=150)
@given(
    who=st.builds(Viewer, user_id=PEOPLE, is_member=st.booleans()),
    incident=st.builds(
        _with_the_marker,
        is_private=st.just(True),
        requester=PEOPLE,
        owner=st.none() | PEOPLE,
        named=st.lists(PEOPLE, max_size=3).map(tuple),
        state=st.sampled_from(State),
        needed_by=st.none() | st.just(NeededBy(When.LATER, said=MARKER)),
    ),
)
def test_what_is_hidden_holds_no_word_of_it_in_any_field(who, incident):
    seen = seen_by(incident, who)

    is_owner = who.is_member and who.user_id == incident.owner
    if is_owner or who.user_id in {incident.requester, *incident.named}:
        assert seen == Seen(incident, is_hidden=False)
    elif who.is_member:
        assert seen
        assert seen.is_hidden
        assert MARKER not in str(asdict(seen))
        assert (seen.incident.number, seen.incident.state) == (incident.number, incident.state)
    else:
        assert seen is None
