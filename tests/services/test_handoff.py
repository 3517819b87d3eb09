"""The note of a hand-off: drafted from what is true, and what its reader decides about it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bot.clock import SteppedClock
from bot.domain.content import HandoffNote
from bot.domain.duty import Choice
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number, UserId
from bot.domain.incident import Incident, State
from bot.domain.notice import Kind
from bot.domain.privacy import Seen
from bot.domain.timeline import What
from bot.services import Services
from bot.services.ground import Ground
from tests.builders import ADA, BO, CY, FINN, FRONT, LOU, ZOE, a_request
from tests.fakes import FakeSender, an_act
from tests.services.turns import DAY, HOUR, MINUTE, MONDAY, WEEK, Turns, a_plan, span

# What nobody but those who may see the incident may ever read.
SECRET = "Salaries of the board"
UNTIL = date(2026, 12, 3)


@pytest.fixture
def turns(services: Services, ground: Ground, clock: SteppedClock) -> Turns:
    """Give Ada, Bo and Cy, a week each; Ada is on call."""
    turns = Turns(services, ground, clock)
    turns.begin(a_plan())
    return turns


def files(turns: Turns, text: str, **more: Any) -> Number:
    """Let Finn file something."""
    request = a_request(text, source_key=f"command:{text}", **more)
    return turns.services.incidents.file(FRONT, request).seen.incident.number


def claims(turns: Turns, text: str, by: UserId = ADA, **more: Any) -> Number:
    """Let Finn file something, and somebody claim it."""
    number = files(turns, text, **more)
    turns.services.incidents.claim(an_act(number, by))
    return number


def draft(turns: Turns, reader: UserId = ADA, rotation: str | None = None) -> HandoffNote:
    """Return the note as it would be handed over now."""
    return turns.services.handoffs.draft(FRONT, reader, rotation)


def hands_over(turns: Turns) -> int:
    """Let it be Monday, and return the number of the hand-off."""
    turns.watch_at(MONDAY)
    return turns.handed()[-1].id


def notes(sender: FakeSender) -> dict[UserId, HandoffNote]:
    """Return the note that everybody has read last."""
    return {one.reader: one for one in sender.contents(HandoffNote)}


def numbers(seen: tuple[Seen, ...]) -> list[Number]:
    """Return which incidents these are."""
    return [one.incident.number for one in seen]


def refused(do: Callable[[], Any]) -> Reason:
    """Return why nothing was done."""
    with pytest.raises(Refusal) as caught:
        do()
    return caught.value.reason


# --- the draft --------------------------------------------------------------------------------


def test_a_draft_says_from_whom_to_whom_and_when(turns: Turns):
    note = draft(turns)

    assert (note.rotation, note.outgoing, note.incoming) == ("primary", ADA, BO)
    assert (note.at, note.until, note.handed) == (MONDAY, MONDAY + WEEK, None)
    assert (note.words, note.items, note.reader) == (None, (), ADA)


def test_what_the_outgoing_has_open_is_up_and_what_others_have_is_not(turns: Turns):
    mine, theirs, nobodys = (
        claims(turns, "Revenue is zero"),
        claims(turns, "Churn is odd", by=CY),
        files(turns, "Orders are late"),
    )

    note = draft(turns)

    assert [one.seen.incident.number for one in note.items] == [mine]
    assert theirs not in numbers(note.unclaimed)
    assert numbers(note.unclaimed) == [nobodys]


def test_what_expires_waits_or_is_needed_within_a_week_is_in_the_note(turns: Turns):
    incidents = turns.services.incidents
    stopgap = claims(turns, "Revenue is zero", by=CY)
    incidents.stopgap(an_act(stopgap, CY))
    parked = claims(turns, "Churn is odd", by=CY)
    incidents.park(an_act(parked, CY), UNTIL)
    due = claims(turns, "Orders are late, needed by 2026-12-03", by=CY)
    turns.clock.move(26 * DAY)

    soon = draft(turns)

    assert numbers(soon.parked) == [parked]
    assert numbers(soon.stopgaps) == [stopgap]
    assert numbers(soon.due) == [due]


def test_the_load_is_what_the_outgoing_did_in_their_shift(turns: Turns):
    turns.clock.move(DAY)
    ended = claims(turns, "Revenue is zero")
    turns.services.incidents.answer(an_act(ended, ADA))
    turns.clock.move(8 * HOUR)
    claims(turns, "Churn is odd")
    claims(turns, "Orders are late", by=CY)
    turns.clock.move(MINUTE)

    load = draft(turns).load

    assert load is not None
    assert (load.claimed, load.ended, load.late, load.low) == (2, 1, 1, 0)


def test_who_is_on_call_in_another_rotation_drafts_that_note(turns: Turns):
    turns.plan(a_plan(), a_plan("backup", [CY, LOU]))
    turns.join(CY, LOU, rotation="backup")

    assert draft(turns, CY).rotation == "backup"
    assert draft(turns, CY, "primary").rotation == "primary"
    assert draft(turns, ZOE).rotation == "primary"
    assert [one.person for one in draft(turns).backup] == [CY]


def test_without_a_rotation_there_is_nothing_to_draft(services: Services):
    assert refused(lambda: services.handoffs.draft(FRONT, ADA)) is Reason.NO_ROTATIONS


def test_a_rotation_that_there_is_not_has_no_draft(turns: Turns):
    assert refused(lambda: draft(turns, ADA, "tertiary")) is Reason.NO_ROTATION


# --- the words --------------------------------------------------------------------------------


def test_what_the_outgoing_writes_is_in_the_note_and_is_gone_with_the_shift(
    turns: Turns, sender: FakeSender
):
    turns.services.handoffs.write(FRONT, ADA, "primary", "  Watch the orders  ")
    before = draft(turns).words

    hands_over(turns)
    sender.say_all()

    assert before == "Watch the orders"
    assert notes(sender)[BO].words == "Watch the orders"
    assert draft(turns, BO).words is None


def test_the_outgoing_may_change_the_words_until_they_are_acknowledged(
    turns: Turns, sender: FakeSender
):
    number = hands_over(turns)
    turns.services.handoffs.write(FRONT, ADA, "primary", "Watch the orders")
    sender.say_all()
    turns.services.handoffs.acknowledge(FRONT, number, BO)

    late = refused(lambda: turns.services.handoffs.write(FRONT, ADA, "primary", "And churn"))

    assert late is Reason.NOT_FOR_YOU
    assert notes(sender)[BO].words == "Watch the orders"


@pytest.mark.parametrize("by", [BO, CY, FINN])
def test_nobody_else_writes_for_who_is_on_call(turns: Turns, by: UserId):
    reason = refused(lambda: turns.services.handoffs.write(FRONT, by, "primary", "Nothing to do"))

    assert reason is Reason.NOT_FOR_YOU
    assert draft(turns).words is None


def test_words_that_are_taken_back_are_none(turns: Turns):
    turns.services.handoffs.write(FRONT, ADA, "primary", "Watch the orders")
    turns.services.handoffs.write(FRONT, ADA, "primary", "   ")

    assert draft(turns).words is None


def test_words_that_fill_a_page_are_cut(turns: Turns):
    turns.services.handoffs.write(FRONT, ADA, "primary", "o" * 9000)

    assert draft(turns).words == "o" * 2000


# --- the hand-off -----------------------------------------------------------------------------


def test_both_sides_read_the_note_as_of_when_they_read_it(turns: Turns, sender: FakeSender):
    claims(turns, "Revenue is zero")
    hands_over(turns)
    later = claims(turns, "Churn is odd")

    sender.say_all()

    found = notes(sender)
    assert set(found) == {ADA, BO}
    assert [one.seen.incident.number for one in found[BO].items][-1] == later
    assert found[BO].handed is not None
    assert (found[BO].outgoing, found[BO].incoming, found[BO].at) == (ADA, BO, MONDAY)


def test_the_incoming_acknowledges_once(turns: Turns, sender: FakeSender):
    number = hands_over(turns)
    turns.clock.move(MINUTE)

    first = turns.services.handoffs.acknowledge(FRONT, number, BO)
    turns.clock.move(MINUTE)
    again = turns.services.handoffs.acknowledge(FRONT, number, BO)
    sender.say_all()

    assert first.acknowledged_at == again.acknowledged_at == MONDAY + MINUTE
    handed = notes(sender)[ADA].handed
    assert handed is not None
    assert handed.acknowledged_by == BO


def test_the_note_that_was_read_is_edited_when_it_is_acknowledged(turns: Turns, sender: FakeSender):
    number = hands_over(turns)
    sender.say_all()
    sender.said.clear()
    turns.clock.move(MINUTE)

    turns.services.handoffs.acknowledge(FRONT, number, BO)
    sender.say_all()

    edited = [one for one in sender.said if one.notice.kind is Kind.HANDOFF]
    assert {one.notice.target.user for one in edited} == {ADA, BO}
    assert all(one.shown for one in edited)


@pytest.mark.parametrize("by", [ADA, CY, LOU, FINN])
def test_a_hand_off_is_acknowledged_by_its_incoming_alone(turns: Turns, by: UserId):
    number = hands_over(turns)

    assert refused(lambda: turns.services.handoffs.acknowledge(FRONT, number, by)) is (
        Reason.NOT_FOR_YOU
    )
    assert turns.handed()[-1].acknowledged_at is None


def test_a_hand_off_that_there_is_not_is_gone(turns: Turns):
    handoffs = turns.services.handoffs

    assert refused(lambda: handoffs.acknowledge(FRONT, 99, BO)) is Reason.GONE
    assert refused(lambda: handoffs.choose(FRONT, 99, Number(1), Choice.KEEP, BO)) is Reason.GONE


# --- item by item -----------------------------------------------------------------------------


def choose(turns: Turns, number: int, about: Number, choice: Choice, by: UserId = BO) -> Incident:
    """Let somebody decide about an item."""
    turns.clock.move(MINUTE)
    return turns.services.handoffs.choose(FRONT, number, about, choice, by)


def whats(turns: Turns, number: Number) -> list[What]:
    """Return which kinds of things were done to an incident."""
    with turns.ground.db.read() as tx:
        return [one.what for one in tx.timeline.of(FRONT, number)]


@pytest.mark.parametrize(
    ("choice", "state", "owner"),
    [
        (Choice.KEEP, State.CLAIMED, ADA),
        (Choice.HAND_OVER, State.CLAIMED, BO),
        (Choice.PARK, State.PARKED, ADA),
    ],
)
def test_an_item_is_kept_handed_over_or_parked(
    turns: Turns, sender: FakeSender, choice: Choice, state: State, owner: UserId
):
    about = claims(turns, "Revenue is zero")
    number = hands_over(turns)

    after = choose(turns, number, about, choice)
    sender.say_all()

    assert (after.state, after.owner) == (state, owner)
    (item,) = notes(sender)[BO].items
    assert (item.seen.incident.number, item.choice) == (about, choice)


def test_what_is_parked_comes_back_in_a_week(turns: Turns):
    about = claims(turns, "Revenue is zero")

    after = choose(turns, hands_over(turns), about, Choice.PARK)

    assert after.parked_until == MONDAY.date() + timedelta(days=7)


def test_the_same_decision_twice_is_one(turns: Turns):
    about = claims(turns, "Revenue is zero")
    number = hands_over(turns)

    for _ in range(2):
        choose(turns, number, about, Choice.HAND_OVER)

    assert whats(turns, about) == [What.FILED, What.CLAIMED, What.TAKEN_OVER]


def test_a_decision_may_be_changed(turns: Turns, sender: FakeSender):
    about = claims(turns, "Revenue is zero")
    number = hands_over(turns)

    choose(turns, number, about, Choice.PARK)
    after = choose(turns, number, about, Choice.HAND_OVER)
    sender.say_all()

    assert (after.state, after.owner) == (State.CLAIMED, BO)
    assert [one.choice for one in notes(sender)[BO].items] == [Choice.HAND_OVER]


@pytest.mark.parametrize("by", [ADA, CY, FINN])
def test_nobody_else_decides_for_the_incoming(turns: Turns, by: UserId):
    about = claims(turns, "Revenue is zero")
    number = hands_over(turns)

    assert refused(lambda: choose(turns, number, about, Choice.HAND_OVER, by)) is (
        Reason.NOT_FOR_YOU
    )
    assert whats(turns, about) == [What.FILED, What.CLAIMED]


def test_what_has_ended_meanwhile_is_not_taken_over(turns: Turns):
    about = claims(turns, "Revenue is zero")
    number = hands_over(turns)
    turns.services.incidents.answer(an_act(about, ADA))

    reason = refused(lambda: choose(turns, number, about, Choice.HAND_OVER))

    assert reason is Reason.ALREADY_ENDED


def test_of_an_incident_that_there_is_not_nothing_is_decided(turns: Turns):
    number = hands_over(turns)

    reason = refused(lambda: choose(turns, number, Number(99), Choice.KEEP))

    assert reason is Reason.UNKNOWN_INCIDENT


def test_a_decision_answers_for_a_hand_off_that_another_has_followed(turns: Turns):
    about = claims(turns, "Revenue is zero")
    number = hands_over(turns)
    turns.clock.move(HOUR)
    turns.services.stand_ins.take(FRONT, CY, span(turns.now), "take:1")

    after = choose(turns, number, about, Choice.HAND_OVER)

    assert after.owner == BO


# --- what is private --------------------------------------------------------------------------


def test_of_what_is_private_no_note_shows_a_word(turns: Turns, sender: FakeSender):
    incidents = turns.services.incidents
    for index, by in enumerate((ADA, BO, CY)):
        claims(turns, f"{SECRET} {index}", by=by, is_private=True)
    files(turns, f"{SECRET}, needed by 2026-12-03", is_private=True)
    parked = claims(turns, f"{SECRET} parked", by=CY, is_private=True)
    incidents.park(an_act(parked, CY), UNTIL)

    drafts = [draft(turns, reader) for reader in (ADA, BO, CY, FINN)]
    hands_over(turns)
    sender.say_all()

    shown = [
        one
        for note in (*drafts, *sender.contents(HandoffNote))
        for one in (*(item.seen for item in note.items), *note.unclaimed, *note.parked, *note.due)
    ]
    assert len(shown) > 8
    assert [one for one in shown if one.incident.is_private and not one.is_hidden] == []
    assert all(one.incident.is_private for one in shown)
