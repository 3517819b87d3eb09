"""Looking at incidents: in order, one's own, one with its story; and only what one may see."""

from datetime import timedelta

import pytest

from bot.clock import SteppedClock
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number, UserId
from bot.domain.incident import Verb
from bot.domain.needed_by import When
from bot.domain.severity import Impact, Severity
from bot.domain.timeline import What
from bot.services import Services
from bot.services.queue import PAGE, Listing
from tests.builders import ADA, BO, FINN, FRONT, MIRA, ZOE, a_request
from tests.fakes import FakeSender, an_act


def file(services: Services, text: str = "Numbers are off", **more: object) -> Number:
    key = f"command:{text}:{more}"
    request = a_request(text, **({"source_key": key} | more))
    return services.incidents.file(FRONT, request).seen.incident.number


def numbers(listing: Listing) -> list[int]:
    return [line.seen.incident.number for line in listing.lines]


def test_the_queue_is_in_the_order_to_work_in(services: Services, clock: SteppedClock):
    low = file(services, "low", impact=Impact.LOW)
    s3 = file(services, "s3")
    services.incidents.change_severity(an_act(s3, ADA), Severity.S3, "Rated")
    clock.move(timedelta(minutes=1))
    unrated = file(services, "unrated")
    urgent = file(services, "urgent", impact=Impact.HIGH)
    services.incidents.describe(an_act(urgent, FINN), "https://hooks.test/1", when=When.TODAY)
    ended = file(services, "ended")
    services.incidents.answer(an_act(ended, ADA))

    listing = services.queue.open_ones(FRONT, ADA)

    assert numbers(listing) == [urgent, unrated, s3, low]
    assert listing.total == 4
    assert not listing.is_mine
    assert str(listing.zone) == "Europe/Berlin"


def test_a_long_queue_shows_a_page_and_the_total(services: Services):
    for index in range(PAGE + 2):
        file(services, str(index))

    listing = services.queue.open_ones(FRONT, ADA)

    assert numbers(listing) == list(range(1, PAGE + 1))
    assert listing.total == PAGE + 2


def test_mine_is_what_i_filed_and_what_i_have_in_hand_newest_first(services: Services):
    in_hand, ended, filed = (
        file(services, "1"),
        file(services, "2"),
        file(services, "3", requester=ADA),
    )
    file(services, "4")
    services.incidents.claim(an_act(in_hand, ADA))
    services.incidents.answer(an_act(ended, ADA))
    services.incidents.answer(an_act(filed, BO))

    listing = services.queue.mine(FRONT, ADA)

    assert numbers(listing) == [filed, in_hand]
    assert listing.is_mine


def test_a_line_knows_where_its_card_is(services: Services, sender: FakeSender):
    file(services, "posted")
    sender.say_all()
    file(services, "waiting")

    lines = services.queue.open_ones(FRONT, ADA).lines

    assert [line.card is not None for line in lines] == [True, False]


def test_a_story_is_told_from_the_beginning(services: Services):
    number = file(services)
    services.incidents.claim(an_act(number, ADA))

    story = services.queue.story(FRONT, number, ZOE)

    assert [entry.what for entry in story.entries] == [What.FILED, What.CLAIMED]
    assert story.line.seen.incident.owner == ADA
    assert not story.line.seen.is_hidden


def test_an_unknown_incident_is_refused(services: Services):
    with pytest.raises(Refusal) as refused:
        services.queue.story(FRONT, Number(99), ADA)

    assert (refused.value.reason, refused.value.number) == (Reason.UNKNOWN_INCIDENT, 99)


def test_a_story_shows_everyone_what_they_may_do_now(services: Services):
    number = file(services)
    services.incidents.claim(an_act(number, ADA))

    verbs = {who: services.queue.story(FRONT, number, who).verbs for who in (ADA, BO, FINN, ZOE)}

    assert {Verb.RELEASE, Verb.ASK, Verb.ANSWER} <= verbs[ADA]
    assert Verb.TAKE_OVER in verbs[BO]
    assert verbs[FINN] == {Verb.WITHDRAW}
    assert verbs[ZOE] == frozenset()


# --- private ---------------------------------------------------------------------------------

MARK = "Salary of the chief"


@pytest.fixture
def private(services: Services) -> Number:
    """File a private one, which Ada has claimed."""
    number = file(services, MARK, is_private=True, source_key="command:private")
    services.incidents.claim(an_act(number, ADA))
    services.incidents.say_more(an_act(number, FINN), MARK)
    return number


@pytest.mark.parametrize("reader", [FINN, ADA])
def test_requester_and_owner_see_all_of_a_private_incident(
    services: Services, private: Number, reader: UserId
):
    story = services.queue.story(FRONT, private, reader)

    assert story.line.seen.incident.text == MARK
    assert len(story.entries) == 3
    assert numbers(services.queue.mine(FRONT, reader)) == [private]


def test_members_see_that_a_private_incident_is_there_and_no_word_of_it(
    services: Services, private: Number
):
    story = services.queue.story(FRONT, private, BO)
    listing = services.queue.open_ones(FRONT, BO)

    assert numbers(listing) == [private]
    assert story.line.seen.is_hidden
    assert MARK not in repr(story)
    assert MARK not in repr(listing)
    assert Verb.TAKE_OVER in story.verbs


@pytest.mark.parametrize("reader", [ZOE, MIRA])
def test_others_do_not_see_that_a_private_incident_is_there(
    services: Services, private: Number, reader: UserId
):
    file(services, "public")

    listing = services.queue.open_ones(FRONT, reader)

    assert numbers(listing) == [2]
    assert listing.total == 1
    for look in (services.queue.story, services.queue.one):
        with pytest.raises(Refusal) as refused:
            look(FRONT, private, reader)
        assert refused.value.reason is Reason.UNKNOWN_INCIDENT
