"""The outbox: what has to be said is said once, in order, and by one."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from bot.domain.ids import ChannelId, Front, Number, WorkspaceId
from bot.domain.notice import WISHES, Call, Kind, Notice, Target
from storage.database import Database
from storage.outbox import Closed, Leased
from storage.rows import outbox
from tests.builders import ADA, FINN, FRONT, GENERAL, NOW, REQUESTS, later
from tests.fakes import NOTHING_CLOSED, a_notice

LEASE = timedelta(seconds=60)


@dataclass(slots=True)
class Box:
    """The outbox in transactions of their own; every lease has another name."""

    db: Database
    names: count = None  # type: ignore[assignment, type-arg]

    def __post_init__(self) -> None:
        self.names = count(1)

    def put(self, *notices: Notice, now: datetime = NOW) -> None:
        with self.db.begin() as tx:
            for notice in notices:
                tx.outbox.put(notice, now)

    def lease(self, now: datetime = NOW, closed: Closed = NOTHING_CLOSED) -> Leased | None:
        name = f"lease-{next(self.names)}"
        with self.db.begin() as tx:
            return tx.outbox.lease(FRONT, lease=name, now=now, until=now + LEASE, closed=closed)

    def must_lease(self, now: datetime = NOW) -> Leased:
        leased = self.lease(now)
        assert leased is not None
        return leased

    def settle(self, leased: Leased, now: datetime = NOW, call: Call = Call.POST) -> None:
        with self.db.begin() as tx:
            tx.outbox.settle(leased, now=now, not_before=now, call=call)

    def retry(
        self, leased: Leased, at: datetime, *, is_unsure: bool = False, **changes: object
    ) -> None:
        with self.db.begin() as tx:
            tx.outbox.retry(leased, at=at, error="ratelimited", is_unsure=is_unsure, **changes)

    def drain(self, now: datetime = NOW) -> list[str]:
        """Lease and settle until nothing is due; return the keys in the order they came."""
        keys = []
        while leased := self.lease(now):
            keys.append(leased.notice.key)
            self.settle(leased, now)
        return keys

    def waiting(self, front: Front = FRONT) -> int:
        with self.db.read() as tx:
            return tx.outbox.count_waiting(front)

    def next_due(self) -> datetime | None:
        with self.db.read() as tx:
            return tx.outbox.next_due(FRONT)

    def row(self, key: str) -> object:
        with self.db.engine.connect() as connection:
            return connection.execute(select(outbox).where(outbox.c.key == key)).one()


@pytest.fixture
def box(db: Database) -> Box:
    return Box(db)


def a_card(now: datetime = NOW, channel: ChannelId = REQUESTS) -> Notice:
    return a_notice(
        "card:42", kind=Kind.CARD, target=Target(channel=channel), seq=None, not_before=now
    )


# --- putting ---------------------------------------------------------------------------------


def test_a_notice_is_leased_as_it_was_put(box: Box):
    notice = Notice(
        front=FRONT,
        kind=Kind.REFUSE,
        key="refuse:emoji:1",
        lane="refuse",
        target=Target(channel=REQUESTS, user=ADA, url="https://hooks.slack.test/1", ts="1.000100"),
        number=Number(7),
        seq=3,
        about="another_has_it",
        not_before=NOW,
    )

    box.put(notice)
    leased = box.must_lease()

    assert leased.notice == notice
    assert (leased.version, leased.attempts, leased.is_plain) == (1, 1, False)
    assert leased.unsure_since is None


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in WISHES])
def test_the_same_cause_leaves_one_notice(box: Box, kind: Kind):
    notice = a_notice(kind=kind)

    box.put(notice, notice)
    said = box.drain()
    box.put(replace(notice, not_before=later(minutes=1)), now=later(minutes=1))

    assert said == [notice.key]
    assert box.waiting() == 0


@pytest.mark.parametrize("kind", sorted(WISHES))
def test_a_wish_made_twice_before_it_is_fulfilled_is_fulfilled_once(box: Box, kind: Kind):
    box.put(a_notice(kind=kind), a_notice(kind=kind))

    assert len(box.drain()) == 1


def test_a_wish_that_was_fulfilled_can_be_made_again(box: Box):
    box.put(a_card())
    box.drain()

    box.put(a_card(later(minutes=1)), now=later(minutes=1))

    assert box.drain(later(minutes=1)) == ["card:42"]


def test_a_wish_renewed_while_it_is_being_fulfilled_waits_again(box: Box):
    box.put(a_card())
    leased = box.must_lease()

    box.put(a_card(later(seconds=1)), now=later(seconds=1))
    while_leased = box.lease(later(seconds=1))
    box.settle(leased, later(seconds=2))

    assert while_leased is None
    assert box.drain(later(seconds=2)) == ["card:42"]
    assert box.waiting() == 0


def test_a_renewed_wish_rests_as_long_as_it_was_told_to(box: Box):
    box.put(a_card())
    leased = box.must_lease()
    box.put(a_card())
    with box.db.begin() as tx:
        rested = later(seconds=5)
        tx.outbox.settle(leased, now=NOW, not_before=rested, call=Call.UPDATE)

    box.put(a_card(later(seconds=1)), now=later(seconds=1))

    assert box.lease(later(seconds=4)) is None
    assert box.lease(later(seconds=5)) is not None


def test_a_renewed_wish_does_not_jump_a_retry(box: Box):
    box.put(a_card())
    box.retry(box.must_lease(), later(seconds=30))

    box.put(a_card(later(seconds=1)), now=later(seconds=1))

    assert box.lease(later(seconds=29)) is None
    assert box.must_lease(later(seconds=30)).attempts == 2


def test_a_fulfilled_wish_starts_with_fresh_attempts_in_its_new_channel(box: Box):
    box.put(a_card())
    box.retry(box.must_lease(), later(seconds=1))
    box.drain(later(seconds=1))

    box.put(a_card(later(minutes=1), channel=GENERAL), now=later(minutes=1))
    leased = box.must_lease(later(minutes=1))

    assert leased.attempts == 1
    assert leased.notice.target == Target(channel=GENERAL)


# --- leasing ---------------------------------------------------------------------------------


def test_nothing_is_leased_before_it_is_due(box: Box):
    box.put(a_notice(not_before=later(minutes=10)))

    assert box.lease(later(minutes=9)) is None
    assert box.lease(later(minutes=10)) is not None


def test_of_what_is_due_the_oldest_is_leased_first(box: Box):
    box.put(a_notice("younger"), now=later(seconds=1))
    box.put(a_notice("b", not_before=later(seconds=2)), a_notice("a"))

    assert box.drain(later(minutes=1)) == ["a", "b", "younger"]


def test_what_failed_alike_for_a_target_is_tried_together_and_the_oldest_first(box: Box):
    target = Target(channel=REQUESTS)
    box.put(*(a_notice(key, target=target) for key in ("1", "2", "3")), a_notice("elsewhere"))
    for error in ("http_503", "http_503", "is_archived", "http_503"):
        leased = box.must_lease()
        with box.db.begin() as tx:
            tx.outbox.retry(leased, at=later(minutes=1), error=error, is_unsure=False)

    with box.db.begin() as tx:
        at, first_at = later(minutes=9), later(minutes=8)
        tx.outbox.gather(FRONT, target=REQUESTS, error="http_503", at=at, first_at=first_at)

    assert box.drain(later(minutes=7)) == ["3", "elsewhere"]
    assert box.drain(later(minutes=8)) == ["1"]
    assert box.drain(later(minutes=9)) == ["2"]


def test_in_a_lane_one_goes_at_a_time(box: Box):
    box.put(a_notice("1", lane="dm"), a_notice("2", lane="dm"), a_notice("3", lane="other"))

    first, other, none = box.must_lease(), box.must_lease(), box.lease()
    box.settle(first)

    assert (first.notice.key, other.notice.key, none) == ("1", "3", None)
    assert box.must_lease().notice.key == "2"


def test_in_a_lane_the_older_goes_first_even_if_it_became_due_later(box: Box):
    box.put(a_notice("z", lane="dm", not_before=later(seconds=5)), now=NOW)
    box.put(a_notice("a", lane="dm", not_before=later(seconds=2)), now=later(seconds=2))

    assert box.drain(later(seconds=10)) == ["z", "a"]


def test_in_a_lane_one_that_is_not_due_holds_up_nobody(box: Box):
    box.put(a_notice("1", lane="dm", not_before=later(minutes=10)))
    box.put(a_notice("2", lane="dm"), now=later(seconds=1))

    assert box.drain(later(seconds=1)) == ["2"]


def test_in_a_lane_nobody_passes_one_that_is_being_said(box: Box):
    box.put(a_notice("new", lane="dm"), now=later(seconds=1))
    leased = box.must_lease(later(seconds=1))
    box.put(a_notice("old", lane="dm"), now=NOW)

    assert leased.notice.key == "new"
    assert box.lease(later(seconds=2)) is None


def test_an_ended_lease_leaves_a_doubt(box: Box):
    box.put(a_notice())
    box.must_lease()

    during, after = box.lease(NOW + LEASE - timedelta(seconds=1)), box.must_lease(NOW + LEASE)

    assert during is None
    assert after.unsure_since == NOW
    assert after.attempts == 2


def test_a_doubt_dates_from_the_first_try(box: Box):
    box.put(a_notice())
    for minute in (0, 2, 4):
        box.must_lease(later(minutes=minute))

    assert box.must_lease(later(minutes=6)).unsure_since == NOW


def test_whose_lease_has_ended_can_no_longer_report(box: Box):
    box.put(a_notice())
    dead = box.must_lease()
    alive = box.must_lease(NOW + LEASE)

    box.settle(dead, NOW + LEASE)
    box.retry(dead, later(hours=1))

    assert box.waiting() == 1
    box.settle(alive, NOW + LEASE)
    assert box.waiting() == 0


def test_a_closed_call_is_passed_over(box: Box):
    box.put(a_notice("ephemeral", kind=Kind.PROMPT), a_notice("post"))

    leased = box.lease(closed=Closed(calls=frozenset({Call.EPHEMERAL})))

    assert leased
    assert leased.notice.key == "post"
    both = frozenset({Call.EPHEMERAL, Call.POST})
    assert box.lease(closed=Closed(calls=both)) is None


@pytest.mark.parametrize(
    ("target", "place"),
    [
        (Target(channel=REQUESTS), REQUESTS),
        (Target(user=FINN), FINN),
        (Target(channel=REQUESTS, user=FINN), REQUESTS),
    ],
)
def test_nothing_is_posted_where_it_is_too_busy(box: Box, target: Target, place: str):
    box.put(a_notice("busy", target=target))
    box.put(a_notice("free", target=Target(channel=GENERAL)), now=later(seconds=1))

    leased = box.lease(later(seconds=1), Closed(targets=frozenset({place})))

    assert leased
    assert leased.notice.key == "free"
    assert box.lease(later(seconds=1), Closed(targets=frozenset({place}))) is None


def test_a_busy_channel_may_still_be_edited(box: Box):
    busy = Closed(targets=frozenset({str(REQUESTS)}))
    box.put(a_card())
    box.settle(box.must_lease(), call=Call.UPDATE)

    box.put(a_card(later(seconds=1)), now=later(seconds=1))

    assert box.lease(later(seconds=1), busy) is not None


def test_fronts_have_outboxes_of_their_own(box: Box):
    elsewhere = Front(WorkspaceId("T0OTHER"))
    box.put(a_notice("1", lane="dm", front=elsewhere))
    box.put(a_notice("1", lane="dm"), now=later(seconds=1))

    leased = box.must_lease(later(seconds=1))

    assert leased.notice.front == FRONT
    assert box.waiting(elsewhere) == 1
    box.settle(leased)
    assert box.lease(later(seconds=1)) is None


# --- reporting -------------------------------------------------------------------------------


def test_what_was_said_is_never_leased_again(box: Box):
    box.put(a_notice())

    assert box.drain() == ["tell:1"]
    assert box.lease(later(days=1)) is None


def test_a_retry_waits_and_remembers_why(box: Box):
    box.put(a_notice())

    box.retry(box.must_lease(), later(seconds=8))

    assert box.lease(later(seconds=7)) is None
    again = box.must_lease(later(seconds=8))
    assert again.attempts == 2
    assert again.unsure_since is None


def test_a_retry_in_doubt_keeps_the_doubt(box: Box):
    box.put(a_notice())

    box.retry(box.must_lease(), later(seconds=1), is_unsure=True)

    assert box.must_lease(later(seconds=1)).unsure_since == NOW


def test_a_sure_retry_forgets_the_doubt(box: Box):
    box.put(a_notice())
    box.must_lease()

    box.retry(box.must_lease(NOW + LEASE), later(minutes=5))

    assert box.must_lease(later(minutes=5)).unsure_since is None


def test_a_retry_may_be_plain_and_may_be_another_call(box: Box):
    box.put(a_notice(kind=Kind.CLOSE_QUESTION))

    box.retry(box.must_lease(), NOW, is_plain=True, call=Call.POST)

    assert box.lease(closed=Closed(calls=frozenset({Call.POST}))) is None
    assert box.must_lease().is_plain


def test_an_error_of_any_length_can_be_kept(box: Box):
    box.put(a_notice())
    with box.db.begin() as tx:
        leased = tx.outbox.lease(
            FRONT, lease="1", now=NOW, until=NOW + LEASE, closed=NOTHING_CLOSED
        )
        assert leased
        tx.outbox.retry(leased, at=NOW, error="<html>" * 1000, is_unsure=False)

    assert box.lease() is not None


def test_a_response_url_is_not_kept_longer_than_needed(box: Box):
    box.put(a_notice(kind=Kind.CONFIRM, target=Target(user=FINN, url="https://hooks.test/secret")))
    box.drain()

    assert box.row("tell:1").url is None  # type: ignore[attr-defined]


# --- hurrying, holding, resuming -------------------------------------------------------------


def test_what_waits_can_be_hurried(box: Box):
    box.put(a_notice(not_before=later(minutes=10)))

    with box.db.begin() as tx:
        was_hurried = tx.outbox.hurry(FRONT, "tell:1", later(minutes=1))

    assert was_hurried
    assert box.lease(later(minutes=1)) is not None


def test_what_is_said_or_being_said_cannot_be_hurried(box: Box):
    box.put(a_notice())
    leased = box.must_lease()

    with box.db.begin() as tx:
        while_leased = tx.outbox.hurry(FRONT, "tell:1", later(seconds=1))
    box.settle(leased)
    with box.db.begin() as tx:
        once_said = tx.outbox.hurry(FRONT, "tell:1", later(seconds=1))
        unknown = tx.outbox.hurry(FRONT, "tell:2", later(seconds=1))

    assert (while_leased, once_said, unknown) == (False, False, False)


def test_a_held_target_waits_while_others_go(box: Box):
    box.put(a_notice("channel", target=Target(channel=REQUESTS)), a_notice("dm"))

    with box.db.begin() as tx:
        tx.outbox.hold(FRONT, now=NOW, error="held", until=later(minutes=5), target=REQUESTS)

    assert box.drain(later(minutes=4)) == ["dm"]
    assert box.drain(later(minutes=5)) == ["channel"]


def test_everything_can_be_held(box: Box):
    box.put(a_notice("channel", target=Target(channel=REQUESTS)), a_notice("dm"))

    with box.db.begin() as tx:
        tx.outbox.hold(FRONT, now=NOW, error="held", until=later(minutes=5))

    assert box.lease(later(minutes=4)) is None
    assert box.drain(later(minutes=5)) == ["channel", "dm"]


def test_holding_shortens_no_wait(box: Box):
    box.put(a_notice(not_before=later(minutes=10)))

    with box.db.begin() as tx:
        tx.outbox.hold(FRONT, now=NOW, error="held", until=later(minutes=5))

    assert box.lease(later(minutes=9)) is None


def test_all_that_was_held_goes_when_its_target_is_mended(box: Box):
    box.put(*(a_notice(key, target=Target(channel=REQUESTS)) for key in ("1", "2", "3")))
    box.put(a_notice("elsewhere", target=Target(channel=GENERAL)))
    failed = box.must_lease()
    with box.db.begin() as tx:
        tx.outbox.hold(FRONT, now=NOW, error="held", until=later(minutes=6))
        tx.outbox.retry(failed, at=later(minutes=5), error="is_archived", is_unsure=False)

    with box.db.begin() as tx:
        tx.outbox.resume(FRONT, target=REQUESTS, now=later(minutes=1))

    assert box.drain(later(minutes=1)) == ["1", "2", "3"]
    assert box.drain(later(minutes=6)) == ["elsewhere"]


def test_resuming_hurries_nothing_that_waits_by_intention(box: Box):
    box.put(a_notice(not_before=later(minutes=10), target=Target(channel=REQUESTS)))

    with box.db.begin() as tx:
        tx.outbox.resume(FRONT, target=REQUESTS, now=later(minutes=1))

    assert box.lease(later(minutes=9)) is None


# --- looking and pruning ---------------------------------------------------------------------


def test_next_due_is_the_first_moment_something_may_go(box: Box):
    nothing = box.next_due()
    box.put(a_notice("1", not_before=later(minutes=3)), a_notice("2", not_before=later(minutes=2)))
    waiting = box.next_due()
    leased = box.must_lease(later(minutes=2))
    while_leased = box.next_due()
    box.settle(leased, later(minutes=2))
    box.must_lease(later(minutes=3))

    assert nothing is None
    assert waiting == later(minutes=2)
    assert while_leased == later(minutes=3)
    assert box.next_due() == later(minutes=3) + LEASE


def test_only_what_was_said_long_ago_is_pruned(box: Box):
    box.put(a_notice("old"))
    box.drain()
    box.put(a_notice("new"), now=later(days=7))
    box.drain(later(days=7))
    box.put(a_notice("waits", not_before=later(days=30)))

    with box.db.begin() as tx:
        pruned = tx.outbox.prune(FRONT, later(days=7))

    assert pruned == 1
    assert box.waiting() == 1
    box.put(a_notice("new"), a_notice("waits"))
    assert box.waiting() == 1
