"""The same thing asked twice: who waits for the duplicate hears, once, how the original ends."""

from datetime import datetime, timedelta

import pytest

from bot.domain.content import Heard, Told
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import MessageRef, Number, UserId
from bot.domain.incident import State
from bot.domain.notice import Kind
from bot.domain.timeline import What
from bot.services import Services
from bot.services.ground import Ground
from tests.builders import ADA, BO, FINN, FRONT, MIRA, PAT, ZOE
from tests.fakes import an_act
from tests.services.case import ENDING, MINUTE, ONE, THREE, TWO, Case

WORDS = ENDING.words


@pytest.fixture
def twice(case: Case) -> Case:
    """File the same twice: INC-1 is Finn's and Ada has it, INC-2 is Zoe's and Mira follows it."""
    case.file(ZOE)
    case.follow(MIRA, TWO)
    case.do("claim")
    case.settle_down()
    case.sender.said.clear()
    return case


# --- joining ---------------------------------------------------------------------------------


def test_a_duplicate_ends_as_the_same_thing_as_its_original(twice: Case):
    joined = twice.join(TWO, ONE)

    assert (joined.state, joined.duplicate_of) == (State.DUPLICATE, ONE)
    assert twice.left() == [("card", 0), ("tell", 0)]
    assert twice.story(TWO)[-1].words == "INC-1"
    assert twice.now_is(ONE).is_open


def test_its_requester_is_told_at_once_of_what_it_is_a_duplicate(twice: Case):
    twice.join(TWO, ONE)

    twice.sender.say_all()

    [told] = twice.sender.contents(Told)
    assert (told.entry.what, told.seen.incident.duplicate_of) == (What.DUPLICATE, ONE)
    assert not told.is_question
    assert told.original
    assert told.original.incident == twice.now_is(ONE)


def test_everyone_who_waited_for_the_duplicate_hears_once_how_the_original_ends(twice: Case):
    twice.join(TWO, ONE)
    twice.settle_down()

    twice.do("answer in words")
    twice.settle_down()

    assert twice.heard() == [
        (MIRA, State.ANSWERED, WORDS, None),
        (ZOE, State.ANSWERED, WORDS, TWO),
    ]
    assert twice.told()[-1] == (What.ANSWERED, WORDS)


def test_a_requester_hears_in_the_thread_of_their_own_request(twice: Case):
    twice.join(TWO, ONE)
    twice.sender.say_all()
    [root] = [said for said in twice.sender.said if isinstance(said.content, Told)]

    twice.do("answer in words")
    threads = _threads(twice)
    zoes = threads[ZOE]

    with twice.ground.db.read() as tx:
        shown = tx.messages.at(FRONT, zoes) if zoes else None
    assert shown
    assert shown.number == TWO == root.notice.number
    assert threads[MIRA] is None


def _threads(case: Case) -> dict[UserId | None, MessageRef | None]:
    """Say everything, and return under which message each follower heard."""
    case.sender.say_all()
    return {
        said.notice.target.user: said.thread
        for said in case.sender.said
        if isinstance(said.content, Heard)
    }


def test_joining_is_done_once_however_often_it_is_told(twice: Case):
    first = twice.join(TWO, ONE, key="event:same")
    left, story = twice.left(), twice.story(TWO)

    told_twice = twice.join(TWO, ONE, key="event:same")
    left_then = [(kind, round(minutes + 1)) for kind, minutes in twice.left()]
    twice.settle_down()
    told_late = twice.join(TWO, ONE, key="event:same")

    assert first == told_twice == told_late
    assert left_then == left
    assert twice.left() == []
    assert twice.story(TWO) == story
    assert _followers(twice, ONE) == [(MIRA, None), (ZOE, TWO)]


def _followers(case: Case, number: Number) -> list[tuple[UserId, Number | None]]:
    with case.ground.db.read() as tx:
        return [(one.user_id, one.duplicate) for one in tx.followers.of(FRONT, number)]


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("original", "by", "reason"),
    [
        pytest.param(TWO, ADA, Reason.ITSELF, id="itself"),
        pytest.param(Number(99), ADA, Reason.UNKNOWN_ORIGINAL, id="nothing that is known"),
        pytest.param(ONE, ZOE, Reason.NOT_IN_TEAM, id="by its requester"),
        pytest.param(ONE, MIRA, Reason.NOT_IN_TEAM, id="by another"),
    ],
)
def test_a_refused_join_leaves_nothing(twice: Case, original: Number, by: UserId, reason: Reason):
    with pytest.raises(Refusal) as refused:
        twice.join(TWO, original, by)

    assert refused.value.reason is reason
    assert twice.left() == []
    assert twice.whats(TWO) == [What.FILED]
    assert _followers(twice, ONE) == []


def test_two_are_not_the_duplicate_of_each_other(twice: Case):
    twice.join(TWO, ONE)

    with pytest.raises(Refusal) as refused:
        twice.join(ONE, TWO)

    assert refused.value.reason is Reason.ITSELF
    assert twice.now_is(ONE).state is State.CLAIMED


def test_what_has_ended_is_no_duplicate_any_more(twice: Case):
    twice.do("decline", BO, number=TWO)

    with pytest.raises(Refusal) as refused:
        twice.join(TWO, ONE)

    assert refused.value.reason is Reason.ALREADY_ENDED


def test_a_circle_of_three_is_refused(twice: Case):
    twice.file(PAT)
    twice.join(THREE, TWO)
    twice.join(TWO, ONE)

    with pytest.raises(Refusal) as refused:
        twice.join(ONE, THREE)

    assert refused.value.reason is Reason.ITSELF


# --- chains ----------------------------------------------------------------------------------


def test_a_duplicate_of_a_duplicate_is_one_of_the_first(twice: Case):
    twice.file(PAT)
    twice.join(TWO, ONE)

    joined = twice.join(THREE, TWO)

    assert joined.duplicate_of == ONE
    assert twice.story(THREE)[-1].words == "INC-1"


@pytest.mark.parametrize(
    "joins", [[(TWO, ONE), (THREE, TWO)], [(THREE, TWO), (TWO, ONE)]], ids=["down", "up"]
)
def test_along_a_chain_everyone_hears_once(twice: Case, joins: list[tuple[Number, Number]]):
    twice.file(PAT)
    for duplicate, original in joins:
        twice.join(duplicate, original)
    twice.settle_down()

    twice.do("answer in words")
    twice.settle_down()

    assert twice.heard() == [
        (MIRA, State.ANSWERED, WORDS, None),
        (PAT, State.ANSWERED, WORDS, THREE),
        (ZOE, State.ANSWERED, WORDS, TWO),
    ]


def test_who_asked_the_same_twice_is_told_once(twice: Case):
    twice.file(FINN, "And again")
    twice.follow(MIRA)

    twice.join(THREE, ONE)
    twice.join(TWO, ONE)
    twice.settle_down()
    twice.do("answer in words")
    twice.settle_down()

    assert _followers(twice, ONE) == [(MIRA, None), (ZOE, TWO)]
    assert [user for user, *_ in twice.heard()] == [MIRA, ZOE]
    assert [what for what, _ in twice.told()].count(What.ANSWERED) == 1


def test_the_originals_requester_who_followed_the_duplicate_is_told_once(twice: Case):
    twice.follow(FINN, TWO)

    twice.join(TWO, ONE)
    twice.settle_down()
    twice.do("answer in words")
    twice.settle_down()

    assert [user for user, *_ in twice.heard()] == [MIRA, ZOE]


def test_an_original_that_became_a_duplicate_meanwhile_is_named_anew(twice: Case):
    twice.file(PAT)
    another = Services.on(Ground(db=twice.ground.db, now=twice.clock.now))

    def now_is_after_the_other_was_faster() -> datetime:
        twice.ground.now = twice.clock.now
        another.incidents.mark_duplicate(an_act(TWO, BO), ONE)
        return twice.clock.now()

    twice.ground.now = now_is_after_the_other_was_faster
    with pytest.raises(Refusal) as refused:
        twice.join(THREE, TWO)

    assert refused.value.reason is Reason.CHANGED_MEANWHILE
    assert twice.now_is(THREE).is_open
    assert twice.join(THREE, TWO).duplicate_of == ONE


# --- an original that has ended already ------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "by", "state", "words"),
    [
        ("answer in words", ADA, State.ANSWERED, WORDS),
        ("decline", BO, State.DECLINED, "Finance owns it"),
        ("withdraw", FINN, State.WITHDRAWN, None),
    ],
)
def test_how_it_has_ended_already_is_heard_now(
    twice: Case, verb: str, by: UserId, state: State, words: str | None
):
    twice.do(verb, by)
    twice.settle_down()

    twice.join(TWO, ONE)
    left = twice.left()
    twice.settle_down()

    assert left == [("card", 0), ("hear", 0), ("hear", 0), ("tell", 0)]
    assert twice.heard() == [(MIRA, state, words, None), (ZOE, state, words, TWO)]


def test_who_ended_the_original_needs_not_hear_of_it(twice: Case):
    twice.follow(ADA, TWO)
    twice.do("answer in words")
    twice.settle_down()

    twice.join(TWO, ONE, BO)
    twice.settle_down()

    assert [user for user, *_ in twice.heard()] == [MIRA, ZOE]


def test_while_words_may_still_come_those_who_join_wait_for_them_too(twice: Case):
    twice.do("answer")
    twice.sender.say_all()

    twice.join(TWO, ONE)
    waiting = [line for line in twice.left() if line[0] == "hear"]
    twice.do("write")
    twice.settle_down()

    assert waiting == [("hear", 9), ("hear", 9)]
    assert twice.heard() == [
        (MIRA, State.ANSWERED, WORDS, None),
        (ZOE, State.ANSWERED, WORDS, TWO),
    ]


def test_without_words_those_who_joined_hear_when_the_requester_does(twice: Case):
    twice.do("answer")
    twice.sender.say_all()
    twice.join(TWO, ONE)
    twice.sender.say_all()

    twice.clock.move(9 * MINUTE - timedelta(seconds=1))
    too_early = twice.sender.say_all()
    twice.clock.move(timedelta(seconds=1))
    in_time = twice.sender.say_all()

    assert too_early == []
    assert sorted(in_time) == [Kind.HEAR, Kind.HEAR, Kind.TELL]


def test_an_ending_that_is_undone_in_time_is_heard_by_nobody(twice: Case):
    twice.hand(ADA).puts_on("white_check_mark")
    twice.join(TWO, ONE)
    twice.clock.move(MINUTE)

    twice.hand(ADA).takes_off("white_check_mark")
    twice.settle_down()

    assert twice.now_is(ONE).state is State.CLAIMED
    assert twice.heard() == []


# --- reopened --------------------------------------------------------------------------------


def test_each_end_of_a_reopened_original_is_heard_once(twice: Case):
    twice.join(TWO, ONE)
    twice.do("answer in words")
    twice.settle_down()
    twice.do("reopen", FINN)
    twice.settle_down()

    twice.do("decline", BO)
    twice.settle_down()

    assert twice.heard() == [
        (MIRA, State.ANSWERED, WORDS, None),
        (MIRA, State.DECLINED, "Finance owns it", None),
        (ZOE, State.ANSWERED, WORDS, TWO),
        (ZOE, State.DECLINED, "Finance owns it", TWO),
    ]


def test_a_duplicate_may_turn_out_to_be_something_else(twice: Case):
    twice.join(TWO, ONE)

    reopened = twice.do("reopen", ZOE, number=TWO)

    assert (reopened.state, reopened.duplicate_of) == (State.NEW, None)


def test_joined_again_after_that_everyone_still_hears_once(twice: Case):
    twice.join(TWO, ONE)
    twice.do("reopen", ZOE, number=TWO)
    twice.join(TWO, ONE)
    twice.settle_down()

    twice.do("answer in words")
    twice.settle_down()

    assert [user for user, *_ in twice.heard()] == [MIRA, ZOE]


# --- private ones ----------------------------------------------------------------------------


def test_of_a_private_original_those_who_joined_hear_no_word(twice: Case):
    twice.do("make private", FINN)
    twice.join(TWO, ONE)

    twice.do("answer in words")
    twice.settle_down()

    [zoes] = [told for told in twice.sender.contents(Told) if told.entry.number == TWO]
    heard = twice.sender.contents(Heard)
    assert zoes.original
    assert zoes.original.is_hidden
    assert "Salaries" not in repr(zoes)
    assert [said.seen.is_hidden for said in heard] == [True, True]
    assert WORDS not in repr(heard)
    assert "Salaries" not in repr(heard)
