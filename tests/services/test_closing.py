"""What analysts are asked at the end: one tap each, skippable, by the team alone."""

from dataclasses import fields

import pytest

from bot.domain.closing import NO_TOOL, Answer, Cause, Closing, Effort, Returns
from bot.domain.content import Prompt
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import UserId
from bot.domain.notice import Kind
from tests.builders import ADA, BO, FINN, FRONT, LOU, ZOE
from tests.fakes import an_act
from tests.services.case import ENDING, ONE, URL, Case

ANSWERS = [
    Answer(effort=Effort.HOUR),
    Answer(cause=Cause.SOURCE_SYSTEM),
    Answer(preventable=4),
    Answer(returns=Returns.NO),
    Answer(tool=NO_TOOL),
]
DO_NOT_ASK = "[closing]\nask = false"


def answer(case: Case, what: Answer, by: UserId = ADA, key: str = "", url: str = URL) -> None:
    case.services.closings.answer(an_act(ONE, by, key), what, url)


def known(case: Case) -> Closing | None:
    with case.ground.db.read() as tx:
        return tx.closings.find(FRONT, ONE)


def offer(case: Case, kind: Kind = Kind.PROMPT) -> Prompt:
    content = case.sender.must_lease(kind).content
    assert isinstance(content, Prompt)
    return content


@pytest.fixture
def ended(case: Case) -> Case:
    """Let Ada answer it, and everything be said."""
    case.do("answer")
    case.settle_down()
    return case


def test_the_offer_to_write_asks_what_the_analyst_knows(case: Case):
    case.do("answer")

    prompt = offer(case)

    assert prompt.wants_words
    assert prompt.closing
    assert not prompt.closing.is_complete
    assert prompt.tools == ("Dashboards", "Warehouse", "Pipelines", "Spreadsheets", "Access")


def test_a_team_may_ask_nothing_and_names_its_own_tools(case: Case):
    case.services.settings.replace(FRONT, '[closing]\nask = false\ntools = ["Looker"]')
    case.do("answer")

    prompt = offer(case)

    assert (prompt.closing, prompt.tools) == (None, ("Looker",))


@pytest.mark.parametrize(("ask", "offers"), [("true", 1), ("false", 0)])
def test_with_the_words_there_only_the_questions_are_left(case: Case, ask: str, offers: int):
    case.services.settings.replace(FRONT, f"[closing]\nask = {ask}")

    case.do("answer in words")
    case.settle_down()

    assert [one.wants_words for one in case.sender.contents(Prompt)] == [False] * offers


def test_a_question_to_the_requester_asks_the_analyst_nothing(case: Case):
    case.do("claim")
    case.settle_down()
    case.hand(ADA).puts_on("raised_hand")

    assert offer(case).closing is None


def test_answers_come_one_at_a_time_and_each_refreshes_the_offer(ended: Case):
    left = []
    for index, one in enumerate(ANSWERS):
        answer(ended, one, url=f"{URL}/{index}")
        aside = ended.sender.must_lease(Kind.ASIDE)
        assert isinstance(aside.content, Prompt)
        assert aside.content.closing
        assert aside.notice.target.url == f"{URL}/{index}"
        assert aside.notice.target.user == ADA
        left.append(aside.content.closing.is_complete)
        ended.sender.say(aside)

    closing = known(ended)
    assert left == [False, False, False, False, True]
    assert closing
    assert (closing.effort, closing.cause, closing.preventable, closing.returns, closing.tool) == (
        Effort.HOUR,
        Cause.SOURCE_SYSTEM,
        4,
        Returns.NO,
        NO_TOOL,
    )
    assert len(ANSWERS) == len(fields(Answer)) - 1


def test_what_was_all_answered_is_not_asked_at_the_next_end(ended: Case):
    for one in ANSWERS:
        answer(ended, one)
    ended.do("reopen", FINN)
    ended.sender.say_all()
    ended.sender.said.clear()

    ended.do("answer in words")
    ended.settle_down()

    assert ended.sender.contents(Prompt) == []


def test_who_skips_is_asked_no_more(ended: Case):
    answer(ended, Answer(skip=True))
    ended.do("reopen", FINN)
    ended.sender.say_all()
    ended.sender.said.clear()

    ended.do("answer")
    prompt = offer(ended)

    assert prompt.wants_words
    assert prompt.closing
    assert prompt.closing.is_complete


def test_another_member_may_answer_too(ended: Case):
    answer(ended, Answer(effort=Effort.HOUR), BO)

    closing = known(ended)
    assert closing
    assert (closing.by, closing.effort) == (BO, Effort.HOUR)


@pytest.mark.parametrize("by", [FINN, LOU, ZOE])
def test_nobody_outside_the_team_is_heard(ended: Case, by: UserId):
    with pytest.raises(Refusal) as refused:
        answer(ended, ANSWERS[0], by)

    assert refused.value.reason is Reason.NOT_IN_TEAM
    assert known(ended) is None
    assert ended.left() == []


@pytest.mark.parametrize(
    ("verb", "by"), [("claim", ADA), ("decline", BO), ("withdraw", FINN), ("rate", BO)]
)
def test_nothing_is_answered_about_what_did_not_end_well(case: Case, verb: str, by: UserId):
    case.do(verb, by)

    with pytest.raises(Refusal) as refused:
        answer(case, ANSWERS[0])

    assert refused.value.reason is Reason.NOT_ENDED
    assert known(case) is None


def test_a_tap_told_twice_counts_once(ended: Case):
    answer(ended, ANSWERS[0], key="action:same")
    first = known(ended)

    answer(ended, ANSWERS[0], key="action:same")

    assert known(ended) == first
    assert ended.left() == [("aside", 0)]


def test_the_refreshed_offer_still_wants_words_until_they_are_there(ended: Case):
    answer(ended, ANSWERS[0])
    without = offer(ended, Kind.ASIDE)
    ended.services.incidents.write(an_act(ONE, ADA), ENDING)

    answer(ended, ANSWERS[1])

    assert (without.wants_words, offer(ended, Kind.ASIDE).wants_words) == (True, False)


def test_of_a_private_one_another_member_reads_neither_words_nor_who_asked(case: Case):
    case.knows(FINN, name="Finn")
    case.do("make private", FINN)
    case.do("answer")
    case.settle_down()

    answer(case, ANSWERS[0], BO)
    prompt = offer(case, Kind.ASIDE)

    assert prompt.seen.is_hidden
    assert prompt.requester is None
    assert "Salaries" not in repr(prompt)
