"""The use cases of an incident: what each changes, what each leaves to be said, and only once."""

from datetime import date, timedelta

import pytest

from bot.clock import SteppedClock
from bot.domain.content import Handed, Prompt, Told, Words
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, Number, UserId, WorkspaceId
from bot.domain.incident import Ending, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.notice import Kind
from bot.domain.severity import Impact, Severity
from bot.domain.timeline import What
from bot.services import Services
from bot.services.ground import Ground
from tests.builders import ADA, BO, CY, FINN, FRONT, LOU, ZOE, a_request
from tests.fakes import TEAM, an_act
from tests.services.case import ENDING, URL, VERBS, Case

# Who has done what before, who does what then, what waits to be said: kind and minutes.
LEAVES = {
    "claim": ([], ("claim", ADA), [("card", 0), ("tell", 0)]),
    "take over": ([("claim", ADA)], ("take over", BO), [("card", 0), ("tell", 0)]),
    "release": ([("claim", ADA)], ("release", ADA), [("card", 0), ("tell", 1)]),
    "lead releases": ([("claim", ADA)], ("release", LOU), [("card", 0), ("tell", 1)]),
    "answer": ([("claim", ADA)], ("answer", ADA), [("card", 0), ("prompt", 0), ("tell", 10)]),
    "answer new": ([], ("answer", ADA), [("card", 0), ("prompt", 0), ("tell", 10)]),
    "stopgap": ([("claim", ADA)], ("stopgap", ADA), [("card", 0), ("prompt", 0), ("tell", 10)]),
    "rate": ([], ("rate", BO), [("card", 0)]),
    "reopen": (
        [("answer", ADA)],
        ("reopen", FINN),
        [("card", 0), ("close_question", 0), ("thread", 0)],
    ),
    "ask": ([("claim", ADA)], ("ask", ADA), [("card", 0), ("tell", 0)]),
    "ask better": ([("claim", ADA), ("ask", ADA)], ("ask better", ADA), [("tell", 0)]),
    "ask again": (
        [("claim", ADA), ("ask", ADA), ("reply", FINN)],
        ("ask better", ADA),
        [("card", 0), ("tell", 0)],
    ),
    "reply": (
        [("claim", ADA), ("ask", ADA)],
        ("reply", FINN),
        [("card", 0), ("close_question", 0), ("thread", 0)],
    ),
    "member replies": (
        [("claim", ADA), ("ask", ADA)],
        ("reply", BO),
        [("card", 0), ("close_question", 0), ("thread", 0)],
    ),
    "answer while asked": (
        [("claim", ADA), ("ask", ADA)],
        ("answer in words", ADA),
        [("card", 0), ("close_question", 0), ("prompt", 0), ("tell", 0)],
    ),
    "decline": ([], ("decline", BO), [("card", 0), ("tell", 0)]),
    "reassign": (
        [("claim", ADA)],
        ("reassign to Cy", ADA),
        [("card", 0), ("hand", 0), ("tell", 0)],
    ),
    "lead reassigns": (
        [("claim", ADA), ("ask", ADA)],
        ("reassign to Cy", LOU),
        [("card", 0), ("close_question", 0), ("hand", 0), ("tell", 0)],
    ),
    "withdraw": ([], ("withdraw", FINN), [("card", 0)]),
    "withdraw a held one": (
        [("claim", ADA)],
        ("withdraw", FINN),
        [("card", 0), ("thread", 0)],
    ),
    "edit": ([], ("edit", FINN), [("card", 0)]),
    "edit a held one": ([("claim", ADA)], ("edit", FINN), [("card", 0), ("thread", 0)]),
    "make private": ([], ("make private", FINN), [("card", 0)]),
    "let see": ([("make private", FINN)], ("let see", FINN), [("show", 0), ("show", 0)]),
    "owner lets see": (
        [("claim", ADA), ("make private", FINN)],
        ("let see", ADA),
        [("show", 0), ("show", 0)],
    ),
    "member reopens": (
        [("answer", ADA)],
        ("reopen", BO),
        [("card", 0), ("close_question", 0), ("tell", 0)],
    ),
    "impact": ([], ("say impact", FINN), [("card", 0), ("confirm", 0)]),
    "when": ([], ("say when", FINN), [("card", 0), ("confirm", 0)]),
    "confirm": ([("answer", ADA)], ("confirm", FINN), [("card", 0), ("close_question", 0)]),
    "say more": ([], ("say more", FINN), [("thread", 0)]),
    "write": ([("answer", ADA)], ("write", ADA), [("tell", 0)]),
}


def test_every_verb_is_among_those_that_are_done_once():
    assert {verb for _, (verb, _), _ in LEAVES.values()} == set(VERBS)


@pytest.mark.parametrize("name", LEAVES)
def test_each_change_is_done_once_and_leaves_exactly_these_notices(case: Case, name: str):
    before, (verb, by), left = LEAVES[name]
    for earlier_verb, earlier_by in before:
        case.do(earlier_verb, earlier_by)
    case.settle_down()

    first = case.do(verb, by, "event:same")
    story = case.story()
    told_twice = VERBS[verb](case.services, an_act(Number(1), by, "event:same"))
    left_then = case.left()
    case.settle_down()
    told_late = case.do(verb, by, "event:same")

    assert left_then == left
    assert case.left() == []
    assert told_twice == told_late == first
    assert case.story() == story


def test_each_change_is_written_down_with_who_and_when(case: Case):
    case.do("claim")
    case.do("rate", BO)
    case.do("answer")
    case.do("write")
    case.do("reopen", FINN)

    lines = [(entry.what, entry.by, entry.state, entry.owner) for entry in case.story()]
    assert lines == [
        (What.FILED, FINN, State.NEW, None),
        (What.CLAIMED, ADA, State.CLAIMED, ADA),
        (What.SEVERITY, BO, State.CLAIMED, ADA),
        (What.ANSWERED, ADA, State.ANSWERED, ADA),
        (What.WROTE, ADA, State.ANSWERED, ADA),
        (What.REOPENED, FINN, State.CLAIMED, ADA),
    ]
    assert [entry.seq for entry in case.story()] == [1, 2, 3, 4, 5, 6]
    words = [entry.words for entry in case.story()]
    assert words == [None, None, "S1: The board waits", None, "Reloaded the day", "Still wrong"]
    assert case.story()[4].link == ENDING.link
    assert case.story()[4].as_of == ENDING.as_of


def test_a_change_that_changes_nothing_leaves_nothing(case: Case):
    case.do("claim")
    case.settle_down()
    story = case.story()

    case.do("claim")

    assert case.left() == []
    assert case.story() == story


@pytest.mark.parametrize(
    ("before", "then", "reason"),
    [
        ([], ("claim", ZOE), Reason.NOT_IN_TEAM),
        ([("claim", ADA)], ("claim", BO), Reason.ANOTHER_HAS_IT),
        ([("claim", ADA)], ("answer", BO), Reason.ANOTHER_HAS_IT),
        ([("claim", ADA)], ("release", BO), Reason.NOT_YOURS),
        ([("answer", ADA)], ("claim", BO), Reason.ALREADY_ENDED),
        ([], ("say impact", ADA), Reason.NOT_THE_REQUESTER),
        ([], ("write", ADA), Reason.NOT_ENDED),
        ([], ("reopen", FINN), Reason.NOT_ENDED),
        ([], ("ask", ADA), Reason.NOBODY_HAS_IT),
        ([("claim", ADA)], ("ask", BO), Reason.NOT_YOURS),
        ([("claim", ADA), ("ask", ADA)], ("ask better", BO), Reason.NOT_YOURS),
        ([("claim", ADA)], ("reply", FINN), Reason.NOT_WAITING),
        ([("claim", ADA), ("ask", ADA)], ("reply", ZOE), Reason.NOT_ALLOWED),
        ([("claim", ADA), ("ask", ADA), ("reply", FINN)], ("reply", FINN), Reason.NOT_WAITING),
        ([("claim", ADA), ("ask", ADA), ("answer", ADA)], ("reply", FINN), Reason.ALREADY_ENDED),
        ([], ("decline", FINN), Reason.NOT_IN_TEAM),
        ([("decline", ADA)], ("decline", BO), Reason.ALREADY_ENDED),
        ([], ("reassign to Cy", LOU), Reason.NOBODY_HAS_IT),
        ([("claim", ADA)], ("reassign to Cy", BO), Reason.NOT_YOURS),
        ([("claim", ADA)], ("reassign to Cy", FINN), Reason.NOT_IN_TEAM),
        ([], ("withdraw", ADA), Reason.NOT_THE_REQUESTER),
        ([("answer", ADA)], ("withdraw", FINN), Reason.ALREADY_ENDED),
        ([], ("edit", ADA), Reason.NOT_THE_REQUESTER),
        ([("answer", ADA)], ("edit", FINN), Reason.ALREADY_ENDED),
        ([], ("let see", FINN), Reason.NOT_PRIVATE),
        ([("make private", FINN)], ("let see", BO), Reason.NOT_ALLOWED),
    ],
)
def test_a_refused_change_leaves_nothing(case: Case, before, then, reason: Reason):
    for verb, by in before:
        case.do(verb, by)
    case.settle_down()
    story = case.story()

    with pytest.raises(Refusal) as refused:
        case.do(*then)

    assert refused.value.reason is reason
    assert case.left() == []
    assert case.story() == story


@pytest.mark.parametrize("verb", VERBS)
def test_an_unknown_incident_is_refused(services: Services, verb: str):
    with pytest.raises(Refusal) as refused:
        VERBS[verb](services, an_act(Number(99), ADA))

    assert refused.value.reason is Reason.UNKNOWN_INCIDENT
    assert refused.value.number == 99


@pytest.mark.parametrize(
    ("verb", "fact"),
    [*((verb, "is_stranger") for verb in VERBS), ("claim", "is_bot"), ("claim", "is_deleted")],
)
def test_who_takes_no_part_does_nothing(case: Case, verb: str, fact: str):
    case.knows(ADA, **{fact: True})
    case.settle_down()
    story = case.story()

    with pytest.raises(Refusal) as refused:
        case.do(verb, ADA)

    assert refused.value.reason is Reason.NOT_FROM_HERE
    assert case.left() == []
    assert case.story() == story


def test_a_guest_takes_part(case: Case):
    case.knows(FINN, is_guest=True)

    assert case.do("withdraw", FINN).state is State.WITHDRAWN


# --- passing on, declining, taking back ------------------------------------------------------


def test_who_is_given_an_incident_is_told_by_whom(case: Case):
    case.do("claim")
    case.do("reassign to Cy", LOU)

    case.sender.say_all()

    [handed] = case.sender.contents(Handed)
    [place] = [said.place for said in case.sender.said if said.content is handed]
    assert (place, handed.by, handed.seen.incident.owner) == (CY, LOU, CY)


def test_who_takes_it_by_a_reassignment_of_their_own_is_not_told(case: Case):
    case.services.settings.replace(
        FRONT, '[members]\nrapid_response = ["U0ADA", "U0CY"]\nleads = ["U0CY"]'
    )
    case.do("claim")
    case.settle_down()

    reassigned = case.do("reassign to Cy", CY)

    assert reassigned.owner == CY
    assert case.left() == [("card", 0), ("tell", 0)]


def test_who_has_passed_it_on_since_is_not_told_that_it_is_theirs(case: Case):
    case.do("claim")
    case.do("reassign to Cy", ADA)
    case.do("take over", BO)

    case.sender.say_all()

    assert case.sender.contents(Handed) == []


def test_reassigning_to_the_owner_changes_nothing(case: Case):
    case.do("claim", CY)
    case.settle_down()

    case.do("reassign to Cy", CY)

    assert case.left() == []
    assert case.whats() == [What.FILED, What.CLAIMED]


def test_reassigning_to_somebody_outside_the_team_names_them(case: Case):
    case.do("claim")

    with pytest.raises(Refusal) as refused:
        case.services.incidents.reassign(an_act(Number(1), ADA), ZOE)

    assert (refused.value.reason, refused.value.owner) == (Reason.NOT_IN_TEAM, ZOE)


def test_a_declined_request_is_told_with_its_reason_at_once(case: Case):
    case.do("decline", BO)

    case.sender.say_all()

    [told] = case.sender.contents(Told)
    assert (told.entry.what, told.entry.words) == (What.DECLINED, "Finance owns it")
    assert not told.is_question


@pytest.mark.parametrize("blank", ["", " \n"])
@pytest.mark.parametrize("verb", ["decline", "reply", "ask"])
def test_what_needs_words_is_not_done_without_them(case: Case, verb: str, blank: str):
    case.do("claim")
    if verb == "reply":
        case.do("ask")
    state, by = case.now_is().state, FINN if verb == "reply" else ADA

    with pytest.raises(Refusal) as refused:
        getattr(case.services.incidents, verb)(an_act(Number(1), by), blank)

    assert refused.value.reason is Reason.NO_REASON
    assert case.now_is().state is state


def test_what_is_withdrawn_may_come_back_to_its_owner(case: Case):
    case.do("claim")
    case.do("withdraw", FINN)

    reopened = case.do("reopen", FINN)

    assert (reopened.state, reopened.owner) == (State.CLAIMED, ADA)


def test_who_withdraws_is_not_told_of_it_but_the_owner_reads_it_in_the_thread(case: Case):
    case.do("claim")
    case.settle_down()
    case.do("withdraw", FINN)

    assert case.sender.say_all() == ["card", "thread"]
    assert [words.entry.what for words in case.sender.contents(Words)] == [What.WITHDRAWN]


# --- filing ----------------------------------------------------------------------------------


def test_filing_opens_an_incident_and_says_what_to_read(services: Services, clock: SteppedClock):
    confirmation = services.incidents.file(FRONT, a_request("Numbers are off", source_key="k"))

    incident = confirmation.seen.incident
    assert (incident.number, incident.state, incident.text) == (1, State.NEW, "Numbers are off")
    assert (incident.requester, incident.filed_at) == (FINN, clock.now())
    assert incident.severity is None
    assert str(confirmation.zone) == "Europe/Berlin"
    assert confirmation.ahead == 0
    assert services.queue.story(FRONT, Number(1), FINN).line.seen == confirmation.seen


def test_filing_leaves_a_card_and_the_errand_to_read_who_filed(case: Case):
    assert case.left() == [("card", 0), ("profile", 0)]


def test_a_profile_is_read_again_when_it_is_a_day_old(case: Case):
    case.settle_down()

    case.services.incidents.file(FRONT, a_request(source_key="same day"))
    on_the_same_day = case.left()
    case.settle_down()
    case.clock.move(timedelta(days=1))
    case.services.incidents.file(FRONT, a_request(source_key="next day"))

    assert on_the_same_day == [("card", 0)]
    assert case.left() == [("card", 0), ("profile", 0)]


def test_a_repeated_delivery_gets_the_first_incident(case: Case):
    case.do("claim")
    case.settle_down()

    again = case.services.incidents.file(FRONT, a_request("Something else"))
    another = case.services.incidents.file(FRONT, a_request(source_key="another"))

    assert again.seen.incident.number == 1
    assert again.seen.incident.state is State.CLAIMED
    assert another.seen.incident.number == 2
    assert another.ahead == 1


@pytest.mark.parametrize(
    ("now", "text", "day"),
    [
        ("2026-11-24T22:59+00:00", "I need it today", date(2026, 11, 24)),
        ("2026-11-24T23:01+00:00", "I need it today", date(2026, 11, 25)),
        ("2026-11-24T23:01+00:00", "please by Thursday", date(2026, 11, 26)),
    ],
)
def test_dates_in_words_are_the_teams_own(services, clock: SteppedClock, now, text: str, day: date):
    clock.move_to(type(clock.now()).fromisoformat(now))

    filed = services.incidents.file(FRONT, a_request(text)).seen.incident

    assert filed.needed_by
    assert filed.needed_by.day == day


def test_a_date_that_was_tapped_is_worth_more_than_words(services: Services):
    given = NeededBy(when=When.LATER)

    filed = services.incidents.file(FRONT, a_request("by Thursday", needed_by=given)).seen.incident

    assert filed.needed_by == given


def test_before_the_team_is_set_up_nothing_can_be_filed(ground: Ground):
    elsewhere = Front(WorkspaceId("T0NEW"))
    services = Services.on(ground)

    with pytest.raises(Refusal) as refused:
        services.incidents.file(elsewhere, a_request())

    assert refused.value.reason is Reason.NOT_SET_UP
    services.settings.replace(elsewhere, TEAM)
    assert services.incidents.file(elsewhere, a_request()).seen.incident.number == 1


def test_every_change_wakes_the_sender(services: Services, ground: Ground):
    woken: list[None] = []
    ground.wake = lambda: woken.append(None)

    services.incidents.file(FRONT, a_request())
    services.incidents.claim(an_act(Number(1), ADA))

    assert len(woken) == 2


# --- endings ---------------------------------------------------------------------------------


def test_a_stopgap_lasts_for_the_teams_days_from_the_teams_today(case: Case):
    case.services.settings.replace(FRONT, "[timing]\nstopgap_days = 14")
    case.clock.move_to(case.clock.now().replace(hour=23, minute=10))

    ended = case.do("stopgap")

    assert (ended.state, ended.owner) == (State.STOPGAP, ADA)
    assert ended.stopgap_until == date(2026, 12, 9)


def test_words_in_time_go_with_the_news_of_the_ending(case: Case):
    case.do("claim")
    case.sender.say_all()
    case.do("answer")
    case.do("write")

    case.sender.say_all()

    told = case.sender.contents(Told)
    assert [news.entry.what for news in told] == [What.CLAIMED, What.ANSWERED]
    assert told[-1].ending == ENDING
    assert told[-1].is_question
    case.settle_down()
    assert len(case.sender.contents(Told)) == 2


def test_words_find_their_news_when_all_happens_in_one_moment(case: Case):
    """A claim, an answer and words may carry the same time."""
    for verb in ("claim", "answer", "write"):
        VERBS[verb](case.services, an_act(Number(1), ADA))

    case.settle_down()

    told = case.sender.contents(Told)
    assert [(news.entry.what, news.ending) for news in told] == [(What.ANSWERED, ENDING)]


def test_without_words_the_state_alone_is_told_after_ten_minutes(case: Case):
    case.do("answer")
    case.sender.say_all()
    case.clock.move(timedelta(minutes=9, seconds=59))
    too_early = case.sender.say_all()
    case.clock.move(timedelta(seconds=1))

    in_time = case.sender.say_all()

    assert too_early == []
    assert in_time == ["tell"]
    assert case.sender.contents(Told)[0].ending is None


def test_late_words_are_told_by_themselves(case: Case):
    case.do("answer")
    case.settle_down()

    case.do("write")
    case.settle_down()

    told = case.sender.contents(Told)
    assert [news.entry.what for news in told] == [What.ANSWERED, What.WROTE]
    assert [news.ending for news in told] == [None, ENDING]


def test_words_that_were_replaced_before_they_were_said_are_not_said(case: Case):
    case.do("answer")
    case.settle_down()
    case.do("write")
    better = Ending(words="Reloaded the whole week")

    case.services.incidents.write(an_act(Number(1), ADA), better)
    case.settle_down()

    assert [news.ending for news in case.sender.contents(Told)] == [None, better]


def test_words_of_an_ending_that_was_undone_are_not_said_with_the_next(case: Case):
    case.do("answer")
    case.settle_down()
    case.do("write")
    case.do("reopen", BO)
    case.do("answer")
    second = Ending(words="Now it is right")
    case.services.incidents.write(an_act(Number(1), ADA), second)

    case.settle_down()

    told = case.sender.contents(Told)
    assert [(news.entry.what, news.ending) for news in told] == [
        (What.ANSWERED, None),
        (What.ANSWERED, second),
    ]


def test_the_offer_to_write_is_for_the_one_who_ended_it_and_goes_when_words_are_there(case: Case):
    case.do("answer")
    offer = case.sender.must_lease(Kind.PROMPT)
    case.do("reopen", FINN)
    case.do("answer", key="again")
    case.do("write")
    case.settle_down()

    assert offer.notice.target.user == ADA
    assert isinstance(offer.content, Prompt)
    assert offer.content.wants_words
    assert [prompt.wants_words for prompt in case.sender.contents(Prompt)] == [False]


def test_what_the_requester_adds_goes_to_the_cards_thread(case: Case):
    case.settle_down()

    case.do("say more", FINN)
    case.sender.say_all()

    assert [words.entry.words for words in case.sender.contents(Words)] == ["Since Monday"]
    assert case.sender.said[-1].thread == case.services.queue.story(FRONT, Number(1), ADA).line.card


@pytest.mark.parametrize(
    ("members", "state", "owner"),
    [
        ('["U0ADA", "U0BO"]', State.CLAIMED, ADA),
        ('["U0BO"]', State.NEW, None),
    ],
)
def test_a_reopened_incident_finds_its_owner_if_they_are_still_there(
    case: Case, members: str, state: State, owner: UserId | None
):
    case.do("answer")
    case.services.settings.replace(FRONT, f"[members]\nrapid_response = {members}")

    reopened = case.do("reopen", FINN)

    assert (reopened.state, reopened.owner, reopened.ended_at) == (state, owner, None)


def test_answers_of_the_requester_set_the_severity(case: Case):
    case.do("say impact", FINN)

    described = case.do("say when", FINN)

    assert described.severity is Severity.S1
    assert [entry.words for entry in case.story()[1:]] == ["impact:high", "when:today"]


def test_a_tap_in_a_confirmation_refreshes_it_once(case: Case):
    case.settle_down()
    act = an_act(Number(1), FINN, "action:same")

    for _ in range(2):
        case.services.incidents.describe(act, URL, impact=Impact.HIGH)

    assert case.left() == [("card", 0), ("confirm", 0)]
    case.sender.must_lease(Kind.CARD)
    parcel = case.sender.lease()
    assert parcel
    assert parcel.notice.target.url == URL
