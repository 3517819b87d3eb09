"""An emoji on anybody's message files it: read first, agreed to where that is due, and once."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.clock import SteppedClock
from bot.domain.content import AskConsent, ConsentSettled, FiledHere, Numbered, Refused
from bot.domain.delivery import Failure
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import ChannelId, Front, MessageRef, Number, UserId, WorkspaceId
from bot.domain.incident import Incident
from bot.domain.notice import Kind
from bot.domain.ticket import Found, Stage, Ticket, source_key
from bot.services import Services
from bot.services.ground import Ground
from bot.services.ticket import fetched
from storage.workspace import Workspace
from tests.builders import ADA, BO, FINN, FRONT, GENERAL, MIRA, PAT, ZOE, a_person, a_request, found
from tests.fakes import FakeSender, Hand, an_act, waiting
from tests.services.case import MINUTE, ONE, URL

TICKET = "ticket"
MESSAGE = MessageRef(GENERAL, "1795000000.000100")
CLOSED = found(is_closed=True)
PUBLIC = found()


@dataclass(slots=True)
class Room:
    """A channel in which Finn wrote something, and others put emoji on it."""

    services: Services
    ground: Ground
    clock: SteppedClock
    sender: FakeSender
    message: MessageRef = field(default=MESSAGE)

    def has(self, what: Found) -> None:
        """Let the message say this."""
        self.sender.messages[self.message] = what

    def puts_on(self, user: UserId = ZOE, name: str = TICKET) -> None:
        """Put an emoji on the message a minute later, and have it told."""
        self.clock.move(MINUTE)
        hand = Hand(self.services, FRONT, self.message, user, self.clock.now)
        self.services.reactions.toggled(FRONT, hand.puts_on(name))

    def decides(self, stage: Stage, by: UserId = FINN) -> None:
        """Answer the question whether it may be filed."""
        self.services.tickets.decide(FRONT, self.message, by, URL, stage)

    def filed(self) -> Incident | None:
        """Return what the message was filed as."""
        with self.ground.db.read() as tx:
            return tx.incidents.filed_by_delivery(FRONT, source_key(self.message))

    def count(self) -> int:
        with self.ground.db.read() as tx:
            return tx.incidents.count_open(FRONT)

    def ticket(self) -> Ticket | None:
        with self.ground.db.begin() as tx:
            return tx.tickets.for_update(FRONT, self.message)

    def followers(self) -> list[UserId]:
        with self.ground.db.read() as tx:
            return [one.user_id for one in tx.followers.of(FRONT, ONE)]

    def confirmed(self) -> list[tuple[UserId | None, bool]]:
        """Return who read beside the message that it was filed, and whether as its requester."""
        return sorted(
            (said.notice.target.user, said.content.is_requester)
            for said in self.sender.said
            if isinstance(said.content, FiledHere)
        )

    def refused(self) -> list[tuple[UserId | None, str | None]]:
        return [
            (said.notice.target.user, said.notice.about)
            for said in self.sender.said
            if said.notice.kind is Kind.REFUSE
        ]

    def left(self) -> list[tuple[str, float]]:
        return waiting(self.ground.db, FRONT, self.clock.now())


@pytest.fixture
def room(services: Services, ground: Ground, clock: SteppedClock, sender: FakeSender) -> Room:
    services.upkeep.introduce(
        Workspace(
            front=FRONT,
            name="Firehouse",
            url="https://firehouse.slack.test/",
            bot_user_id=UserId("U0HYDRANT"),
        )
    )
    room = Room(services, ground, clock, sender)
    room.has(PUBLIC)
    return room


def test_the_message_is_read_before_anything_is_filed(room: Room):
    room.puts_on()

    assert room.left() == [("fetch", 0)]
    assert room.filed() is None
    ticket = room.ticket()
    assert ticket
    assert (ticket.stage, ticket.put_on_by) == (Stage.READING, ZOE)


def test_what_is_filed_is_what_the_message_said_and_where(room: Room):
    room.puts_on()
    room.sender.say_all()

    filed = room.filed()

    assert filed
    assert (filed.text, filed.requester, filed.filed_from) == (PUBLIC.text, FINN, GENERAL)
    assert (filed.source_url, filed.is_private) == (PUBLIC.url, False)


# Whether it was said in a closed room, who wrote it, whether its author is asked, who has asked.
WAYS = [
    pytest.param(False, FINN, False, FINN, id="another's, in the open"),
    pytest.param(False, ZOE, False, ZOE, id="one's own, in the open"),
    pytest.param(False, None, False, ZOE, id="a bot's, in the open"),
    pytest.param(True, FINN, True, FINN, id="another's, behind a door"),
    pytest.param(True, ZOE, False, ZOE, id="one's own, behind a door"),
    pytest.param(True, None, False, ZOE, id="a bot's, behind a door"),
]


@pytest.mark.parametrize(("is_closed", "author", "is_asked", "requester"), WAYS)
def test_the_first_emoji_files_or_asks(room: Room, is_closed, author, is_asked, requester):
    room.has(found(is_closed=is_closed, author=author))

    room.puts_on()
    room.sender.say_all()

    filed, asked = room.filed(), room.sender.contents(AskConsent)
    assert len(asked) == int(is_asked)
    if is_asked:
        assert (filed, room.confirmed()) == (None, [])
        return
    assert filed
    assert filed.requester == requester
    assert room.confirmed() == sorted({(requester, True), (ZOE, requester == ZOE)})
    assert room.followers() == ([] if requester == ZOE else [ZOE])


@pytest.mark.parametrize(("is_closed", "author", "is_asked", "requester"), WAYS)
def test_a_second_emoji_files_nothing_again(room: Room, is_closed, author, is_asked, requester):
    room.has(found(is_closed=is_closed, author=author))
    room.puts_on()
    room.sender.say_all()
    if is_asked:
        room.decides(Stage.AGREED)
        room.sender.say_all()
    room.sender.said.clear()

    room.puts_on(BO)
    room.puts_on(BO)
    room.sender.say_all()

    assert room.count() == 1
    assert room.confirmed() == [(BO, False)]
    assert room.followers() == sorted({ZOE, BO} - {requester}, reverse=True)
    assert room.sender.contents(Numbered) == []


def test_a_second_emoji_of_the_same_person_says_nothing_new(room: Room):
    room.puts_on()
    room.sender.say_all()
    room.sender.said.clear()

    room.puts_on()

    assert room.sender.say_all() == []


def test_the_authors_own_emoji_later_makes_them_no_follower(room: Room):
    room.puts_on()
    room.sender.say_all()

    room.puts_on(FINN)
    room.sender.say_all()

    assert room.followers() == [ZOE]


def test_what_has_ended_since_is_shown_and_not_followed(room: Room):
    room.puts_on()
    room.sender.say_all()
    room.services.incidents.answer(an_act(ONE, ADA))

    room.puts_on(BO)
    room.sender.say_all()

    assert (BO, False) in room.confirmed()
    assert room.followers() == [ZOE]


# --- the number in the thread ----------------------------------------------------------------


def test_everyone_who_reads_the_thread_sees_the_number(room: Room):
    room.puts_on()
    room.sender.say_all()

    [said] = [each for each in room.sender.said if isinstance(each.content, Numbered)]
    assert (said.content.number, said.thread, said.place) == (ONE, MESSAGE, GENERAL)  # type: ignore[union-attr]


def test_a_team_may_say_no_number_in_other_peoples_threads(room: Room):
    room.services.settings.replace(FRONT, "[filing]\nreply_at_source = false")

    room.puts_on()
    room.sender.say_all()

    assert room.filed()
    assert room.sender.contents(Numbered) == []


@pytest.mark.parametrize("failure", [Failure.CONFIG, Failure.GONE])
def test_where_we_may_not_speak_the_number_is_let_be_and_no_admin_hears(room: Room, failure):
    room.puts_on()
    parcel = room.sender.must_lease(Kind.SOURCE)

    room.services.outbox.failed(parcel, failure, "not_in_channel", is_unsure=False)
    room.sender.say_all()

    assert "source" not in {kind for kind, _ in room.left()}
    assert "trouble" not in {said.notice.kind for said in room.sender.said}


# --- consent ---------------------------------------------------------------------------------


@pytest.fixture
def asked(room: Room) -> Room:
    """Let Finn be asked about what he wrote behind a door."""
    room.has(CLOSED)
    room.puts_on()
    room.sender.say_all()
    return room


def test_the_author_is_asked_by_name_of_who_wants_it(asked: Room):
    [said] = [each for each in asked.sender.said if isinstance(each.content, AskConsent)]

    content = said.content
    assert isinstance(content, AskConsent)
    assert (said.notice.target.user, content.message, content.put_on_by) == (FINN, MESSAGE, ZOE)
    assert content.url == "https://firehouse.slack.test/"
    assert CLOSED.text not in repr(said)


@pytest.mark.parametrize(
    ("stage", "is_private"), [(Stage.AGREED, False), (Stage.AGREED_IN_PRIVATE, True)]
)
def test_with_the_authors_yes_it_is_filed(asked: Room, stage: Stage, is_private: bool):
    asked.decides(stage)
    asked.sender.say_all()

    filed = asked.filed()

    assert filed
    assert (filed.requester, filed.is_private) == (FINN, is_private)
    assert asked.followers() == ([] if is_private else [ZOE])
    assert len(asked.sender.contents(Numbered)) == int(not is_private)
    assert [one.stage for one in asked.sender.contents(ConsentSettled)] == [Stage.FILED]


def test_who_put_the_emoji_on_reads_no_word_of_what_was_filed_in_private(asked: Room):
    asked.decides(Stage.AGREED_IN_PRIVATE)
    asked.sender.say_all()

    [zoes] = [each for each in asked.sender.said if isinstance(each.content, Refused)]
    assert zoes.notice.target.user == ZOE
    assert zoes.content == Refused(reason=Reason.FILED_BEFORE, number=None, owner=None)


def test_with_the_authors_no_it_is_left(asked: Room):
    asked.decides(Stage.LEFT)
    asked.sender.say_all()

    assert asked.filed() is None
    assert [one.stage for one in asked.sender.contents(ConsentSettled)] == [Stage.LEFT]
    asked.puts_on(BO)
    asked.sender.say_all()
    assert asked.filed() is None
    assert len(asked.sender.contents(AskConsent)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [(Stage.LEFT, Stage.AGREED), (Stage.AGREED, Stage.LEFT), (Stage.AGREED, Stage.AGREED)],
)
def test_the_first_decision_counts(asked: Room, first: Stage, second: Stage):
    asked.decides(first)
    asked.decides(second)

    asked.sender.say_all()

    assert asked.count() == int(first is Stage.AGREED)
    assert len(asked.sender.contents(ConsentSettled)) == 1


@pytest.mark.parametrize("by", [ZOE, BO, MIRA])
def test_nobody_decides_for_the_author(asked: Room, by: UserId):
    with pytest.raises(Refusal) as refused:
        asked.decides(Stage.AGREED, by)

    assert refused.value.reason is Reason.NO_MESSAGE
    assert asked.left() == []


def test_nothing_is_decided_about_a_message_that_nobody_wants_filed(room: Room):
    with pytest.raises(Refusal) as refused:
        room.decides(Stage.AGREED)

    assert refused.value.reason is Reason.NO_MESSAGE


def test_a_message_that_is_read_twice_is_not_filed_without_the_authors_yes(asked: Room):
    """A reader whose lease has ended may come back when another has read it already."""
    with asked.ground.db.begin() as tx:
        fetched(tx, FRONT, MESSAGE, CLOSED, asked.clock.now())

    asked.sender.say_all()

    assert asked.filed() is None
    assert len(asked.sender.contents(AskConsent)) == 1


def test_a_message_that_is_read_twice_is_filed_once(room: Room):
    room.puts_on()
    room.sender.say_all()
    said = len(room.sender.said)

    with room.ground.db.begin() as tx:
        fetched(tx, FRONT, MESSAGE, replace(PUBLIC, text="Edited since"), room.clock.now())
    room.sender.say_all()

    assert len(room.sender.said) == said
    assert room.count() == 1


@pytest.mark.parametrize("stage", [Stage.AGREED, Stage.LEFT])
def test_a_decision_told_twice_leaves_one_set_of_notices(asked: Room, stage: Stage):
    asked.decides(stage)
    once = asked.left()

    asked.decides(stage)

    assert asked.left() == once


# --- what cannot be filed --------------------------------------------------------------------


def test_a_message_that_is_gone_is_told_to_who_wanted_it(room: Room):
    room.sender.messages.clear()

    room.puts_on()
    room.sender.say_all()

    assert room.refused() == [(ZOE, "no_message")]
    assert room.count() == 0


def test_a_message_that_went_before_its_author_agreed_is_told_too(asked: Room):
    asked.decides(Stage.AGREED)
    asked.sender.messages.clear()

    asked.sender.say_all()

    assert asked.refused() == [(ZOE, "no_message")]
    assert asked.filed() is None


def test_a_passing_failure_is_tried_again(room: Room):
    room.puts_on()
    parcel = room.sender.must_lease(Kind.FETCH)
    room.services.outbox.failed(parcel, Failure.TRANSIENT, "internal_error", is_unsure=False)
    room.clock.move(MINUTE)

    room.sender.say_all()

    assert room.filed()
    assert room.refused() == []


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_message_without_words_is_not_filed(room: Room, is_closed: bool):
    room.has(found(text="", is_closed=is_closed))

    room.puts_on()
    room.sender.say_all()

    assert room.refused() == [(ZOE, "nothing_typed")]
    assert room.sender.contents(AskConsent) == []


def test_a_message_that_somebody_filed_in_private_is_refused_without_a_number(room: Room):
    room.has(found(author=ZOE))
    request = a_request(
        source_key=source_key(MESSAGE), message=MESSAGE, requester=PAT, is_private=True
    )
    room.services.incidents.file(FRONT, request)

    room.puts_on()
    room.sender.say_all()

    assert room.refused() == [(ZOE, "filed_before")]
    assert all(
        each.notice.number is None for each in room.sender.said if each.notice.kind == "refuse"
    )
    assert room.count() == 1


def test_a_message_that_was_filed_through_the_form_is_confirmed_as_that(room: Room):
    request = a_request(source_key=source_key(MESSAGE), message=MESSAGE, requester=PAT)
    room.services.incidents.file(FRONT, request)

    room.puts_on()
    room.sender.say_all()

    assert room.count() == 1
    assert (ZOE, False) in room.confirmed()
    assert ZOE in room.followers()


@pytest.mark.parametrize("facts", [{"is_bot": True}, {"is_stranger": True}, {"is_deleted": True}])
def test_who_takes_no_part_files_nothing(room: Room, facts: dict[str, Any]):
    with room.ground.db.begin() as tx:
        tx.people.put(a_person(ZOE, **facts))

    room.puts_on()

    assert room.left() == []
    assert room.ticket() is None


def test_before_the_team_is_set_up_nothing_is_read(room: Room):
    elsewhere = Front(WorkspaceId("T0NEW"))

    Hand(room.services, elsewhere, MESSAGE, ZOE, room.clock.now).puts_on(TICKET)

    assert waiting(room.ground.db, elsewhere, room.clock.now()) == []


def test_another_emoji_files_nothing_and_the_team_chooses_which_does(room: Room):
    room.services.settings.replace(FRONT, '[emoji]\nfile = ["fire_engine"]')

    room.puts_on(name=TICKET)
    nothing = room.left()
    room.puts_on(name="fire_engine")

    assert (nothing, room.left()) == ([], [("fetch", 0)])


def test_taking_the_emoji_off_changes_nothing(room: Room):
    room.puts_on()
    hand = Hand(room.services, FRONT, MESSAGE, ZOE, room.clock.now)
    hand.takes_off(TICKET)

    room.sender.say_all()

    assert room.filed()


def test_our_own_card_is_not_filed(room: Room):
    room.services.incidents.file(FRONT, a_request())
    room.sender.say_all()
    card = room.services.queue.story(FRONT, ONE, ZOE).line.card
    assert card

    Hand(room.services, FRONT, card, ZOE, room.clock.now).puts_on(TICKET)

    assert room.left() == []


def test_a_message_in_another_channel_with_the_same_ts_is_another(room: Room):
    room.puts_on()
    room.message = MessageRef(ChannelId("C0ELSEWHERE"), MESSAGE.ts)
    room.has(found(text="Something else"))
    room.puts_on()

    room.sender.say_all()

    filed = room.filed()
    assert filed
    assert (filed.number, filed.text) == (Number(2), "Something else")
