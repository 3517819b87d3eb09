"""The sender: take what is due from the outbox, say it at Slack's pace, report how it went."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.content import (
    CheckSettings,
    Elect,
    FetchMessage,
    LookAtCard,
    ReadProfile,
    SyncGroup,
)
from bot.domain.delivery import Failure
from bot.domain.ids import Front, MessageRef
from bot.services import Services
from bot.services.outbox import Parcel
from bot.slack.errors import Trouble, sort
from bot.slack.pacer import Pacer
from bot.slack.profiles import person
from bot.slack.wire import ResponseUrlIsDead, Wire

log = logging.getLogger(__name__)

AT_ONCE = 4
# Another replica may leave work without being able to wake this one.
LOOK_EVERY = timedelta(seconds=1)
_BREATH_SECONDS = 2.0
_CANNOT_LOOK = frozenset(
    {"missing_scope", "not_in_channel", "channel_not_found", "thread_not_found"}
)


class Sender:
    """Delivers one front's outbox. `start` for a process, `drain` for a test or a script."""

    def __init__(self, services: Services, wire: Wire, front: Front, clock: Clock) -> None:
        """Send nothing yet."""
        self._services = services
        self._wire = wire
        self._front = front
        self._clock = clock
        self._pacer = Pacer()
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._slots = threading.Semaphore(AT_ONCE)

    def wake(self) -> None:
        """Look at the outbox now rather than in a second."""
        self._awake.set()

    def start(self) -> None:
        """Deliver in the background from now on."""
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being said, begin nothing new, and return when that is done."""
        self._stopping.set()
        self._awake.set()
        if self._thread:
            self._thread.join()
            self._thread = None

    def drain(self) -> int:
        """Deliver everything that may go now, in this thread; return how much that was."""
        count = 0
        while parcel := self._next():
            self._deliver(parcel)
            count += 1
        return count

    def next_due(self) -> datetime | None:
        """Return when something could go next, pacing included; None if nothing waits."""
        due = self._services.outbox.next_due(self._front)
        if due is None:
            return None
        now = self._clock.now()
        opening = self._pacer.next_opening(now)
        return opening if opening and due <= now else due

    def _run(self) -> None:
        with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="sender") as pool:
            while not self._stopping.is_set():
                self._awake.clear()
                try:
                    self._send_due(pool)
                    self._sleep()
                except Exception:  # the database may be away for a while; the loop must outlive it
                    log.exception(
                        "The outbox cannot be read; trying again in %s s", _BREATH_SECONDS
                    )
                    self._stopping.wait(_BREATH_SECONDS)

    def _send_due(self, pool: ThreadPoolExecutor) -> None:
        while not self._stopping.is_set():
            self._slots.acquire()
            parcel = None
            try:
                parcel = self._next()
            finally:
                if parcel is None:
                    self._slots.release()
            if parcel is None:
                return
            pool.submit(self._deliver, parcel).add_done_callback(self._done)

    def _done(self, _: "Future[None]") -> None:
        self._slots.release()
        self._awake.set()

    def _sleep(self) -> None:
        due = self._next_look()
        self._awake.wait(self._clock.seconds_until(due))

    def _next_look(self) -> datetime:
        now = self._clock.now()
        limit = now + LOOK_EVERY
        due = self.next_due()
        return min(limit, due) if due and due > now else limit

    def _next(self) -> Parcel | None:
        """Return the next parcel that pacing lets through, already counted."""
        now = self._clock.now()
        parcel = self._services.outbox.lease(self._front, self._pacer.closed(now))
        if parcel:
            self._pacer.spend(self._wire.call_of(parcel), parcel.place, now)
        return parcel

    def _deliver(self, parcel: Parcel) -> None:
        """Say it and report; whatever happens, the lease is given back or ends by itself."""
        try:
            self._say(parcel)
        except Exception:  # a bug or a lost database must not end the sender; the lease ends itself
            log.exception("Delivering %s went wrong; it will be tried again", parcel.notice.key)

    def _say(self, parcel: Parcel) -> None:
        try:
            ref = self._look_for(parcel)
        except Exception as error:  # noqa: BLE001  # sorted and reported, whatever it is
            self._report(parcel, error, is_unsure=True)
            return
        try:
            report = self._spoken(parcel, ref)
        except Exception as error:  # noqa: BLE001  # sorted and reported, whatever it is
            self._report(parcel, error, is_unsure=False)
            return
        report()

    def _spoken(self, parcel: Parcel, posted: MessageRef | None) -> Callable[[], None]:
        """Make the call, unless the post was found; return how to report that it was made."""
        outbox = self._services.outbox
        match parcel.content:
            case ReadProfile(user=user):
                profile = self._wire.profile(user)
                read = person(self._front, profile, self._clock.now())
                return lambda: outbox.profile_read(parcel, read)
            case Elect(user=user):
                found = person(self._front, self._wire.profile(user), self._clock.now())
                return lambda: outbox.elected(parcel, found)
            case FetchMessage() as wanted:
                message = self._wire.fetch(wanted, self._front, self._clock.now())
                return lambda: outbox.fetched(parcel, message)
            case LookAtCard(card=card):
                read_at = self._clock.now()
                present = self._wire.emoji(card)
                return lambda: outbox.looked(parcel, present, read_at)
            case CheckSettings() as wanted:
                self._wire.check(parcel, wanted)
                return lambda: outbox.delivered(parcel, None)
            case SyncGroup() as wanted:
                self._wire.sync(wanted)
                return lambda: outbox.delivered(parcel, None)
            case _:
                ref = posted or self._said(parcel)
                return lambda: outbox.delivered(parcel, ref)

    def _said(self, parcel: Parcel) -> MessageRef | None:
        try:
            return self._wire.say(parcel)
        except ResponseUrlIsDead as error:
            log.info("%s came too late for its reader: %s", parcel.notice.key, error)
            return None

    def _look_for(self, parcel: Parcel) -> MessageRef | None:
        try:
            return self._wire.find(parcel)
        except Exception as error:  # sorted; what is not expected goes on
            trouble = sort(error)
            if trouble is None or trouble.code not in _CANNOT_LOOK:
                raise
            log.warning(
                "Cannot look whether %s was posted (%s); posting it, a double is possible",
                parcel.notice.key,
                trouble.code,
            )
            return None

    def _report(self, parcel: Parcel, error: Exception, *, is_unsure: bool) -> None:
        trouble = sort(error)
        if trouble is None:
            log.error("Saying %s failed", parcel.notice.key, exc_info=error)
            trouble = Trouble(Failure.BUG, type(error).__name__)
        if trouble.failure is Failure.THROTTLED and trouble.retry_after:
            call = self._wire.call_of(parcel)
            self._pacer.pause(call, parcel.place, trouble.retry_after, self._clock.now())
        verdict = self._services.outbox.failed(
            parcel,
            trouble.failure,
            trouble.code,
            retry_after=trouble.retry_after,
            is_unsure=is_unsure or trouble.failure is Failure.AMBIGUOUS,
        )
        # Blocks that Slack declines are a bug of ours; the rest happens.
        log.log(
            logging.ERROR if trouble.failure is Failure.CONTENT else logging.WARNING,
            "%s was not said: %s (%s), now: %s",
            parcel.notice.key,
            trouble.code,
            trouble.failure,
            verdict.step,
        )
