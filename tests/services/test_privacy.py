"""Of a private incident no word reaches anybody who may not see it, whatever is said about it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.domain.closing import Answer, Effort
from bot.domain.duty import Handed
from bot.domain.errors import Reason, Refusal
from bot.domain.follower import Follower
from bot.domain.ids import Number, UserId
from bot.domain.incident import Ending, Incident
from bot.domain.notice import Kind, Notice, Target
from bot.domain.privacy import seen_by, viewer
from bot.domain.rota_news import outcome_about
from bot.domain.settings import Settings
from bot.domain.severity import Severity
from bot.domain.ticket import Stage
from bot.domain.timeline import Entry, What
from bot.services import settings as settings_desk
from bot.services.content import compose
from storage.database import Transaction
from storage.message import Purpose
from tests.builders import (
    ADA,
    BO,
    CY,
    FINN,
    FRONT,
    LOU,
    MIRA,
    PAT,
    REQUESTS,
    ZOE,
    a_message,
    a_request,
    a_ticket,
)
from tests.fakes import an_act
from tests.services.case import ONE, TWO, URL, Case

MARK = "payroll of the board"
LINK = "https://sheets.test/payroll-of-the-board"
SOURCE = a_message("1795000000.000100")
# Of each kind one: who files, has it, is in the team, leads, is named in it, administrates.
READERS = (FINN, ADA, BO, CY, LOU, PAT, MIRA, ZOE)


def is_in(value: object) -> bool:
    """Whether a word of it is anywhere in the value, however deep."""
    return MARK in repr(value) or LINK in repr(value)


@dataclass(slots=True)
class Secret:
    """INC-2: private, Finn's; Pat is named in it, and Ada has it once she has claimed it."""

    case: Case

    def file(self) -> None:
        request = a_request(
            MARK,
            source_key="command:secret",
            link=LINK,
            source_url=f"{LINK}/message",
            message=SOURCE,
            is_private=True,
        )
        self.case.services.incidents.file(FRONT, request)
        self.then(self.case.services.incidents.let_see, FINN, (PAT,))
        self.then(self.case.services.incidents.edit, FINN, f"{MARK}, again")

    def then(self, do: Callable[..., Incident], by: UserId, *words: object) -> None:
        """Do something to it; and everybody follows it, however they came to."""
        do(an_act(TWO, by), *words)
        with self.case.ground.db.begin() as tx:
            for user in set(READERS) - {FINN}:
                now = self.case.clock.now()
                tx.followers.add(Follower(front=FRONT, number=TWO, user_id=user, since=now))

    def is_worked_on(self) -> None:
        do = self.case.services.incidents
        self.then(do.claim, ADA)
        self.then(do.change_severity, BO, Severity.S1, MARK)
        self.then(do.ask, ADA, f"Which {MARK}?")
        self.then(do.ask, ADA, f"Which part of the {MARK}?")
        self.then(do.reply, FINN, MARK)
        self.then(do.say_more, FINN, MARK)

    def is_asked_again(self) -> None:
        self.then(self.case.services.incidents.ask, ADA, f"Which {MARK}?")

    def is_answered(self) -> None:
        self.then(self.case.services.incidents.answer, ADA, Ending(words=MARK, link=LINK))
        self.then(self.case.services.incidents.write, ADA, Ending(words=f"{MARK}!", link=LINK))

    def is_a_stopgap(self) -> None:
        self.then(self.case.services.incidents.stopgap, ADA, Ending(words=MARK, link=LINK))

    def is_reopened(self) -> None:
        self.is_answered()
        self.then(self.case.services.incidents.reopen, FINN, MARK)

    def is_declined(self) -> None:
        self.then(self.case.services.incidents.decline, BO, MARK)

    def is_withdrawn(self) -> None:
        self.then(self.case.services.incidents.withdraw, FINN)

    def is_a_duplicate(self) -> None:
        self.then(self.case.services.incidents.mark_duplicate, BO, ONE)

    def is_passed_on(self) -> None:
        self.then(self.case.services.incidents.reassign, LOU, CY)

    def is_nobodys(self) -> None:
        self.is_asked_again()
        self.then(self.case.services.incidents.release, ADA)

    def lost_its_owner(self) -> None:
        self.is_answered()
        self.case.services.settings.replace(FRONT, '[members]\nrapid_response = ["U0BO", "U0CY"]')


STORIES: dict[str, Callable[[Secret], None]] = {
    "being worked on": lambda _: None,
    "waited for": Secret.is_asked_again,
    "answered": Secret.is_answered,
    "a stopgap": Secret.is_a_stopgap,
    "reopened": Secret.is_reopened,
    "declined": Secret.is_declined,
    "withdrawn": Secret.is_withdrawn,
    "a duplicate": Secret.is_a_duplicate,
    "passed on": Secret.is_passed_on,
    "nobody's": Secret.is_nobodys,
    "left by its owner": Secret.lost_its_owner,
}


@pytest.fixture
def secret(case: Case) -> Secret:
    secret = Secret(case)
    secret.file()
    return secret


def may_see(tx: Transaction, reader: UserId) -> bool:
    """Whether the one rule of privacy lets them see it all."""
    incident = tx.incidents.find(FRONT, TWO)
    assert incident is not None
    seen = seen_by(incident, viewer(reader, settings_desk.load(tx, FRONT)))
    return seen is not None and not seen.is_hidden


# Who reads what is composed: its target, who did what it is about, the requester, or everyone.
TARGET, ACTOR, REQUESTER, ANYBODY = "target", "actor", "requester", "anybody"
READ_BY = {
    Kind.CARD: ANYBODY,
    Kind.TELL: REQUESTER,
    Kind.PROMPT: ACTOR,
    Kind.REFUSE: TARGET,
    Kind.CONFIRM: REQUESTER,
    Kind.THREAD: ANYBODY,
    Kind.CLOSE_QUESTION: REQUESTER,
    Kind.TROUBLE: TARGET,
    Kind.ASIDE: TARGET,
    Kind.HEAR: TARGET,
    Kind.HAND: TARGET,
    Kind.SHOW: TARGET,
    Kind.LEFT: TARGET,
    Kind.FILED: TARGET,
    Kind.SOURCE: ANYBODY,
    Kind.CONSENT: TARGET,
    Kind.SETTLE_CONSENT: TARGET,
    Kind.ELECTED: TARGET,
    Kind.HOME: ANYBODY,
    Kind.PROFILE: ANYBODY,
    Kind.ELECT: ANYBODY,
    Kind.LOOK: ANYBODY,
    Kind.FETCH: ANYBODY,
    Kind.CHECK: ANYBODY,
    Kind.INVITE: ANYBODY,
    Kind.COVER: ANYBODY,
    Kind.SWAP: ANYBODY,
    Kind.HANDOFF: ANYBODY,
    Kind.REMIND: ANYBODY,
    Kind.SOON: ANYBODY,
    Kind.UNCOVERED: ANYBODY,
    Kind.UNREAD: ANYBODY,
    Kind.MOVED: ANYBODY,
    Kind.ARRIVED: ANYBODY,
    Kind.OUTCOME: ANYBODY,
    Kind.GROUP: ANYBODY,
}
ABOUT = {
    Kind.REFUSE: str(Reason.ANOTHER_HAS_IT),
    Kind.TROUBLE: f"{REQUESTS} not_in_channel",
    Kind.CONSENT: f"{SOURCE.channel} {SOURCE.ts}",
    Kind.SETTLE_CONSENT: f"{SOURCE.channel} {SOURCE.ts}",
    Kind.CHECK: "team",
    Kind.HANDOFF: "1",
    Kind.UNREAD: "1",
    Kind.SOON: "1772530200 primary",
    Kind.UNCOVERED: "1772530200 primary",
    Kind.OUTCOME: outcome_about("off"),
}


def a_notice_for(kind: Kind, entry: Entry, reader: UserId) -> Notice:
    key = f"{kind}:{entry.seq}:{reader}"
    return Notice(
        front=FRONT,
        kind=kind,
        key=key,
        lane=key,
        target=Target(channel=SOURCE.channel, user=reader, url=URL, ts=SOURCE.ts),
        number=TWO,
        seq=entry.seq,
        about=ABOUT.get(kind),
        not_before=entry.at,
    )


def reads(kind: Kind, entry: Entry, reader: UserId) -> bool:
    """Whether a notice of that kind about that entry can come to be read by them."""
    who = READ_BY[kind]
    if who == REQUESTER:
        return reader == FINN
    return reader == entry.by if who == ACTOR else True


def say(tx: Transaction, settings: Settings, kind: Kind, entry: Entry, reader: UserId) -> object:
    """Return what the notice says now, if anything."""
    composed = compose(tx, a_notice_for(kind, entry, reader), settings, entry.at)
    return composed.content if composed else None


def test_every_kind_has_its_readers():
    assert set(READ_BY) == set(Kind)


@pytest.mark.parametrize("name", STORIES)
def test_no_word_is_composed_for_anybody_who_may_not_see_it(case: Case, secret: Secret, name: str):
    secret.is_worked_on()
    STORIES[name](secret)
    with case.ground.db.begin() as tx:
        tx.tickets.put(a_ticket(message=SOURCE, stage=Stage.ASKING, author=FINN))
        now = case.clock.now()
        tx.messages.put(FRONT, a_message("1.1"), Purpose.CARD, TWO, posted_at=now)
        tx.messages.put(FRONT, a_message("1.2"), Purpose.ROOT, TWO, posted_at=now)
        handed = Handed(id=1, rotation="primary", at=now, outgoing=ADA, incoming=BO, since=None)
        tx.handoffs.save(FRONT, handed)
        asked = next(past for past in tx.timeline.of(FRONT, TWO) if past.what is What.ASKED).seq
        tx.messages.put(FRONT, a_message("1.3"), Purpose.QUESTION, TWO, posted_at=now, seq=asked)

    with case.ground.db.begin() as tx:
        settings = settings_desk.load(tx, FRONT)
        seeing = {reader for reader in READERS if may_see(tx, reader)}
        told = [
            (kind, entry.what, reader)
            for entry in tx.timeline.of(FRONT, TWO)
            for kind in Kind
            for reader in READERS
            if reads(kind, entry, reader) and is_in(say(tx, settings, kind, entry, reader))
        ]

    betrayed = [
        (kind, what, reader)
        for kind, what, reader in told
        if READ_BY[kind] == ANYBODY or reader not in seeing
    ]
    assert betrayed == []
    assert {FINN, PAT} <= seeing <= {FINN, PAT, ADA, CY}
    assert FINN in {reader for _, _, reader in told}


@pytest.mark.parametrize("name", STORIES)
def test_no_word_is_sent_to_anybody_who_may_not_see_it(case: Case, secret: Secret, name: str):
    sent: list[tuple[Kind, UserId | None]] = []

    def send_all() -> None:
        while parcel := case.sender.lease():
            reader = parcel.notice.target.user
            with case.ground.db.read() as tx:
                is_meant = reader is not None and may_see(tx, reader)
            assert is_meant or not is_in(parcel.content), parcel.notice.key
            sent.append((parcel.notice.kind, reader))
            case.sender.say(parcel)

    for act in (secret.is_worked_on, lambda: STORIES[name](secret)):
        send_all()
        act()
        send_all()
        case.clock.move_to(case.clock.now().replace(hour=case.clock.now().hour + 1))
        send_all()

    assert {Kind.CARD, Kind.TELL, Kind.THREAD, Kind.SHOW} <= {kind for kind, _ in sent}


@pytest.mark.parametrize("name", STORIES)
def test_no_word_is_read_by_anybody_who_may_not_see_it(case: Case, secret: Secret, name: str):
    secret.is_worked_on()
    STORIES[name](secret)
    queue = case.services.queue
    looks: list[Callable[[UserId], object]] = [
        lambda reader: queue.story(FRONT, TWO, reader),
        lambda reader: queue.one(FRONT, TWO, reader),
        lambda reader: queue.open_ones(FRONT, reader),
        lambda reader: queue.mine(FRONT, reader),
    ]

    with case.ground.db.read() as tx:
        seeing = {reader for reader in READERS if may_see(tx, reader)}
    read = {reader for reader in READERS for look in looks if is_in(_seen(look, reader))}

    assert read == seeing


def _seen(look: Callable[[UserId], object], reader: UserId) -> object:
    try:
        return look(reader)
    except Refusal as refusal:
        return (refusal, refusal.reason, refusal.number)


def test_what_the_analyst_answers_at_the_end_betrays_nothing(case: Case, secret: Secret):
    secret.is_worked_on()
    secret.is_answered()
    case.sender.say_all()
    case.sender.said.clear()

    for user in (ADA, BO):
        act = an_act(Number(2), user)
        case.services.closings.answer(act, Answer(effort=Effort.HOUR), URL)
    case.sender.say_all()

    asides = {
        parcel.notice.target.user: is_in(parcel.content)
        for parcel in case.sender.said
        if parcel.notice.kind is Kind.ASIDE
    }
    assert asides == {ADA: True, BO: False}
