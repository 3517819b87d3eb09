"""The sender's loop: at once, a few at a time, whatever one of them runs into."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import SteppedClock
from bot.domain.delivery import LEASE
from bot.domain.ids import ChannelId, Front, MessageRef
from bot.domain.notice import CALLS, Call
from bot.services import Services
from bot.services.outbox import Parcel
from bot.slack.profiles import person
from bot.slack.sender import AT_ONCE, Sender
from tests import builders


class FakeWire:
    """A way to Slack that says what `say` says, and counts."""

    def __init__(self, say: Callable[[Parcel], MessageRef | None]) -> None:
        self._say = say
        self._lock = threading.Lock()
        self._inside = 0
        self.most_at_once = 0
        self.said: list[str] = []

    def call_of(self, parcel: Parcel) -> Call:
        return CALLS[parcel.notice.kind]

    def find(self, parcel: Parcel) -> None:
        """Find nothing."""

    def profile(self, user: str) -> dict[str, Any]:
        return {"id": user}

    def say(self, parcel: Parcel) -> MessageRef | None:
        with self._lock:
            self._inside += 1
            self.most_at_once = max(self.most_at_once, self._inside)
        try:
            ref = self._say(parcel)
            self.said.append(parcel.notice.key)
            return ref
        finally:
            with self._lock:
                self._inside -= 1


def somewhere(parcel: Parcel) -> MessageRef:
    """Post it: every notice to a channel of its own."""
    return MessageRef(ChannelId("C0REQUESTS"), parcel.notice.key)


@pytest.fixture
def dialect() -> str:
    """Say that SQLite is enough here."""
    return "sqlite"


def a_sender(services: Services, front: Front, clock: SteppedClock, wire: FakeWire) -> Sender:
    """Return a sender that speaks through this wire."""
    return Sender(services, wire, front, clock)  # type: ignore[arg-type]


def file(services: Services, front: Front, count: int) -> None:
    """File so many requests."""
    for number in range(count):
        services.incidents.file(front, builders.a_request(source_key=f"command:{number}"))


def soon(claim: Callable[[], bool]) -> bool:
    """Whether it comes true within two seconds."""
    deadline = time.monotonic() + 2
    while not claim() and time.monotonic() < deadline:
        time.sleep(0.005)
    return claim()


def test_a_started_sender_says_what_waits_and_what_comes(
    services: Services, front: Front, clock: SteppedClock
):
    wire = FakeWire(somewhere)
    sender = a_sender(services, front, clock, wire)
    file(services, front, 1)

    sender.start()
    assert soon(lambda: "card:1" in wire.said)
    file(services, front, 2)
    sender.wake()

    assert soon(lambda: "card:2" in wire.said)
    sender.stop()


def test_no_more_than_a_few_are_said_at_once(services: Services, front: Front, clock: SteppedClock):
    gate = threading.Event()

    def slowly(parcel: Parcel) -> MessageRef:
        gate.wait(2)
        return somewhere(parcel)

    wire = FakeWire(slowly)
    sender = a_sender(services, front, clock, wire)
    file(services, front, AT_ONCE + 3)
    clock.move(timedelta(minutes=1))

    sender.start()
    assert soon(lambda: wire.most_at_once == 3)  # a channel's burst
    gate.set()
    assert soon(lambda: len(wire.said) >= 3)
    sender.stop()

    assert wire.most_at_once <= AT_ONCE


def test_stopping_waits_for_what_is_being_said(
    services: Services, front: Front, clock: SteppedClock
):
    is_saying = threading.Event()

    def slowly(parcel: Parcel) -> MessageRef:
        is_saying.set()
        time.sleep(0.05)
        return somewhere(parcel)

    wire = FakeWire(slowly)
    sender = a_sender(services, front, clock, wire)
    file(services, front, 1)
    sender.start()
    is_saying.wait(2)

    sender.stop()

    assert wire.said == ["card:1"]
    # It was reported, too: nobody says it again. What had not been begun may be left.
    next_wire = FakeWire(somewhere)
    a_sender(services, front, clock, next_wire).drain()
    assert "card:1" not in next_wire.said


def test_a_bug_in_one_notice_is_logged_and_keeps_no_other_from_being_said(
    services: Services, front: Front, clock: SteppedClock, caplog: pytest.LogCaptureFixture
):
    def poorly(parcel: Parcel) -> MessageRef:
        if parcel.notice.key == "card:1":
            raise KeyError("blocks")
        return somewhere(parcel)

    wire = FakeWire(poorly)
    sender = a_sender(services, front, clock, wire)
    file(services, front, 2)

    sender.drain()

    assert "card:2" in wire.said
    assert "Saying card:1 failed" in caplog.text
    # The card waits; no admin is told of an error that they cannot mend.
    assert services.outbox.count_waiting(front) == 1
    assert not any(key.startswith("trouble:") for key in wire.said)


def test_a_report_that_fails_leaves_a_lease_that_ends_by_itself(
    services: Services, front: Front, clock: SteppedClock, caplog: pytest.LogCaptureFixture
):
    # The place of a message is no longer than Slack makes it; a database declines this one.
    wire = FakeWire(lambda _: MessageRef(ChannelId("C0REQUESTS"), None))  # type: ignore[arg-type]
    sender = a_sender(services, front, clock, wire)
    file(services, front, 1)
    sender.drain()
    assert "Delivering card:1 went wrong" in caplog.text

    wire._say = somewhere
    clock.move(LEASE)
    sender.drain()

    assert wire.said == ["card:1", "card:1"]
    assert services.outbox.count_waiting(front) == 0


def test_next_due_knows_of_the_pace(services: Services, front: Front, clock: SteppedClock):
    sender = a_sender(services, front, clock, FakeWire(somewhere))
    assert sender.next_due() is None
    file(services, front, 5)

    sender.drain()

    assert sender.next_due() == clock.now() + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"profile": {"display_name": "finn", "real_name": "Finn O'Shea"}}, "finn"),
        ({"profile": {"display_name": "", "real_name": "Finn O'Shea"}}, "Finn O'Shea"),
        ({"profile": None, "real_name": "Finn"}, "Finn"),
        ({"name": "finn.o"}, "finn.o"),
        ({}, "U0FINN"),
    ],
)
def test_a_person_is_called_what_slack_shows(user: dict[str, Any], name: str):
    read = person(builders.FRONT, {"id": "U0FINN", **user}, builders.NOW)

    assert read.name == name


def test_a_profile_says_where_somebody_lives_and_whether_they_are_there():
    user = {"id": "U0FINN", "tz": "Europe/Berlin", "is_bot": False, "deleted": True}

    read = person(builders.FRONT, user, builders.NOW)

    assert (read.timezone, read.is_bot, read.is_deleted) == ("Europe/Berlin", False, True)
