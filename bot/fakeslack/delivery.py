"""Delivering payloads over Socket Mode: envelopes, acknowledgements, Slack's retries."""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.fakeslack.errors import Json
from bot.fakeslack.faults import Faults
from bot.fakeslack.installation import Installation
from bot.fakeslack.links import Link, Loop, Switchboard

EVENTS_API = "events_api"
SLASH_COMMANDS = "slash_commands"
INTERACTIVE = "interactive"

ACK_WITHIN = 3.0  # seconds; https://docs.slack.dev/apis/events-api#responding

# When Slack sends an event again, counted from its first delivery.
# https://docs.slack.dev/apis/events-api#retries and #delayed-events-retry
RETRIES = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))
DELAYED_RETRIES = tuple(timedelta(hours=hour) for hour in range(1, 25))


@dataclass(slots=True, eq=False)
class Envelope:
    """One attempt to deliver something."""

    id: str
    retry_attempt: int
    retry_reason: str
    link: int | None = None
    sent_at: float = 0.0
    seconds: float = 0.0
    acked: bool = False
    is_over: bool = False


@dataclass(slots=True, eq=False)
class Delivery:
    """Something an app is told. It is live: a retry adds an envelope to the one you hold."""

    kind: str
    app: Installation | None
    # What was sent, and what came back inside the acknowledgement.
    sent: Json
    payload: Json | None = None
    acked: bool = False
    made_at: datetime | None = None
    envelopes: list[Envelope] = field(default_factory=list)
    # Called once with the delivery, when the app answered or Slack gave up waiting.
    on_settled: Callable[["Delivery"], None] | None = None
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def envelope_id(self) -> str:
        return self.envelopes[-1].id if self.envelopes else ""

    @property
    def attempts(self) -> int:
        return len(self.envelopes)

    @property
    def seconds(self) -> float:
        """From sending to acknowledgement, or to giving up, in the latest attempt."""
        return self.envelopes[-1].seconds if self.envelopes else 0.0

    @property
    def event(self) -> Json:
        """The event inside an Events API payload; empty for anything else."""
        found: Json = self.sent.get("event", {})
        return found

    def wait(self, timeout: float) -> bool:
        """Wait until the first attempt is over; whether it is."""
        return self._over.wait(timeout)

    def end(self, envelope: Envelope, *, acked: bool, payload: Json | None) -> None:
        """Note how the attempt went, act on it once, and wake those who wait."""
        envelope.seconds = time.perf_counter() - envelope.sent_at
        envelope.is_over = True
        envelope.acked = acked
        if acked and not self.acked:
            self.acked = True
            self.payload = payload
        settle, self.on_settled = self.on_settled, None
        try:
            if settle is not None:
                settle(self)
        finally:
            self._over.set()


def _nobody(_delivery: Delivery, _envelope: Envelope) -> None:
    """Nobody follows the deliveries."""


@dataclass(slots=True)
class Retry:
    """An event that is to be sent again at `due_at`."""

    due_at: datetime
    delivery: Delivery
    attempt: int
    reason: str


@dataclass(slots=True)
class _Pending:
    delivery: Delivery
    envelope: Envelope
    call_off_timeout: Callable[[], None] | None = None


class Courier:
    """Sends each delivery down one link of its app and sees what becomes of it.

    No lock is held while an acknowledgement is awaited.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        switchboard: Switchboard,
        loop: Loop,
        faults: Faults,
    ) -> None:
        self.ack_within = ACK_WITHIN
        self.delayed_events = False
        self.retries_by_itself = True
        self.deliveries: list[Delivery] = []
        # Told of each attempt when it begins and when it is over.
        self.on_attempt: Callable[[Delivery, Envelope], None] = _nobody
        self._now = now
        self._switchboard = switchboard
        self._loop = loop
        self._faults = faults
        self._lock = threading.Lock()
        self._pending: dict[str, _Pending] = {}
        self._retries: list[Retry] = []
        self._held: list[Delivery] = []
        self._holding = 0

    # Sending

    def deliver(self, delivery: Delivery, *, wait: bool = True) -> Delivery:
        """Send it; with `wait`, return when it is acknowledged or given up."""
        self._begin(delivery)
        if wait:
            self.wait(delivery)
        return delivery

    def deliver_events(self, deliveries: Sequence[Delivery]) -> None:
        """Send these events without waiting, or keep them while events are held."""
        for delivery in deliveries:
            if self._keeps(delivery):
                continue
            self._begin(delivery)
            if self._faults.duplicate_events:
                self.send(delivery)

    def wait(self, delivery: Delivery) -> None:
        """Return when the delivery is over; at once for one that is held."""
        if delivery in self._held:
            return
        # The loop gives up after `ack_within`; the second on top is for a busy machine.
        delivery.wait(self.ack_within + 1)

    def redeliver(
        self, delivery: Delivery, *, retry_attempt: int = 1, reason: str = "timeout"
    ) -> Delivery:
        """Send the same payload once more under a new envelope id, and wait for it."""
        again = Delivery(delivery.kind, delivery.app, delivery.sent)
        self._begin(again, attempt=retry_attempt, reason=reason)
        self.wait(again)
        return again

    def _begin(self, delivery: Delivery, attempt: int = 0, reason: str = "") -> None:
        delivery.made_at = delivery.made_at or self._now()
        self.deliveries.append(delivery)
        self.send(delivery, attempt, reason)

    def send(self, delivery: Delivery, attempt: int = 0, reason: str = "") -> None:
        """One attempt, not waited for."""
        envelope = Envelope(str(uuid.uuid4()), attempt, reason, sent_at=time.perf_counter())
        delivery.envelopes.append(envelope)
        self.on_attempt(delivery, envelope)
        link = self._switchboard.pick(delivery.app) if delivery.app else None
        if link is None:
            self._give_up(delivery, envelope, "connection_failed")
            return
        envelope.link = link.number
        pending = _Pending(delivery, envelope)
        self._pending[envelope.id] = pending
        self._loop.call(self._transmit, link, pending, _frame(delivery, envelope))

    def _transmit(self, link: Link, pending: _Pending, frame: str) -> None:
        link.wire.say(frame)
        pending.call_off_timeout = self._loop.call_later(
            self.ack_within, self._time_out, pending.envelope.id
        )

    # Acknowledgements

    def heard(self, text: str) -> None:
        """Take in what an app said on any of its links; all but acknowledgements is ignored."""
        envelope_id, payload = _acknowledgement(text)
        pending = self._pending.get(envelope_id)
        if pending is None:
            return
        if self._faults.loses_ack():
            self._time_out(envelope_id)
            return
        self._pending.pop(envelope_id, None)
        _call_off(pending)
        self._end(pending.delivery, pending.envelope, acked=True, payload=payload)

    def _time_out(self, envelope_id: str) -> None:
        pending = self._pending.pop(envelope_id, None)
        if pending is not None:
            _call_off(pending)
            self._give_up(pending.delivery, pending.envelope, "timeout")

    def _give_up(self, delivery: Delivery, envelope: Envelope, reason: str) -> None:
        if delivery.kind == EVENTS_API:
            self._plan_retry(delivery, envelope.retry_attempt + 1, reason)
        self._end(delivery, envelope, acked=False)

    def _end(
        self, delivery: Delivery, envelope: Envelope, *, acked: bool, payload: Json | None = None
    ) -> None:
        delivery.end(envelope, acked=acked, payload=payload)
        self.on_attempt(delivery, envelope)

    # Retries

    def _plan_retry(self, delivery: Delivery, attempt: int, reason: str) -> None:
        schedule = RETRIES + (DELAYED_RETRIES if self.delayed_events else ())
        if delivery.acked or attempt > len(schedule) or delivery.made_at is None:
            return
        due_at = delivery.made_at + schedule[attempt - 1]
        with self._lock:
            self._retries.append(Retry(due_at, delivery, attempt, reason))

    def retry_due(self) -> int:
        """Send again every event whose retry is due by now; gives back how many."""
        now = self._now()
        with self._lock:
            due = [retry for retry in self._retries if retry.due_at <= now]
            self._retries = [retry for retry in self._retries if retry.due_at > now]
        for retry in due:
            if not retry.delivery.acked:
                self.send(retry.delivery, retry.attempt, retry.reason)
        return len(due)

    @property
    def retries(self) -> list[Retry]:
        """The retries still to come."""
        with self._lock:
            return list(self._retries)

    # Holding back

    def _keeps(self, delivery: Delivery) -> bool:
        with self._lock:
            if not self._holding and self._faults.shuffle is None:
                return False
            delivery.made_at = self._now()
            self._held.append(delivery)
            return True

    @contextmanager
    def hold(self) -> Iterator[list[Delivery]]:
        """Keep events made in this block until `release`, or until it ends."""
        with self._lock:
            self._holding += 1
        try:
            yield self._held
        finally:
            with self._lock:
                self._holding -= 1
            if not self._holding and self._faults.shuffle is None:
                self.release()

    def release(self, order: Sequence[int] | str | None = None) -> list[Delivery]:
        """Deliver what is held, one after the other, and wait for each.

        `order` lists positions in the order they were made, or is "reversed". What it leaves out
        stays held.
        """
        with self._lock:
            chosen = _in_order(self._held, order)
            self._held = [delivery for delivery in self._held if delivery not in chosen]
        for delivery in chosen:
            self.deliver(delivery)
        return chosen

    def release_shuffled(self) -> None:
        """Send what is held in the order the shuffle fault draws, without waiting."""
        shuffle = self._faults.shuffle
        with self._lock:
            if shuffle is None or self._holding or not self._held:
                return
            chosen, self._held = self._held, []
        shuffle.shuffle(chosen)
        for delivery in chosen:
            self.deliver(delivery, wait=False)

    def settle(self, timeout: float) -> bool:
        """Wait until nothing is on its way; False when something still is after the timeout."""
        until = time.monotonic() + timeout
        while self._pending or (self._held and not self._holding):
            if time.monotonic() > until:
                return False
            time.sleep(0.002)
        return True


def _frame(delivery: Delivery, envelope: Envelope) -> str:
    frame: Json = {
        "envelope_id": envelope.id,
        "type": delivery.kind,
        "payload": delivery.sent,
        "accepts_response_payload": delivery.kind != EVENTS_API,
    }
    if delivery.kind == EVENTS_API:
        frame["retry_attempt"] = envelope.retry_attempt
        frame["retry_reason"] = envelope.retry_reason
    return json.dumps(frame)


def _acknowledgement(text: str) -> tuple[str, Json | None]:
    try:
        heard = json.loads(text)
    except ValueError:
        return "", None
    if not isinstance(heard, dict):
        return "", None
    payload = heard.get("payload")
    return str(heard.get("envelope_id", "")), payload if isinstance(payload, dict) else None


def _call_off(pending: _Pending) -> None:
    if pending.call_off_timeout is not None:
        pending.call_off_timeout()


def _in_order(held: list[Delivery], order: Sequence[int] | str | None) -> list[Delivery]:
    if order is None:
        return list(held)
    if isinstance(order, str):
        return held[::-1]
    return [held[position] for position in order]
