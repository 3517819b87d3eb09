"""Wording a request anew, making it private, letting somebody see it; and whose clock is meant."""

from datetime import date, datetime, time

import pytest

from bot.domain.content import Named, Words
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import UserId
from bot.domain.incident import Incident, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.notice import Kind
from bot.domain.severity import Impact, Severity
from bot.domain.timeline import What
from bot.services.queue import Story
from tests.builders import ADA, BO, ENO, FINN, FRONT, MIRA, PAT, ZOE, a_request
from tests.fakes import an_act
from tests.services.case import ONE, TWO, URL, Case


def edit(case: Case, text: str, by: UserId = FINN, **more: bool) -> Incident:
    return case.services.incidents.edit(an_act(ONE, by), text, **more)


def look(case: Case, reader: UserId) -> Story:
    return case.services.queue.story(FRONT, ONE, reader)


# --- new words -------------------------------------------------------------------------------


def test_what_it_said_before_stays_in_the_story(case: Case):
    edit(case, "Revenue of the EU")
    edit(case, "Revenue of the EU, since Monday")

    story = look(case, ZOE)

    assert story.line.seen.incident.text == "Revenue of the EU, since Monday"
    assert [(entry.what, entry.words) for entry in story.entries[1:]] == [
        (What.EDITED, "Revenue by region looks wrong"),
        (What.EDITED, "Revenue of the EU"),
    ]


def test_the_owner_reads_in_the_cards_thread_that_it_was_worded_anew(case: Case):
    case.do("claim")
    case.settle_down()

    edit(case, "Revenue of the EU")
    case.sender.say_all()

    assert [words.entry.what for words in case.sender.contents(Words)] == [What.EDITED]


def test_a_long_request_is_kept_whole(case: Case):
    text = "Ä" * 3000

    edit(case, text)
    edit(case, "short")

    assert case.story()[-1].words == text
    assert case.now_is().text == "short"


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_request_is_never_worded_as_nothing(case: Case, blank: str):
    with pytest.raises(Refusal) as refused:
        edit(case, blank)

    assert refused.value.reason is Reason.NOTHING_TYPED
    assert case.whats() == [What.FILED]


def test_the_same_words_again_leave_nothing(case: Case):
    case.settle_down()

    edit(case, case.now_is().text)

    assert case.left() == []
    assert case.whats() == [What.FILED]


def test_a_date_is_read_again_and_the_severity_follows_it(case: Case):
    case.services.incidents.describe(an_act(ONE, FINN), URL, impact=Impact.HIGH)

    urgent = edit(case, "I need it today")
    calm = edit(case, "No hurry")

    assert (urgent.severity, urgent.needed_by) == (
        Severity.S1,
        NeededBy(When.TODAY, date(2026, 11, 24), said="today"),
    )
    assert (calm.severity, calm.needed_by) == (Severity.S3, None)


def test_a_date_that_was_tapped_is_worth_more_than_new_words(case: Case):
    case.do("say when", FINN)

    edited = edit(case, "by Friday")

    assert edited.needed_by == NeededBy(When.TODAY, date(2026, 11, 24))


def test_a_severity_set_by_hand_stays(case: Case):
    case.do("rate")

    assert edit(case, "No hurry").severity is Severity.S1


# --- private ---------------------------------------------------------------------------------


def test_a_request_made_private_keeps_its_words_unless_there_are_new_ones(case: Case):
    edited = edit(case, case.now_is().text, is_private=True)

    assert (edited.is_private, edited.text) == (True, "Revenue by region looks wrong")


def test_new_words_alone_leave_a_private_one_private(case: Case):
    edit(case, "Salaries are off", is_private=True)

    assert edit(case, "Salaries of May are off").is_private


def test_a_request_made_private_is_hidden_on_the_card_that_showed_it(case: Case):
    case.settle_down()

    edit(case, "Salaries are off", is_private=True)
    card = case.sender.must_lease(Kind.CARD)

    assert card.shown
    assert "Salaries" not in repr(card.content)
    assert "Revenue" not in repr(card.content)
    with pytest.raises(Refusal):
        look(case, ZOE)


def test_a_request_made_private_is_never_public_again(case: Case):
    edit(case, "Salaries are off", is_private=True)

    edit(case, "Revenue is off", is_private=False)

    with pytest.raises(Refusal) as refused:
        look(case, ZOE)
    assert refused.value.reason is Reason.UNKNOWN_INCIDENT


# --- letting somebody see it -----------------------------------------------------------------


@pytest.fixture
def private(case: Case) -> Case:
    """Make it private, Ada having it."""
    case.do("claim")
    case.do("make private", FINN)
    case.settle_down()
    case.sender.said.clear()
    return case


def let_see(case: Case, *named: UserId, by: UserId = FINN, key: str = "") -> Incident:
    return case.services.incidents.let_see(an_act(ONE, by, key), named)


def test_those_who_are_named_are_told_by_whom_and_see_it(private: Case):
    let_see(private, PAT, ENO, by=ADA)

    private.sender.say_all()

    told = {said.notice.target.user: said.content for said in private.sender.said}
    assert set(told) == {PAT, ENO}
    assert {content.by for content in private.sender.contents(Named)} == {ADA}
    assert "Salaries" not in repr(private.sender.said)  # a message would show it to whoever looks
    assert look(private, PAT).line.seen.incident.text == "Salaries are off"


def test_who_is_named_again_is_not_told_again(private: Case):
    let_see(private, PAT)
    private.sender.say_all()

    let_see(private, PAT, ENO)
    private.sender.say_all()

    assert [said.notice.target.user for said in private.sender.said] == [PAT, ENO]


def test_who_is_named_no_more_sees_no_more_and_is_not_told_late(private: Case):
    let_see(private, PAT)

    let_see(private, ENO)
    private.sender.say_all()

    assert [said.notice.target.user for said in private.sender.said] == [ENO]
    with pytest.raises(Refusal) as refused:
        look(private, PAT)
    assert refused.value.reason is Reason.UNKNOWN_INCIDENT


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        (BO, Reason.NOT_ALLOWED),
        (MIRA, Reason.UNKNOWN_INCIDENT),
        (PAT, Reason.UNKNOWN_INCIDENT),
        (ZOE, Reason.UNKNOWN_INCIDENT),
    ],
)
def test_nobody_else_lets_others_see_it(private: Case, by: UserId, reason: Reason):
    with pytest.raises(Refusal) as refused:
        let_see(private, ZOE, by=by)

    assert refused.value.reason is reason
    assert private.left() == []


def test_letting_see_leaves_the_card_as_it_is(private: Case):
    let_see(private, PAT)

    assert private.left() == [("show", 0)]
    assert private.whats()[-1] is What.LET_SEE


def test_a_former_owner_sees_it_no_more(private: Case):
    private.do("take over", BO)

    assert look(private, BO).line.seen.incident.text == "Salaries are off"
    assert look(private, ADA).line.seen.is_hidden


# --- whose clock -----------------------------------------------------------------------------

# Finn writes from New York at ten in the morning there; the team is in Berlin.
CLOCKS = [
    pytest.param("2026-03-06T15:00", "by 15:00", "2026-03-06", "21:00", id="in winter"),
    pytest.param("2026-03-08T14:00", "by 15:00", "2026-03-08", "20:00", id="New York forward"),
    pytest.param("2026-03-29T14:00", "by 15:00", "2026-03-29", "21:00", id="Berlin forward"),
    pytest.param("2026-10-25T14:00", "by 15:00", "2026-10-25", "20:00", id="Berlin back"),
    pytest.param("2026-11-01T15:00", "by 15:00", "2026-11-01", "21:00", id="New York back"),
    pytest.param("2026-03-27T14:00", "by Sunday 15:00", "2026-03-29", "21:00", id="over a change"),
    pytest.param("2026-10-23T14:00", "by Sunday 3pm", "2026-10-25", "20:00", id="over another"),
    pytest.param("2026-03-06T15:00", "by 8pm", "2026-03-07", "02:00", id="after midnight there"),
]


@pytest.mark.parametrize(("now", "text", "day", "at"), CLOCKS)
def test_a_time_is_meant_on_the_writers_clock_and_kept_on_the_teams(case: Case, now, text, day, at):
    case.knows(FINN, timezone="America/New_York")
    moment = datetime.fromisoformat(f"{now}+00:00")
    case.ground.now = lambda: moment

    case.file(FINN, f"The churn numbers {text}")
    edited = edit(case, f"Revenue {text}")

    for needed in (case.now_is(TWO).needed_by, edited.needed_by):
        assert needed
        assert (needed.day, needed.at) == (date.fromisoformat(day), time.fromisoformat(at))


@pytest.mark.parametrize("zone", [None, "Mars/Olympus", ""])
def test_where_the_writers_zone_is_not_known_it_is_the_teams(case: Case, zone: str | None):
    case.knows(FINN, timezone=zone)

    case.file(FINN, "The churn numbers by 15:00")

    needed = case.now_is(TWO).needed_by
    assert needed
    assert (needed.day, needed.at) == (date(2026, 11, 24), time(15))


def test_today_is_the_writers_own_day(case: Case):
    case.knows(FINN, timezone="America/New_York")
    case.clock.move_to(datetime.fromisoformat("2026-11-25T02:00+00:00"))  # Berlin is a day ahead

    case.file(FINN, "I need the churn numbers today")

    needed = case.now_is(TWO).needed_by
    assert needed
    assert (needed.when, needed.day, needed.at) == (When.TODAY, date(2026, 11, 24), None)


def test_a_story_is_read_in_ones_own_zone(case: Case):
    case.knows(ZOE, timezone="Asia/Tokyo")

    assert (str(look(case, ZOE).zone), str(look(case, BO).zone)) == ("Asia/Tokyo", "Europe/Berlin")
    assert look(case, ZOE).line.seen.incident.state is State.NEW


def test_a_request_without_a_profile_is_read_in_the_teams_zone(case: Case):
    filed = case.services.incidents.file(
        FRONT, a_request("by 15:00", source_key="command:new", requester=ZOE)
    )

    assert filed.seen.incident.needed_by
    assert filed.seen.incident.needed_by.at == time(15)
