"""Eight replicas at once, each with connections of its own: what may happen once happens once."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.domain.content import Confirmation
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import MessageRef, Number, UserId
from bot.domain.incident import Incident, State
from bot.domain.notice import CALLS
from bot.domain.timeline import What
from bot.services import Services
from bot.services.ground import Ground
from bot.services.ticket import fetched
from storage.database import Database
from storage.rows import outbox
from tests.builders import (
    FINN,
    FRONT,
    GENERAL,
    NOW,
    ZOE,
    a_message,
    a_request,
    a_toggle,
    found,
    later,
)
from tests.fakes import NOTHING_CLOSED, TEAM, a_notice, an_act, at_once

REPLICAS = 8
ROUNDS = 6
# Every second request is Finn's, every other one is Zoe's.
SECOND_ONES = {f"command:{index}" for index in range(1, 2 * ROUNDS, 2)}
EVERYONE = [UserId(f"U0R{index}") for index in range(REPLICAS)]
EIGHT = TEAM.replace('"U0ADA", "U0BO", "U0CY"', ", ".join(f'"{user}"' for user in EVERYONE))


@pytest.fixture
def replicas(replica: Callable[[], Database]) -> list[Database]:
    """Give eight databases that are one; every one has a connection open."""
    found = [replica() for _ in range(REPLICAS)]
    for db in found:
        with db.read() as tx:
            tx.workspaces.fronts()
    return found


@pytest.fixture
def offices(replicas: list[Database]) -> list[Services]:
    """Give the services of eight replicas, with eight people in the team."""
    offices = [Services.on(Ground(db=db, now=lambda: NOW)) for db in replicas]
    offices[0].settings.replace(FRONT, EIGHT)
    return offices


def test_of_eight_who_claim_at_once_one_has_it(offices: list[Services]):
    number = offices[0].incidents.file(FRONT, a_request()).seen.incident.number

    def claim(office: Services, user: UserId) -> Callable[[], Incident]:
        return lambda: office.incidents.claim(an_act(number, user))

    outcomes = at_once([claim(*pair) for pair in zip(offices, EVERYONE, strict=True)])

    won = [outcome for outcome in outcomes if isinstance(outcome, Incident)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    story = offices[0].queue.story(FRONT, number, EVERYONE[0])
    assert len(won) == 1
    assert [refusal.reason for refusal in lost] == [Reason.ANOTHER_HAS_IT] * (REPLICAS - 1)
    assert {refusal.owner for refusal in lost} == {won[0].owner}
    assert story.line.seen.incident == won[0]
    assert [entry.what for entry in story.entries] == [What.FILED, What.CLAIMED]


def test_one_delivery_told_to_eight_files_one_incident(offices: list[Services]):
    def file(office: Services) -> Callable[[], Confirmation]:
        return lambda: office.incidents.file(FRONT, a_request(source_key="command:same"))

    outcomes = at_once([file(office) for office in offices])

    next_one = offices[0].incidents.file(FRONT, a_request(source_key="command:other"))
    filed = [one.seen.incident for one in outcomes if isinstance(one, Confirmation)]
    assert [incident.number for incident in filed] == [1] * REPLICAS
    assert next_one.seen.incident.number == 2


def test_one_act_told_to_eight_is_done_once(offices: list[Services]):
    number = offices[0].incidents.file(FRONT, a_request()).seen.incident.number

    def claim(office: Services) -> Callable[[], Incident]:
        return lambda: office.incidents.claim(an_act(number, EVERYONE[0], "event:same"))

    outcomes = at_once([claim(office) for office in offices])

    story = offices[0].queue.story(FRONT, number, EVERYONE[0])
    assert outcomes == [story.line.seen.incident] * REPLICAS
    assert [entry.what for entry in story.entries] == [What.FILED, What.CLAIMED]


def test_an_original_that_ends_as_another_joins_it_is_heard_of_once(offices: list[Services]):
    """Whichever is first: who asked the same hears how it ended, once."""
    ada, bo = EVERYONE[:2]
    numbers = [_file(offices[0], f"command:{index}") for index in range(2 * ROUNDS)]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))

    for original, duplicate in pairs:
        outcomes = at_once(
            [
                partial(offices[0].incidents.decline, an_act(original, ada), "Not ours"),
                partial(offices[1].incidents.mark_duplicate, an_act(duplicate, bo), original),
            ]
        )
        assert [one.state for one in outcomes if isinstance(one, Incident)] == [
            State.DECLINED,
            State.DUPLICATE,
        ]

    heard = _noticed(offices[0], "hear")
    assert heard == [(original, FINN) for original, _ in pairs]


def test_of_two_that_become_each_others_duplicate_at_once_one_does(offices: list[Services]):
    ada, bo = EVERYONE[:2]
    one, two = _file(offices[0], "command:1"), _file(offices[0], "command:2")

    outcomes = at_once(
        [
            partial(offices[0].incidents.mark_duplicate, an_act(one, ada), two),
            partial(offices[1].incidents.mark_duplicate, an_act(two, bo), one),
        ]
    )

    reasons = {each.reason for each in outcomes if isinstance(each, Refusal)}
    assert [type(each) for each in outcomes].count(Incident) == 1
    assert reasons <= {Reason.CHANGED_MEANWHILE, Reason.ITSELF}
    assert len(reasons) == 1


def test_one_emoji_told_to_eight_reads_and_files_one_message(
    offices: list[Services], replicas: list[Database]
):
    toggle = a_toggle("ticket", ZOE, message=a_message(channel=GENERAL))

    at_once([partial(office.reactions.toggled, FRONT, toggle) for office in offices])
    outcomes = at_once([partial(read_it, db, toggle.message) for db in replicas])

    number = _file(offices[0], "command:another")
    assert outcomes == [None] * REPLICAS
    assert len(_noticed(offices[0], "fetch")) == 1
    assert len(_noticed(offices[0], "filed")) == 2
    assert number == 2


def _file(office: Services, key: str) -> Number:
    asks = FINN if key in SECOND_ONES else ZOE
    request = a_request(source_key=key, requester=asks)
    return office.incidents.file(FRONT, request).seen.incident.number


def _noticed(office: Services, kind: str) -> list[tuple[int | None, str | None]]:
    """Return the incidents and readers of every notice of a kind."""
    statement = select(outbox.c.number, outbox.c.user).where(outbox.c.kind == kind)
    with office.outbox._ground.db.looking() as connection:
        return sorted((row.number, row.user) for row in connection.execute(statement))


def read_it(db: Database, message: MessageRef) -> None:
    with db.begin() as tx:
        fetched(tx, FRONT, message, found(), NOW)


def test_eight_senders_share_forty_notices_without_a_double(replicas: list[Database]):
    with replicas[0].begin() as tx:
        for index in range(40):
            tx.outbox.put(a_notice(f"tell:{index}"), NOW)

    def send(db: Database, name: str) -> Callable[[], list[str]]:
        return lambda: send_all(db, name)

    outcomes = at_once([send(db, str(index)) for index, db in enumerate(replicas)])

    said = [key for keys in outcomes if isinstance(keys, list) for key in keys]
    assert sorted(said) == sorted(f"tell:{index}" for index in range(40))


def test_eight_senders_keep_the_order_of_a_lane(replicas: list[Database]):
    keys = [f"tell:{index:02}" for index in range(12)]
    with replicas[0].begin() as tx:
        for key in keys:
            tx.outbox.put(a_notice(key, lane="dm:1"), NOW)
    said: list[str] = []

    def send(db: Database, name: str) -> Callable[[], list[str]]:
        return lambda: send_all(db, name, said, until=len(keys))

    outcomes = at_once([send(db, str(index)) for index, db in enumerate(replicas)])

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert said == keys


def test_a_tick_that_eight_want_belongs_to_one(replicas: list[Database]):
    def claim(db: Database) -> Callable[[], bool]:
        return lambda: claim_tick(db)

    outcomes = at_once([claim(db) for db in replicas])

    assert sorted(map(str, outcomes)) == ["False"] * (REPLICAS - 1) + ["True"]


def test_of_eight_who_save_the_same_copy_of_the_settings_one_succeeds(offices: list[Services]):
    version = offices[0].settings.current(FRONT).version

    def save(office: Services, name: str) -> Callable[[], str]:
        text = f'[team]\nname = "{name}"'
        return lambda: office.settings.replace(FRONT, text, expected_version=version).team.name

    outcomes = at_once([save(office, f"N{index}") for index, office in enumerate(offices)])

    names = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert names == [offices[0].settings.current(FRONT).team.name]
    refusals = {str(outcome) for outcome in outcomes if isinstance(outcome, Exception)}
    assert refusals == {"Somebody changed the settings meanwhile; look again, then save."}


def send_all(
    db: Database, name: str, said: list[str] | None = None, *, until: int = 0
) -> list[str]:
    """Lease and settle until nothing is due and `until` are said by all; return one's own keys."""
    keys: list[str] = []
    while True:
        with db.begin() as tx:
            leased = tx.outbox.lease(
                FRONT,
                lease=f"{name}:{len(keys)}",
                now=NOW,
                until=NOW + timedelta(minutes=1),
                closed=NOTHING_CLOSED,
            )
        if leased is None:
            if said is None or len(said) >= until:
                return keys
            time.sleep(0.01)
            continue
        keys.append(leased.notice.key)
        if said is not None:
            said.append(leased.notice.key)
        with db.begin() as tx:
            call = leased.notice.kind
            tx.outbox.settle(leased, now=later(seconds=1), not_before=NOW, call=CALLS[call])


def claim_tick(db: Database) -> bool:
    with db.begin() as tx:
        return tx.ticks.claim(FRONT, "prune", "2026-03-03", NOW)
