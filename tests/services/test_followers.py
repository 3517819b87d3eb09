"""Following: hearing once of each end, of what one may see, and no more when one has had enough."""

from datetime import timedelta

import pytest

from bot.domain.content import Heard
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number, UserId
from bot.domain.incident import State
from bot.domain.notice import Kind
from tests.builders import ADA, BO, FINN, FRONT, MIRA, PAT, ZOE
from tests.fakes import an_act
from tests.services.case import ENDING, MINUTE, ONE, Case


def follows(case: Case, user: UserId) -> bool:
    return case.services.queue.story(FRONT, ONE, user).is_following


def test_who_follows_can_be_seen_to(case: Case):
    case.follow(ZOE)
    case.follow(BO)

    story = case.services.queue.story(FRONT, ONE, ZOE)

    assert (story.is_following, story.followers) == (True, 2)
    assert not follows(case, MIRA)


def test_following_changes_nothing_and_says_nothing(case: Case):
    case.settle_down()
    before = case.now_is()

    case.follow(ZOE)

    assert case.now_is() == before
    assert case.left() == []


def test_to_follow_twice_is_to_follow_once(case: Case):
    case.follow(ZOE)
    case.follow(ZOE)

    case.do("answer in words")
    case.settle_down()

    assert case.services.queue.story(FRONT, ONE, ZOE).followers == 1
    assert case.heard() == [(ZOE, State.ANSWERED, ENDING.words, None)]


def test_who_follows_no_more_hears_no_more(case: Case):
    case.follow(ZOE)
    for _ in range(2):
        case.services.incidents.unfollow(an_act(ONE, ZOE))

    case.do("answer in words")
    case.settle_down()

    assert not follows(case, ZOE)
    assert case.heard() == []


def test_who_stops_following_while_the_news_waits_does_not_hear_it(case: Case):
    case.follow(ZOE)
    case.do("answer")
    case.sender.say_all()

    case.services.incidents.unfollow(an_act(ONE, ZOE))
    case.settle_down()

    assert case.heard() == []


def test_a_requester_hears_as_a_requester_alone(case: Case):
    case.follow(FINN)

    case.do("answer in words")
    case.settle_down()

    assert not follows(case, FINN)
    assert case.heard() == []
    assert len(case.told()) == 1


def test_who_ends_it_need_not_hear_of_it(case: Case):
    case.follow(ADA)
    case.follow(BO)

    case.do("answer in words")
    case.settle_down()

    assert [user for user, *_ in case.heard()] == [BO]


@pytest.mark.parametrize(
    ("number", "by", "reason"),
    [(Number(99), ZOE, Reason.UNKNOWN_INCIDENT), (ONE, PAT, Reason.NOT_FROM_HERE)],
)
def test_strangers_follow_nothing_and_nobody_what_is_not_there(case: Case, number, by, reason):
    case.knows(PAT, is_stranger=True)

    with pytest.raises(Refusal) as refused:
        case.follow(by, number)

    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("verb", "by"), [("answer", ADA), ("stopgap", ADA), ("decline", BO), ("withdraw", FINN)]
)
def test_there_is_nothing_to_follow_in_what_has_ended(case: Case, verb: str, by: UserId):
    case.do(verb, by)

    with pytest.raises(Refusal) as refused:
        case.follow(ZOE)

    assert refused.value.reason is Reason.ALREADY_ENDED
    assert not follows(case, ZOE)


# --- when ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "by", "minutes"),
    [
        ("answer", ADA, 10),
        ("stopgap", ADA, 10),
        ("answer in words", ADA, 0),
        ("decline", BO, 0),
        ("withdraw", FINN, 0),
    ],
)
def test_followers_hear_of_an_end_when_the_requester_does(case: Case, verb, by, minutes):
    case.settle_down()
    case.follow(ZOE)

    case.do(verb, by, "event:same")
    case.do(verb, by, "event:same")

    assert ("hear", minutes - 1) in case.left()
    case.settle_down()
    assert len(case.heard()) == 1


def test_words_in_time_reach_followers_with_the_news(case: Case):
    case.follow(ZOE)
    case.do("answer")
    case.sender.say_all()

    case.do("write")
    in_time = [kind for kind, minutes in case.left() if minutes == 0]
    case.settle_down()

    assert Kind.HEAR in in_time
    assert case.heard() == [(ZOE, State.ANSWERED, ENDING.words, None)]


def test_an_end_that_is_undone_in_time_is_not_heard(case: Case):
    case.settle_down()
    case.follow(ZOE)
    case.hand(ADA).puts_on("white_check_mark")
    case.clock.move(9 * MINUTE)

    case.hand(ADA).takes_off("white_check_mark")
    case.settle_down()

    assert case.heard() == []


def test_an_end_after_one_that_was_undone_is_heard_once(case: Case):
    case.settle_down()
    case.follow(ZOE)
    case.hand(ADA).puts_on("white_check_mark")
    case.clock.move(MINUTE)
    case.hand(ADA).takes_off("white_check_mark")

    case.do("stopgap")
    case.settle_down()

    assert case.heard() == [(ZOE, State.STOPGAP, None, None)]


def test_a_follower_hears_of_each_end_of_a_reopened_one(case: Case):
    case.follow(ZOE)
    case.do("answer in words")
    case.settle_down()
    case.do("reopen", FINN)
    case.do("stopgap")

    case.settle_down()

    assert [state for _, state, *_ in case.heard()] == [State.ANSWERED, State.STOPGAP]


def test_what_is_neither_begun_nor_ended_is_not_heard(case: Case):
    case.follow(ZOE)
    for verb, by in (("claim", ADA), ("ask", ADA), ("reply", FINN), ("rate", BO), ("edit", FINN)):
        case.do(verb, by)

    case.settle_down()

    assert case.heard() == []


# --- private ones ----------------------------------------------------------------------------


def test_who_may_not_know_of_a_private_one_cannot_follow_it(case: Case):
    case.do("make private", FINN)

    with pytest.raises(Refusal) as refused:
        case.follow(ZOE)

    assert refused.value.reason is Reason.UNKNOWN_INCIDENT


def test_who_is_named_follows_a_private_one_and_hears_the_words(case: Case):
    case.do("make private", FINN)
    case.do("let see", FINN)
    case.follow(PAT)

    case.do("answer in words")
    case.settle_down()

    [heard] = case.sender.contents(Heard)
    assert not heard.seen.is_hidden
    assert heard.ending == ENDING


def test_a_member_hears_that_a_private_one_has_ended_and_no_word_of_it(case: Case):
    case.do("make private", FINN)
    case.follow(BO)

    case.do("answer in words")
    case.settle_down()

    [heard] = case.sender.contents(Heard)
    assert heard.seen.is_hidden
    assert ENDING.words not in repr(heard)


def test_who_followed_before_it_was_private_hears_that_it_ended_and_no_word_of_it(case: Case):
    case.follow(ZOE)
    case.do("make private", FINN)

    case.do("decline", BO)
    case.settle_down()

    [heard] = case.sender.contents(Heard)
    assert heard.seen.incident.state is State.DECLINED
    assert "Finance" not in repr(heard)
    assert "Salaries" not in repr(heard)


def test_the_grace_is_the_teams_own(case: Case):
    case.services.settings.replace(FRONT, "[timing]\nwords_grace_minutes = 3")
    case.settle_down()
    case.follow(ZOE)

    case.do("answer")

    assert ("hear", 3) in case.left()
    assert case.clock.now() - case.story()[-1].at == timedelta(0)
