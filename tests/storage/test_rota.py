"""What the rota keeps, on both databases: it comes back as it was, and stays in its front."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.cadence import EVERY_DAY, Cadence, Span, Unit, Weekday
from bot.domain.calendar import Event
from bot.domain.cover import Cover, Exchange, Override, TimeOff
from bot.domain.duty import Choice, Chosen, Duty, Handed, Kept, Preference, Seat
from bot.domain.hours import Hours, Window
from bot.domain.ids import MessageRef, Number, UserId
from bot.domain.roster import Member, Roster
from bot.domain.rotation import Why
from storage.database import Database
from storage.feed import FeedAddress
from tests.builders import ADA, BO, CY, FRONT, REQUESTS
from tests.fakes import a_front

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
TICK = timedelta(microseconds=1)
OTHER = a_front()
OFFICE = Hours(
    timezone="Europe/Berlin",
    windows=(
        Window(opens=time(9), closes=time(17, 30), days=EVERY_DAY - {Weekday.SUNDAY}),
        Window(opens=time(22), closes=time(0)),
    ),
)
PLAIN = Roster(
    valid_from=MONDAY,
    cadence=Cadence(timezone="Europe/Berlin", anchor=MONDAY, unit=Unit.WEEK, count=2),
    members=(Member(ADA, MONDAY), Member(BO, MONDAY)),
    first=1,
)
SPAN = Span(MONDAY + DAY, MONDAY + 2 * DAY)
OFF = TimeOff(person=ADA, starts_at=SPAN.starts_at, ends_at=SPAN.ends_at, filed_at=MONDAY)
COVER = Cover(asker=ADA, starts_at=SPAN.starts_at, ends_at=SPAN.ends_at, asked_at=MONDAY)
EXCHANGE = Exchange(
    asker=ADA, gives=SPAN, other=BO, gets=Span(MONDAY + WEEK, MONDAY + 2 * WEEK), asked_at=MONDAY
)
OVERRIDE = Override(
    person=ADA, starts_at=SPAN.starts_at, ends_at=SPAN.ends_at, made_at=MONDAY, accepted_at=MONDAY
)
HANDED = Handed(
    id=1, rotation="primary", at=MONDAY, outgoing=ADA, incoming=BO, since=MONDAY - WEEK, words="Hm"
)
DUTY = Duty(
    rotation="primary",
    watched_until=MONDAY + TICK,
    person=ADA,
    why=Why.TURN,
    announced=ADA,
    since=MONDAY,
    until=MONDAY + WEEK,
)


def day(number: int, **facts) -> Roster:
    """Return a version that is in force from so many days after Monday on."""
    members = tuple(Member(one, MONDAY + number * DAY) for one in PLAIN.order)
    return replace(PLAIN, valid_from=MONDAY + number * DAY, members=members, **facts)


# --- rosters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "roster",
    [
        PLAIN,
        replace(PLAIN, members=()),
        replace(PLAIN, hours=OFFICE),
        replace(PLAIN, cadence=replace(PLAIN.cadence, unit=Unit.HOUR)),
        replace(PLAIN, valid_from=MONDAY + TICK, members=(Member(ADA, MONDAY + TICK),)),
    ],
    ids=["plain", "of nobody", "with hours", "by the hour", "to the microsecond"],
)
def test_a_roster_comes_back_as_it_was(db: Database, roster: Roster):
    with db.begin() as tx:
        tx.rota.put_rosters(FRONT, "primary", [roster], MONDAY)

    with db.read() as tx:
        assert tx.rota.rosters(FRONT) == {"primary": (roster,)}


def test_versions_come_back_oldest_first_by_rotation_and_front(db: Database):
    with db.begin() as tx:
        tx.rota.put_rosters(FRONT, "primary", [day(2), day(0), day(1)], MONDAY)
        tx.rota.put_rosters(FRONT, "backup", [day(3)], MONDAY)
        tx.rota.put_rosters(OTHER, "primary", [day(5)], MONDAY)

    with db.read() as tx:
        found = tx.rota.rosters(FRONT)
    assert found == {"primary": (day(0), day(1), day(2)), "backup": (day(3),)}


def test_what_was_in_force_stays_whatever_is_put_later(db: Database):
    with db.begin() as tx:
        tx.rota.put_rosters(FRONT, "primary", [day(0), day(2), day(4)], MONDAY)
        edited = [replace(day(0), first=0), day(3, first=0)]
        tx.rota.put_rosters(FRONT, "primary", edited, MONDAY + 2 * DAY)

    with db.read() as tx:
        assert tx.rota.rosters(FRONT)["primary"] == (day(0), day(3, first=0))


# --- seats, preferences, duties -----------------------------------------------------------------


def test_a_seat_is_kept_as_it_is_now(db: Database):
    asked = Seat(rotation="primary", person=ADA, invited_at=MONDAY)
    taken = replace(asked, accepted_at=MONDAY + TICK, left_at=MONDAY + DAY)
    with db.begin() as tx:
        tx.rota.put_seat(FRONT, asked)
        tx.rota.put_seat(FRONT, replace(asked, rotation="backup"))
        tx.rota.put_seat(FRONT, taken)
        tx.rota.put_seat(OTHER, asked)

    with db.read() as tx:
        assert tx.rota.seats(FRONT) == [replace(asked, rotation="backup"), taken]


@pytest.mark.parametrize("unwanted", [frozenset(), frozenset({Weekday.SUNDAY, Weekday.MONDAY})])
def test_a_preference_is_kept_as_it_is_now(db: Database, unwanted: frozenset[Weekday]):
    wanted = Preference(person=ADA, is_backup_only=True, unwanted=unwanted)
    with db.begin() as tx:
        tx.rota.put_preference(FRONT, Preference(person=ADA, unwanted=EVERY_DAY))
        tx.rota.put_preference(FRONT, wanted)

    with db.read() as tx:
        assert tx.rota.preferences(FRONT) == {ADA: wanted}
        assert tx.rota.preferences(OTHER) == {}


@pytest.mark.parametrize(
    "duty",
    [DUTY, replace(DUTY, person=None, announced=None, why=Why.ALL_OFF, words="Watch the orders")],
    ids=["somebody", "nobody"],
)
def test_what_was_last_seen_comes_back_as_it_was(db: Database, duty: Duty):
    with db.begin() as tx:
        tx.rota.put_duty(FRONT, replace(DUTY, person=BO))
        tx.rota.put_duty(FRONT, duty)

    with db.read() as tx:
        assert tx.rota.duty(FRONT, "primary") == duty
        assert tx.rota.duties(FRONT) == {"primary": duty}
        assert tx.rota.duty(FRONT, "backup") is None
        assert tx.rota.duty(OTHER, "primary") is None


def test_words_for_the_next_are_kept_beside_what_was_seen(db: Database):
    with db.begin() as tx:
        tx.rota.put_duty(FRONT, DUTY)
        tx.rota.put_words(FRONT, "primary", "Watch the orders")
        tx.rota.put_words(FRONT, "backup", "Nobody's")

    with db.read() as tx:
        assert tx.rota.duties(FRONT) == {"primary": replace(DUTY, words="Watch the orders")}


def test_words_may_be_taken_back(db: Database):
    with db.begin() as tx:
        tx.rota.put_duty(FRONT, replace(DUTY, words="Watch the orders"))
        tx.rota.put_words(FRONT, "primary", None)

    with db.read() as tx:
        assert tx.rota.duty(FRONT, "primary") == DUTY


# --- who stands in ----------------------------------------------------------------------------

LEDGERS: dict[str, tuple[Any, Any]] = {
    "time_off": (OFF, replace(OFF, withdrawn_at=MONDAY + HOUR)),
    "covers": (COVER, replace(COVER, taker=BO, taken_at=MONDAY + HOUR)),
    "exchanges": (EXCHANGE, replace(EXCHANGE, accepted_at=MONDAY + HOUR)),
    "overrides": (OVERRIDE, replace(OVERRIDE, ends_at=MONDAY + DAY + HOUR, accepted_at=None)),
}
each_ledger = pytest.mark.parametrize("ledger", LEDGERS)


def kept(ledger: str, number: int = 1, **facts) -> Kept[Any]:
    """Return something to be kept in that ledger; time off belongs to no rotation."""
    rotation = "" if ledger == "time_off" else "primary"
    return Kept(id=number, rotation=rotation, value=replace(LEDGERS[ledger][0], **facts))


@each_ledger
def test_what_is_kept_comes_back_by_number_by_delivery_and_by_time(db: Database, ledger: str):
    one = kept(ledger)
    with db.begin() as tx:
        getattr(tx.stand_ins, ledger).add(FRONT, one, "command:1")

    with db.read() as tx:
        store = getattr(tx.stand_ins, ledger)
        assert store.find(FRONT, 1) == store.made_by(FRONT, "command:1") == one
        assert store.since(FRONT, MONDAY) == [one]
        assert store.find(FRONT, 2) is store.made_by(FRONT, "command:2") is None
        assert store.find(OTHER, 1) is store.made_by(OTHER, "command:1") is None
        assert store.since(OTHER, MONDAY) == []


@each_ledger
def test_what_has_become_of_it_is_kept(db: Database, ledger: str):
    _, later = LEDGERS[ledger]
    with db.begin() as tx:
        store = getattr(tx.stand_ins, ledger)
        store.add(FRONT, kept(ledger, 1), "command:1")
        store.add(FRONT, kept(ledger, 2), "command:2")
        store.save(FRONT, replace(kept(ledger, 1), value=later))

    with db.read() as tx:
        store = getattr(tx.stand_ins, ledger)
        assert store.since(FRONT, MONDAY) == [
            replace(kept(ledger, 1), value=later),
            kept(ledger, 2),
        ]


@each_ledger
def test_one_delivery_makes_one_thing(db: Database, ledger: str):
    with db.begin() as tx:
        getattr(tx.stand_ins, ledger).add(FRONT, kept(ledger, 1), "command:1")

    with pytest.raises(IntegrityError), db.begin() as tx:
        getattr(tx.stand_ins, ledger).add(FRONT, kept(ledger, 2), "command:1")

    with db.read() as tx:
        assert len(getattr(tx.stand_ins, ledger).since(FRONT, MONDAY)) == 1


@pytest.mark.parametrize("ledger", ["time_off", "covers", "overrides"])
def test_what_is_over_before_a_moment_is_left_out(db: Database, ledger: str):
    with db.begin() as tx:
        getattr(tx.stand_ins, ledger).add(FRONT, kept(ledger), "command:1")

    with db.read() as tx:
        store = getattr(tx.stand_ins, ledger)
        assert store.since(FRONT, SPAN.ends_at) == [kept(ledger)]
        assert store.since(FRONT, SPAN.ends_at + TICK) == []


@pytest.mark.parametrize("gets_first", [True, False])
def test_an_exchange_is_over_when_both_shifts_are(db: Database, gets_first: bool):
    sides = (EXCHANGE.gets, EXCHANGE.gives) if gets_first else (EXCHANGE.gives, EXCHANGE.gets)
    one = kept("exchanges", gives=sides[0], gets=sides[1])
    with db.begin() as tx:
        tx.stand_ins.exchanges.add(FRONT, one, "command:1")

    with db.read() as tx:
        assert tx.stand_ins.exchanges.since(FRONT, MONDAY + 2 * WEEK) == [one]
        assert tx.stand_ins.exchanges.since(FRONT, MONDAY + 2 * WEEK + TICK) == []


def test_who_has_left_is_off_for_good(db: Database):
    gone = kept("time_off", ends_at=None)
    with db.begin() as tx:
        tx.stand_ins.time_off.add(FRONT, gone, "left:1")

    with db.read() as tx:
        assert tx.stand_ins.time_off.since(FRONT, MONDAY + 500 * WEEK) == [gone]


def test_the_reason_of_time_off_is_read_by_itself(db: Database):
    with db.begin() as tx:
        tx.stand_ins.time_off.add(FRONT, kept("time_off", 1), "command:1", reason="skiing")
        tx.stand_ins.time_off.add(FRONT, kept("time_off", 2), "command:2", reason=None)

    with db.read() as tx:
        assert [tx.stand_ins.reason_of(FRONT, number) for number in (1, 2, 3)] == [
            "skiing",
            None,
            None,
        ]
        assert tx.stand_ins.reason_of(OTHER, 1) is None


# --- hand-offs --------------------------------------------------------------------------------


def test_a_hand_off_comes_back_as_it_was_and_as_it_has_become(db: Database):
    nobody = replace(
        HANDED, id=2, at=MONDAY + DAY, outgoing=None, incoming=None, since=None, words=None
    )
    read = replace(HANDED, acknowledged_at=MONDAY + HOUR, acknowledged_by=BO)
    with db.begin() as tx:
        tx.handoffs.add(FRONT, HANDED)
        tx.handoffs.save(FRONT, nobody)
        tx.handoffs.save(FRONT, read)

    with db.read() as tx:
        assert tx.handoffs.since(FRONT, MONDAY) == [read, nobody]
        assert (tx.handoffs.find(FRONT, 1), tx.handoffs.find(FRONT, 2)) == (read, nobody)
        assert tx.handoffs.find(OTHER, 1) is None


def test_the_last_hand_off_is_that_of_its_rotation(db: Database):
    with db.begin() as tx:
        tx.handoffs.add(FRONT, HANDED)
        tx.handoffs.add(FRONT, replace(HANDED, id=2, at=MONDAY - DAY))
        tx.handoffs.add(FRONT, replace(HANDED, id=3, rotation="backup", at=MONDAY + DAY))

    with db.read() as tx:
        assert tx.handoffs.last(FRONT, "primary") == HANDED
        assert tx.handoffs.last(FRONT, "tertiary") is tx.handoffs.last(OTHER, "primary") is None
        assert [one.id for one in tx.handoffs.since(FRONT, MONDAY)] == [1, 3]


@pytest.mark.parametrize("do", ["add", "save"])
def test_two_hand_offs_of_a_rotation_at_one_moment_are_a_mistake(db: Database, do: str):
    with db.begin() as tx:
        tx.handoffs.add(FRONT, HANDED)

    with pytest.raises(IntegrityError), db.begin() as tx:
        getattr(tx.handoffs, do)(FRONT, replace(HANDED, id=2))

    with db.read() as tx:
        assert tx.handoffs.since(FRONT, MONDAY) == [HANDED]


def test_of_each_incident_the_last_decision_counts(db: Database):
    def chosen(number: int, choice: Choice, by: UserId = BO) -> Chosen:
        return Chosen(number=Number(number), choice=choice, by=by)

    with db.begin() as tx:
        tx.handoffs.choose(FRONT, 1, chosen(7, Choice.KEEP), MONDAY)
        tx.handoffs.choose(FRONT, 1, chosen(3, Choice.PARK), MONDAY)
        tx.handoffs.choose(FRONT, 1, chosen(7, Choice.HAND_OVER, CY), MONDAY + HOUR)
        tx.handoffs.choose(FRONT, 2, chosen(7, Choice.KEEP), MONDAY)

    with db.read() as tx:
        assert tx.handoffs.chosen(FRONT, 1) == [
            chosen(3, Choice.PARK),
            chosen(7, Choice.HAND_OVER, CY),
        ]
        assert tx.handoffs.chosen(OTHER, 1) == []


def test_where_a_message_to_somebody_is_and_that_it_is_gone(db: Database):
    first, second = MessageRef(REQUESTS, "1.1"), MessageRef(REQUESTS, "2.2")
    with db.begin() as tx:
        tx.spoken.put(FRONT, "handoff:1:U0ADA", first, MONDAY)
        tx.spoken.put(FRONT, "handoff:1:U0ADA", second, MONDAY + DAY)
        tx.spoken.put(FRONT, "handoff:2:U0ADA", first, MONDAY)
        tx.spoken.forget(FRONT, "handoff:2:U0ADA")

    with db.read() as tx:
        assert tx.spoken.find(FRONT, "handoff:1:U0ADA") == second
        assert tx.spoken.find(FRONT, "handoff:2:U0ADA") is None
        assert tx.spoken.find(OTHER, "handoff:1:U0ADA") is None
        keys = ["handoff:2:U0ADA", "handoff:1:U0ADA"]
        assert tx.spoken.among(FRONT, keys) == ["handoff:1:U0ADA"]
        assert tx.spoken.among(FRONT, []) == []


# --- calendars --------------------------------------------------------------------------------


def an_address(token: str, **facts) -> FeedAddress:
    usual = FeedAddress(front=FRONT, token=token, user=ADA, made_by=ADA, made_at=MONDAY)
    return replace(usual, **facts)


def test_an_address_works_until_it_is_revoked(db: Database):
    own, team = an_address("own"), an_address("team", user=None, made_at=MONDAY + HOUR)
    with db.begin() as tx:
        for one in (team, own, an_address("other", front=OTHER)):
            tx.feeds.add(one)

    with db.begin() as tx:
        assert tx.feeds.valid(FRONT) == [own, team]
        assert tx.feeds.behind(FRONT, "own") == own
        assert tx.feeds.behind(FRONT, "other") is tx.feeds.behind(FRONT, "nothing") is None
        tx.feeds.revoke(FRONT, "own", MONDAY + DAY)

    with db.read() as tx:
        assert tx.feeds.valid(FRONT) == [team]
        assert tx.feeds.behind(FRONT, "own") is None


def test_events_replace_those_that_were_shown_before(db: Database):
    first = Event(
        uid="1@hydrant",
        rotation="primary",
        person=ADA,
        starts_at=MONDAY,
        ends_at=MONDAY + WEEK,
        sequence=3,
        changed_at=MONDAY + TICK,
    )
    second = replace(first, uid="2@hydrant", starts_at=MONDAY - WEEK, is_cancelled=True)
    with db.begin() as tx:
        tx.feeds.replace_events(FRONT, [replace(first, uid="0@hydrant")])
        tx.feeds.replace_events(OTHER, [first])
        tx.feeds.replace_events(FRONT, [first, second])

    with db.begin() as tx:
        assert tx.feeds.events(FRONT) == [second, first]
        tx.feeds.replace_events(FRONT, [])

    with db.read() as tx:
        assert tx.feeds.events(FRONT) == []
        assert tx.feeds.events(OTHER) == [first]
