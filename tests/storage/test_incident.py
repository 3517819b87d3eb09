"""Incidents come back from both databases as they went in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples

from bot.domain.ids import ChannelId, Front, FrontId, Number, UserId, WorkspaceId
from bot.domain.incident import OPEN, Ending, Incident, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.severity import Impact, Severity
from storage.database import Database
from tests.builders import ADA, BO, FINN, FRONT, IN_A_WEEK, TODAY, ZOE, an_incident
from tests.fakes import a_front

# PostgreSQL keeps no NUL in a text, and nothing encodes half a surrogate pair.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
IDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=12)
USERS = st.builds(UserId, IDS)
NUMBERS = st.builds(Number, st.integers(min_value=1, max_value=2**31 - 1))
MOMENTS = st.datetimes(
    min_value=datetime(2001, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone itself
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.builds(timezone, st.timedeltas(timedelta(hours=-12), timedelta(hours=14))),
)
NEEDED = st.builds(
    NeededBy,
    when=st.sampled_from(When),
    day=st.none() | st.dates(),
    at=st.none() | st.times(),
    said=st.none() | TEXTS,
)
INCIDENTS = st.builds(
    Incident,
    front=st.builds(a_front),
    number=NUMBERS,
    text=TEXTS,
    requester=USERS,
    filed_at=MOMENTS,
    source_key=TEXTS.filter(lambda key: len(key) <= 255),
    filed_from=st.none() | st.builds(ChannelId, IDS),
    link=st.none() | TEXTS,
    source_url=st.none() | TEXTS,
    question=st.none() | TEXTS,
    impact=st.none() | st.sampled_from(Impact),
    needed_by=st.none() | NEEDED,
    severity=st.none() | st.sampled_from(Severity),
    severity_is_set_by_hand=st.booleans(),
    state=st.sampled_from(State),
    owner=st.none() | USERS,
    claimed_at=st.none() | MOMENTS,
    ended_at=st.none() | MOMENTS,
    changed_at=MOMENTS,
    stopgap_until=st.none() | st.dates(),
    parked_until=st.none() | st.dates(),
    ending=st.none()
    | st.builds(Ending, words=TEXTS, link=st.none() | TEXTS, as_of=st.none() | st.dates()),
    confirmed_at=st.none() | MOMENTS,
    duplicate_of=st.none() | NUMBERS,
    is_private=st.booleans(),
    named=st.lists(USERS, max_size=3).map(tuple),
    version=st.integers(min_value=1, max_value=2**31 - 1),
)

on_one_database = examples(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@on_one_database
@given(incident=INCIDENTS)
def test_an_added_incident_comes_back_as_it_was(db: Database, incident: Incident):
    with db.begin() as tx:
        was_added = tx.incidents.add(incident)

    with db.read() as tx:
        found = tx.incidents.find(incident.front, incident.number)

    assert was_added
    assert found == incident


@on_one_database
@given(first=INCIDENTS, then=INCIDENTS)
def test_every_field_of_a_saved_incident_is_the_new_one(
    db: Database, first: Incident, then: Incident
):
    then = replace(then, front=first.front, number=first.number)

    with db.begin() as tx:
        tx.incidents.add(first)
        tx.incidents.save(then)

    with db.read() as tx:
        assert tx.incidents.find(first.front, first.number) == then


@pytest.mark.parametrize(
    "text", ["<!channel> & *bold* 🔥", "שלום \u202e abc", "x" * 40_000, "", "\n"]
)
def test_a_text_is_kept_to_the_letter(db: Database, text: str):
    with db.begin() as tx:
        tx.incidents.add(an_incident(text=text))

    with db.read() as tx:
        found = tx.incidents.find(FRONT, Number(42))

    assert found
    assert found.text == text


def test_moments_come_back_in_utc(db: Database):
    in_tokyo = datetime(2026, 3, 3, 18, 30, tzinfo=timezone(timedelta(hours=9)))

    with db.begin() as tx:
        tx.incidents.add(an_incident(filed_at=in_tokyo))

    with db.read() as tx:
        found = tx.incidents.find(FRONT, Number(42))
    assert found
    assert found.filed_at.isoformat() == "2026-03-03T09:30:00+00:00"
    assert found.filed_at.tzinfo is UTC


def test_one_delivery_files_one_incident(db: Database):
    first = an_incident(number=Number(1), source_key="command:7", text="first")
    again = an_incident(number=Number(2), source_key="command:7", text="again")

    with db.begin() as tx:
        were_added = [tx.incidents.add(first), tx.incidents.add(again)]

    with db.read() as tx:
        assert were_added == [True, False]
        assert tx.incidents.filed_by_delivery(FRONT, "command:7") == first
        assert tx.incidents.find(FRONT, Number(2)) is None
        assert tx.incidents.filed_by_delivery(FRONT, "command:8") is None


def test_fronts_do_not_see_each_other(db: Database):
    here = an_incident(text="here")
    elsewhere = Front(WorkspaceId("T0OTHER"))
    upstairs = Front(FRONT.workspace_id, FrontId("upstairs"))

    with db.begin() as tx:
        added = [
            tx.incidents.add(replace(here, front=front, text=str(front)))
            for front in (elsewhere, upstairs)
        ]
        added.append(tx.incidents.add(here))
        tx.incidents.save(replace(here, text="changed"))

    with db.read() as tx:
        assert added == [True, True, True]
        for front in (elsewhere, upstairs):
            assert [one.text for one in tx.incidents.open_ones(front)] == [str(front)]
        assert [one.text for one in tx.incidents.open_ones(FRONT)] == ["changed"]


def test_open_ones_are_those_in_an_open_state_oldest_first(db: Database):
    with db.begin() as tx:
        for number, state in reversed(list(enumerate(State, start=1))):
            tx.incidents.add(
                an_incident(number=Number(number), state=state, source_key=f"command:{number}")
            )

    with db.read() as tx:
        found = tx.incidents.open_ones(FRONT)
        assert [one.state for one in found] == [
            State.NEW,
            State.CLAIMED,
            State.NEEDS_INFO,
            State.PARKED,
        ]
        assert tx.incidents.count_open(FRONT) == len(OPEN)


def test_a_persons_incidents_are_those_they_filed_or_have_in_hand(db: Database):
    incidents = [
        an_incident(number=Number(1), source_key="1", state=State.ANSWERED, requester=FINN),
        an_incident(number=Number(2), source_key="2", state=State.CLAIMED, requester=ZOE),
        an_incident(number=Number(3), source_key="3", state=State.ANSWERED, requester=ZOE),
        an_incident(number=Number(4), source_key="4", state=State.CLAIMED, owner=BO),
        an_incident(number=Number(5), source_key="5", requester=ADA),
    ]

    with db.begin() as tx:
        for incident in incidents:
            tx.incidents.add(incident)

    with db.read() as tx:
        numbers = [one.number for one in tx.incidents.of_person(FRONT, ADA, limit=10)]
        assert numbers == [5, 2]
        assert [one.number for one in tx.incidents.of_person(FRONT, FINN, limit=1)] == [4]


def test_what_somebody_has_is_what_is_open_and_theirs_oldest_first(db: Database):
    with db.begin() as tx:
        for number, state in reversed(list(enumerate(State, start=1))):
            for owner, plus in ((ADA, 0), (BO, 100)):
                key = f"command:{number + plus}"
                adas_or_bos = an_incident(
                    number=Number(number + plus),
                    state=state,
                    owner=None if state is State.NEW else owner,
                    source_key=key,
                )
                tx.incidents.add(adas_or_bos)

    with db.read() as tx:
        found = tx.incidents.owned_by(FRONT, ADA)
        assert [one.state for one in found] == [State.CLAIMED, State.NEEDS_INFO, State.PARKED]
        assert {one.owner for one in found} == {ADA}
        assert tx.incidents.owned_by(FRONT, ZOE) == []
        assert tx.incidents.owned_by(Front(WorkspaceId("T0OTHER")), ADA) == []


def test_what_is_parked_is_due_from_its_day_on_oldest_first(db: Database):
    days = {3: IN_A_WEEK, 2: TODAY, 1: TODAY - timedelta(days=1)}

    with db.begin() as tx:
        for number, day in days.items():
            parked = an_incident(
                number=Number(number), source_key=str(number), state=State.PARKED, parked_until=day
            )
            tx.incidents.add(parked)
        tx.incidents.add(an_incident(state=State.CLAIMED))

    with db.read() as tx:
        assert [one.number for one in tx.incidents.parked_until(FRONT, TODAY)] == [1, 2]
        assert [one.number for one in tx.incidents.parked_until(FRONT, IN_A_WEEK)] == [1, 2, 3]
        assert tx.incidents.parked_until(Front(WorkspaceId("T0OTHER")), IN_A_WEEK) == []


def test_for_update_gives_the_incident_or_none(db: Database):
    with db.begin() as tx:
        tx.incidents.add(an_incident())

        assert tx.incidents.for_update(FRONT, Number(42)) == an_incident()
        assert tx.incidents.for_update(FRONT, Number(43)) is None
