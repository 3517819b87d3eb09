"""What has to be said after a change: to whom, not before when, once for each cause."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given
from hypothesis import settings as examples

from bot.domain import notice as notices
from bot.domain import rota_news
from bot.domain.errors import Reason
from bot.domain.ids import ChannelId, Number
from bot.domain.incident import ENDED, RULES, Ending, State
from bot.domain.notice import (
    AT_MOST_ONCE,
    CALLS,
    COURTESIES,
    LIVING,
    WISHES,
    Call,
    Kind,
    Notice,
    Target,
)
from bot.domain.timeline import ENDINGS, Entry, What
from tests.builders import (
    ADA,
    BO,
    EVERYONE,
    FINN,
    FRONT,
    IN_A_MONTH,
    LOU,
    MIRA,
    NOW,
    REQUESTS,
    TODAY,
    ZOE,
    a_message,
    a_ticket,
    an_entry,
    an_incident,
    later,
)

GRACE = timedelta(minutes=10)
URL = "https://hooks.example.com/1"
ABOUT_NO_INCIDENT = {
    Kind.TROUBLE,
    Kind.CONSENT,
    Kind.SETTLE_CONSENT,
    Kind.ELECTED,
    Kind.HOME,
    Kind.PROFILE,
    Kind.ELECT,
    Kind.FETCH,
    Kind.CHECK,
    *LIVING,
    Kind.REMIND,
    Kind.SOON,
    Kind.UNCOVERED,
    Kind.UNREAD,
    Kind.MOVED,
    Kind.OUTCOME,
    Kind.GROUP,
}


def _refusal(source_key: str = "event:1", reason: Reason = Reason.ANOTHER_HAS_IT) -> Notice:
    return notices.refuse(
        FRONT,
        channel=REQUESTS,
        user=BO,
        reason=reason,
        number=Number(42),
        source_key=source_key,
        now=NOW,
    )


def _confirmation(seq: int = 2) -> Notice:
    return notices.confirm(an_entry(seq=seq, by=FINN), URL)


def _trouble(place: str = "C1", code: str = "not_in_channel") -> Notice:
    return notices.trouble(FRONT, admin=MIRA, place=place, code=code, now=NOW)


def _one_of_each(entry: Entry | None = None) -> list[Notice]:
    entry, incident, message = entry or an_entry(), an_incident(), a_message()
    ticket = a_ticket(message=message)
    return [
        notices.card(FRONT, entry.number, REQUESTS, NOW),
        notices.tell(entry, FINN, NOW),
        notices.prompt(entry, REQUESTS, NOW),
        _refusal(),
        _confirmation(),
        notices.thread(entry, REQUESTS, NOW),
        notices.close_question(entry, FINN, NOW),
        _trouble(),
        notices.aside(entry, ADA, URL, "action:1", NOW),
        notices.hear(entry, ZOE, NOW),
        notices.hand(entry, BO),
        notices.show(entry, ZOE),
        notices.left(entry, LOU),
        notices.filed(incident, message, ZOE, NOW),
        notices.source(incident, message, None, NOW),
        notices.consent(ticket, FINN, NOW),
        notices.settle_consent(ticket, FINN, URL, NOW),
        notices.elected(FRONT, MIRA, "elect:1", NOW),
        notices.home(FRONT, ZOE, NOW),
        notices.profile(FRONT, FINN, NOW),
        notices.elect(FRONT, MIRA, "command:1", NOW),
        notices.look(FRONT, entry.number, NOW),
        notices.fetch(ticket, NOW),
        notices.check(FRONT, MIRA, "V1", "team", NOW),
        rota_news.invite(FRONT, "primary", BO, NOW),
        rota_news.cover(FRONT, 7, BO, NOW),
        rota_news.swap(FRONT, 7, BO, NOW),
        rota_news.handoff(FRONT, 7, BO, NOW),
        rota_news.remind(FRONT, 7, BO, NOW),
        rota_news.soon(FRONT, "primary", NOW, BO, NOW),
        rota_news.uncovered(FRONT, "primary", NOW, LOU, NOW),
        rota_news.unread(FRONT, 7, LOU, NOW),
        rota_news.moved(FRONT, "primary", NOW - rota_news.MOVES_SETTLE_FOR, BO),
        rota_news.arrived(FRONT, entry.number, ADA, NOW),
        rota_news.outcome(FRONT, BO, URL, "action:2", "off", NOW),
        rota_news.group(FRONT, "S012GROUP", NOW),
    ]


# --- each notice -------------------------------------------------------------------------------


def test_there_is_one_notice_of_each_kind():
    assert [notice.kind for notice in _one_of_each()] == list(Kind)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (Kind.CARD, Target(channel=REQUESTS)),
        (Kind.TELL, Target(user=FINN)),
        (Kind.PROMPT, Target(channel=REQUESTS, user=ADA)),
        (Kind.REFUSE, Target(channel=REQUESTS, user=BO)),
        (Kind.CONFIRM, Target(user=FINN, url=URL)),
        (Kind.THREAD, Target(channel=REQUESTS)),
        (Kind.CLOSE_QUESTION, Target(user=FINN)),
        (Kind.TROUBLE, Target(user=MIRA)),
        (Kind.ASIDE, Target(user=ADA, url=URL)),
        (Kind.HEAR, Target(user=ZOE)),
        (Kind.HAND, Target(user=BO)),
        (Kind.SHOW, Target(user=ZOE)),
        (Kind.LEFT, Target(user=LOU)),
        (Kind.FILED, Target(channel=REQUESTS, user=ZOE, ts=a_message().ts)),
        (Kind.SOURCE, Target(channel=REQUESTS, ts=a_message().ts)),
        (Kind.CONSENT, Target(user=FINN)),
        (Kind.SETTLE_CONSENT, Target(user=FINN, url=URL)),
        (Kind.ELECTED, Target(user=MIRA)),
        (Kind.HOME, Target(user=ZOE)),
        (Kind.PROFILE, Target(user=FINN)),
        (Kind.ELECT, Target(user=MIRA)),
        (Kind.LOOK, Target()),
        (Kind.FETCH, Target(channel=REQUESTS, user=ZOE, ts=a_message().ts)),
        (Kind.CHECK, Target(user=MIRA, url="V1")),
        (Kind.INVITE, Target(user=BO)),
        (Kind.COVER, Target(user=BO)),
        (Kind.SWAP, Target(user=BO)),
        (Kind.HANDOFF, Target(user=BO)),
        (Kind.REMIND, Target(user=BO)),
        (Kind.SOON, Target(user=BO)),
        (Kind.UNCOVERED, Target(user=LOU)),
        (Kind.UNREAD, Target(user=LOU)),
        (Kind.MOVED, Target(user=BO)),
        (Kind.ARRIVED, Target(user=ADA)),
        (Kind.OUTCOME, Target(user=BO, url=URL)),
        (Kind.GROUP, Target(channel=ChannelId("S012GROUP"))),
    ],
)
def test_a_notice_goes_where_its_reader_is(kind, target):
    found = next(notice for notice in _one_of_each() if notice.kind is kind)

    assert found.target == target


@pytest.mark.parametrize(
    ("kind", "call"),
    [
        (Kind.CARD, Call.POST),
        (Kind.TELL, Call.POST),
        (Kind.PROMPT, Call.EPHEMERAL),
        (Kind.REFUSE, Call.EPHEMERAL),
        (Kind.CONFIRM, Call.RESPOND),
        (Kind.THREAD, Call.POST),
        (Kind.CLOSE_QUESTION, Call.UPDATE),
        (Kind.TROUBLE, Call.POST),
        (Kind.ASIDE, Call.RESPOND),
        (Kind.HEAR, Call.POST),
        (Kind.HAND, Call.POST),
        (Kind.SHOW, Call.POST),
        (Kind.LEFT, Call.POST),
        (Kind.FILED, Call.EPHEMERAL),
        (Kind.SOURCE, Call.POST),
        (Kind.CONSENT, Call.POST),
        (Kind.SETTLE_CONSENT, Call.RESPOND),
        (Kind.ELECTED, Call.POST),
        (Kind.HOME, Call.PUBLISH),
        (Kind.PROFILE, Call.READ),
        (Kind.ELECT, Call.READ),
        (Kind.LOOK, Call.LOOK),
        (Kind.FETCH, Call.FETCH),
        (Kind.CHECK, Call.CHECK),
        *((kind, Call.POST) for kind in LIVING),
        (Kind.REMIND, Call.POST),
        (Kind.SOON, Call.POST),
        (Kind.UNCOVERED, Call.POST),
        (Kind.UNREAD, Call.POST),
        (Kind.MOVED, Call.POST),
        (Kind.ARRIVED, Call.POST),
        (Kind.OUTCOME, Call.RESPOND),
        (Kind.GROUP, Call.GROUP),
    ],
)
def test_a_kind_asks_one_thing_of_slack(kind, call):
    assert CALLS[kind] is call


def test_what_cannot_be_looked_up_again_is_said_at_most_once():
    fleeting_calls = {Call.EPHEMERAL, Call.RESPOND, Call.CHECK}
    fleeting = {kind for kind in Kind if CALLS[kind] in fleeting_calls}

    assert fleeting == AT_MOST_ONCE


def test_what_can_be_made_true_again_is_a_wish():
    news = {Kind.CARD, Kind.HOME, Kind.MOVED, *LIVING}
    errands = {Kind.PROFILE, Kind.LOOK, Kind.FETCH, Kind.GROUP}

    assert news | errands == WISHES


def test_what_is_asked_and_answered_in_private_is_edited():
    assert {Kind.INVITE, Kind.COVER, Kind.SWAP, Kind.HANDOFF} == LIVING


def test_only_the_number_in_somebody_elses_thread_is_a_courtesy():
    assert {Kind.SOURCE} == COURTESIES


@pytest.mark.parametrize("notice", _one_of_each(), ids=lambda notice: notice.kind)
def test_a_notice_names_its_front_and_its_moment(notice):
    assert notice.front == FRONT
    assert notice.not_before == NOW
    assert (notice.number is None) == (notice.kind in ABOUT_NO_INCIDENT)


def test_a_refusal_says_why_by_name():
    assert _refusal(reason=Reason.NOT_YOURS).about == "not_yours"


def test_trouble_says_where_and_what():
    assert _trouble("C1", "is_archived").about == "C1 is_archived"


# --- once for each cause -----------------------------------------------------------------------


def test_different_kinds_never_share_a_key():
    keys = [notice.key for notice in _one_of_each()]

    assert len(set(keys)) == len(Kind)


@pytest.mark.parametrize(
    ("make", "one", "another"),
    [(_refusal, "event:1", "event:2"), (_confirmation, 2, 3)],
    ids=["refusal", "confirmation"],
)
def test_one_cause_leaves_one_notice_and_another_leaves_another(make, one, another):
    assert make(one).key == make(one).key
    assert make(one).key != make(another).key


@pytest.mark.parametrize(
    ("one", "another"),
    [
        pytest.param({"seq": 2}, {"seq": 3}, id="two changes"),
        pytest.param({"number": Number(4)}, {"number": Number(42)}, id="two incidents"),
        pytest.param(
            {"number": Number(1), "seq": 11}, {"number": Number(11), "seq": 1}, id="digits"
        ),
    ],
)
def test_each_entry_leaves_its_own_notices(one, another):
    first = _of_an_entry(an_entry(**one))
    second = _of_an_entry(an_entry(**another))

    assert not {notice.key for notice in first} & {notice.key for notice in second}


def _of_an_entry(entry: Entry) -> list[Notice]:
    return [
        notices.tell(entry, FINN, NOW),
        notices.prompt(entry, REQUESTS, NOW),
        notices.thread(entry, REQUESTS, NOW),
        notices.close_question(entry, FINN, NOW),
    ]


def test_keys_of_an_incident_sort_as_its_story_goes():
    keys = [notices.tell(an_entry(seq=seq), FINN, NOW).key for seq in (1, 2, 9, 10, 99, 100)]

    assert keys == sorted(keys)


def test_the_wish_for_a_card_is_the_same_wish_each_time():
    now = notices.card(FRONT, Number(42), REQUESTS, NOW)
    then = notices.card(FRONT, Number(42), REQUESTS, later(hours=1))

    assert now.key == then.key != notices.card(FRONT, Number(4), REQUESTS, NOW).key


@pytest.mark.parametrize(
    "other", [_trouble("C2"), _trouble(code="is_archived")], ids=["elsewhere", "otherwise"]
)
def test_an_admin_hears_once_of_each_trouble(other):
    assert _trouble().key == _trouble().key
    assert _trouble().key != other.key


# --- lanes: one after the other ----------------------------------------------------------------


def test_news_and_closed_questions_of_an_incident_go_to_its_requester_in_order():
    told = notices.tell(an_entry(seq=2), FINN, NOW)
    told_again = notices.tell(an_entry(seq=3), FINN, NOW)
    closed = notices.close_question(an_entry(seq=4), FINN, NOW)

    assert told.lane == told_again.lane == closed.lane


def test_two_incidents_of_one_requester_do_not_wait_for_each_other():
    one = notices.tell(an_entry(number=Number(1)), FINN, NOW)
    another = notices.tell(an_entry(number=Number(2)), FINN, NOW)

    assert one.lane != another.lane


def test_a_thread_keeps_its_order_and_does_not_hold_up_the_card():
    first = notices.thread(an_entry(seq=2), REQUESTS, NOW)
    second = notices.thread(an_entry(seq=3), REQUESTS, NOW)

    assert first.lane == second.lane != notices.card(FRONT, Number(42), REQUESTS, NOW).lane


def test_fresh_confirmations_replace_each_other_in_order():
    assert _confirmation(2).lane == _confirmation(3).lane


def test_an_admin_hears_of_the_same_trouble_once_a_day():
    def key_at(now: datetime) -> str:
        return notices.trouble(FRONT, admin=MIRA, place="C1", code="is_archived", now=now).key

    assert key_at(NOW) == key_at(later(hours=2))
    assert key_at(NOW) != key_at(later(hours=24))


def test_private_sentences_wait_for_nobody():
    assert _refusal("event:1").lane != _refusal("event:2").lane
    assert (
        notices.prompt(an_entry(seq=2), REQUESTS, NOW).lane
        != notices.prompt(an_entry(seq=3), REQUESTS, NOW).lane
    )


# --- what a change leaves behind ---------------------------------------------------------------

# After which entry, by whom, which notices with how many minutes to wait.
NEWS = [
    (What.FILED, FINN, [(Kind.CARD, 0)]),
    (What.DESCRIBED, FINN, [(Kind.CARD, 0)]),
    (What.CLAIMED, ADA, [(Kind.CARD, 0), (Kind.TELL, 0)]),
    (What.TAKEN_OVER, ADA, [(Kind.CARD, 0), (Kind.TELL, 0)]),
    (What.REASSIGNED, BO, [(Kind.CARD, 0), (Kind.TELL, 0)]),
    (What.RELEASED, ADA, [(Kind.CARD, 0), (Kind.TELL, 1)]),
    (What.STOPGAP, ADA, [(Kind.CARD, 0), (Kind.PROMPT, 0), (Kind.TELL, 10)]),
    (What.ANSWERED, ADA, [(Kind.CARD, 0), (Kind.PROMPT, 0), (Kind.TELL, 10)]),
    (What.WROTE, ADA, []),
    (What.CONFIRMED, FINN, [(Kind.CARD, 0), (Kind.CLOSE_QUESTION, 0)]),
    (What.REOPENED, FINN, [(Kind.CARD, 0), (Kind.THREAD, 0), (Kind.CLOSE_QUESTION, 0)]),
    (What.REOPENED, BO, [(Kind.CARD, 0), (Kind.CLOSE_QUESTION, 0), (Kind.TELL, 0)]),
    (What.UNDONE, ADA, [(Kind.CARD, 0), (Kind.CLOSE_QUESTION, 0), (Kind.TELL, 0)]),
    (What.UNDONE, FINN, [(Kind.CARD, 0), (Kind.CLOSE_QUESTION, 0)]),
    (What.SEVERITY, BO, [(Kind.CARD, 0)]),
    (What.SAID_MORE, FINN, [(Kind.THREAD, 0)]),
    (What.ASKED, ADA, [(Kind.CARD, 0), (Kind.PROMPT, 0), (Kind.TELL, 10)]),
    (What.QUESTION, ADA, []),
    (What.UNASKED, ADA, [(Kind.CARD, 0)]),
    (What.REPLIED, FINN, [(Kind.CARD, 0), (Kind.THREAD, 0)]),
    (What.PARKED, BO, [(Kind.CARD, 0), (Kind.TELL, 0)]),
    (What.UNPARKED, ADA, [(Kind.CARD, 0)]),
    (What.DECLINED, ADA, [(Kind.CARD, 0), (Kind.TELL, 0)]),
    (What.DUPLICATE, ADA, [(Kind.CARD, 0), (Kind.TELL, 0)]),
    (What.WITHDRAWN, FINN, [(Kind.CARD, 0)]),
    (What.EDITED, FINN, [(Kind.CARD, 0)]),
    (What.LET_SEE, FINN, []),
]

# The same where Ada has it.
NEWS_OF_A_HELD_ONE = [
    (What.WITHDRAWN, FINN, [(Kind.CARD, 0), (Kind.THREAD, 0)]),
    (What.EDITED, FINN, [(Kind.CARD, 0), (Kind.THREAD, 0)]),
    (What.REASSIGNED, BO, [(Kind.CARD, 0), (Kind.HAND, 0), (Kind.TELL, 0)]),
    (What.REASSIGNED, ADA, [(Kind.CARD, 0), (Kind.TELL, 0)]),
]


@pytest.mark.parametrize(
    ("what", "by", "left"), NEWS, ids=[f"{what}-by-{by}" for what, by, _ in NEWS]
)
def test_a_change_leaves_its_notices(what, by, left):
    entry = an_entry(what=what, by=by, at=later(hours=1))

    found = notices.news_of(entry, an_incident(requester=FINN), REQUESTS, GRACE)

    assert [(notice.kind, notice.not_before) for notice in found] == [
        (kind, later(hours=1, minutes=minutes)) for kind, minutes in left
    ]


def test_there_is_a_line_for_every_kind_of_entry():
    assert {what for what, _, _ in NEWS} == set(What)


@pytest.mark.parametrize(
    ("what", "by", "left"),
    NEWS_OF_A_HELD_ONE,
    ids=[f"{what}-by-{by}" for what, by, _ in NEWS_OF_A_HELD_ONE],
)
def test_a_change_of_a_held_one_leaves_its_notices(what, by, left):
    entry = an_entry(what=what, by=by, at=later(hours=1))

    found = notices.news_of(entry, an_incident(state=State.CLAIMED, owner=ADA), REQUESTS, GRACE)

    assert [(notice.kind, notice.not_before) for notice in found] == [
        (kind, later(hours=1, minutes=minutes)) for kind, minutes in left
    ]


@pytest.mark.parametrize("what", [What.ASKED, What.STOPGAP, What.ANSWERED])
def test_with_words_the_requester_is_told_at_once(what):
    entry = an_entry(what=what, words="Which region?")

    found = notices.news_of(entry, an_incident(), REQUESTS, GRACE)

    told = [notice.not_before for notice in found if notice.kind is Kind.TELL]
    assert told == [NOW]


def test_a_question_with_words_leaves_no_offer_to_write():
    entry = an_entry(what=What.ASKED, words="Which region?")

    found = notices.news_of(entry, an_incident(), REQUESTS, GRACE)

    assert [notice.kind for notice in found] == [Kind.CARD, Kind.TELL]


@pytest.mark.parametrize("state", [state for state in State if state is not State.NEEDS_INFO])
def test_what_ends_the_waiting_takes_the_buttons_off_the_question(state):
    asked, entry = an_incident(state=State.NEEDS_INFO), an_entry(what=What.REPLIED, by=FINN)

    found = notices.news_of(entry, an_incident(state=state), REQUESTS, GRACE, before=asked)

    assert [notice.kind for notice in found][:2] == [Kind.CARD, Kind.CLOSE_QUESTION]


def test_a_question_that_is_still_open_keeps_its_buttons():
    asked, entry = an_incident(state=State.NEEDS_INFO), an_entry(what=What.SEVERITY, by=BO)

    found = notices.news_of(entry, asked, REQUESTS, GRACE, before=asked)

    assert Kind.CLOSE_QUESTION not in {notice.kind for notice in found}


@pytest.mark.parametrize(
    ("what", "words", "minutes"),
    [
        (What.STOPGAP, None, 10),
        (What.ANSWERED, None, 10),
        (What.ANSWERED, "Reloaded", 0),
        (What.DECLINED, "Not ours", 0),
        (What.WITHDRAWN, None, 0),
    ],
)
def test_followers_hear_of_an_end_when_the_requester_does(what, words, minutes):
    entry = an_entry(what=what, words=words)

    found = notices.news_of(entry, an_incident(), REQUESTS, GRACE, followers=[ZOE, BO])

    heard = [(each.target.user, each.not_before) for each in found if each.kind is Kind.HEAR]
    assert heard == [(ZOE, later(minutes=minutes)), (BO, later(minutes=minutes))]


@pytest.mark.parametrize("what", sorted(set(What) - ENDINGS | {What.DUPLICATE}))
def test_followers_hear_of_nothing_but_an_end(what):
    entry = an_entry(what=what)

    found = notices.news_of(entry, an_incident(), REQUESTS, GRACE, followers=[ZOE])

    assert Kind.HEAR not in {notice.kind for notice in found}


@pytest.mark.parametrize("what", [What.REOPENED, What.UNDONE])
def test_what_the_requester_is_told_and_asked_reaches_them_whoever_did_it(what):
    entry = an_entry(what=what, by=BO)

    found = notices.news_of(entry, an_incident(requester=FINN), REQUESTS, GRACE)

    in_dms = [notice for notice in found if notice.lane == "dm:42"]
    assert [notice.target.user for notice in in_dms] == [FINN, FINN]


def test_the_offer_to_write_goes_to_who_ended_it():
    entry = an_entry(what=What.ANSWERED, by=BO)

    found = notices.news_of(entry, an_incident(requester=FINN), REQUESTS, GRACE)

    prompts = [notice for notice in found if notice.kind is Kind.PROMPT]
    assert [notice.target for notice in prompts] == [Target(channel=REQUESTS, user=BO)]


def test_how_long_the_news_of_an_ending_waits_is_a_setting():
    entry = an_entry(what=What.ANSWERED)

    found = notices.news_of(entry, an_incident(), REQUESTS, timedelta(minutes=3))

    assert found[-1].not_before == later(minutes=3)


@examples(deadline=None, max_examples=150)
@given(
    what=st.sampled_from(What), by=st.sampled_from(EVERYONE), requester=st.sampled_from(EVERYONE)
)
def test_no_notice_holds_a_word_that_somebody_typed(what, by, requester):
    words = "payroll of the board"
    entry = an_entry(what=what, by=by, words=words, link=f"https://example.com/{words}")
    incident = an_incident(text=words, requester=requester, ending=Ending(words=words))

    found = notices.news_of(entry, incident, REQUESTS, GRACE, followers=EVERYONE)

    assert words not in str([asdict(notice) for notice in (*found, *_one_of_each(entry))])


@examples(deadline=None, max_examples=100)
@given(
    whats=st.lists(st.sampled_from(What), min_size=1, max_size=12),
    by=st.sampled_from(EVERYONE),
)
def test_a_story_leaves_no_two_notices_under_one_key_but_wishes(whats, by):
    story = [an_entry(seq=seq, what=what, by=by) for seq, what in enumerate(whats, start=1)]

    left = [
        notice.key
        for entry in story
        for notice in notices.news_of(entry, an_incident(), REQUESTS, GRACE, followers=EVERYONE)
        if notice.kind not in WISHES
    ]

    assert len(left) == len(set(left))


# --- whether it is still news ------------------------------------------------------------------

CLAIMED = an_incident(state=State.CLAIMED, owner=ADA, claimed_at=NOW)
ANSWERED = an_incident(state=State.ANSWERED, ended_at=NOW)
STOPPED = an_incident(state=State.STOPGAP, ended_at=NOW)
WAITING = an_incident(state=State.NEEDS_INFO)
PARKED = an_incident(state=State.PARKED, parked_until=TODAY)
DECLINED = an_incident(state=State.DECLINED)
DUPLICATE = an_incident(state=State.DUPLICATE)
WITHDRAWN = an_incident(state=State.WITHDRAWN)
ENDING = Ending(words="Use the old table", as_of=TODAY)


@pytest.mark.parametrize(
    ("what", "incident", "is_news"),
    [
        pytest.param(What.CLAIMED, CLAIMED, True, id="claimed, and still so"),
        pytest.param(What.TAKEN_OVER, CLAIMED, True, id="taken over, and still so"),
        pytest.param(What.REASSIGNED, CLAIMED, True, id="reassigned, and still so"),
        pytest.param(What.CLAIMED, an_incident(), False, id="claimed, but released"),
        pytest.param(What.CLAIMED, ANSWERED, False, id="claimed, but answered"),
        pytest.param(
            What.CLAIMED,
            replace(CLAIMED, claimed_at=later(minutes=1)),
            False,
            id="claimed, but taken over since",
        ),
        pytest.param(What.RELEASED, an_incident(), True, id="released, and nobody has it"),
        pytest.param(What.RELEASED, CLAIMED, False, id="released, but claimed again"),
        pytest.param(What.ANSWERED, ANSWERED, True, id="answered, and still so"),
        pytest.param(What.ANSWERED, CLAIMED, False, id="answered, but reopened"),
        pytest.param(What.ANSWERED, STOPPED, False, id="answered, but ended otherwise since"),
        pytest.param(
            What.ANSWERED,
            replace(ANSWERED, ended_at=later(minutes=1)),
            False,
            id="answered, but again since",
        ),
        pytest.param(What.STOPGAP, STOPPED, True, id="a stopgap, and still so"),
        pytest.param(What.STOPGAP, ANSWERED, False, id="a stopgap, but answered since"),
        pytest.param(What.REOPENED, CLAIMED, True, id="reopened, and still open"),
        pytest.param(What.REOPENED, ANSWERED, False, id="reopened, but answered again"),
        pytest.param(What.UNDONE, CLAIMED, True, id="undone, and still open"),
        pytest.param(What.UNDONE, ANSWERED, False, id="undone, but answered again"),
        pytest.param(What.WROTE, replace(ANSWERED, ending=ENDING), True, id="words to send"),
        pytest.param(What.WROTE, CLAIMED, False, id="words, but reopened"),
        pytest.param(What.SAID_MORE, ANSWERED, True, id="said more, whatever came since"),
        pytest.param(What.ASKED, WAITING, True, id="asked, and still so"),
        pytest.param(What.ASKED, CLAIMED, False, id="asked, but replied"),
        pytest.param(What.QUESTION, WAITING, True, id="a question, still open"),
        pytest.param(What.QUESTION, ANSWERED, False, id="a question, but answered since"),
        pytest.param(What.PARKED, PARKED, True, id="parked, and still so"),
        pytest.param(What.PARKED, CLAIMED, False, id="parked, but taken up again"),
        pytest.param(
            What.PARKED,
            replace(PARKED, parked_until=IN_A_MONTH),
            False,
            id="parked, but until another day since",
        ),
        pytest.param(What.DECLINED, DECLINED, True, id="declined, and still so"),
        pytest.param(What.DECLINED, an_incident(), False, id="declined, but reopened"),
        pytest.param(What.DUPLICATE, DUPLICATE, True, id="a duplicate, and still so"),
        pytest.param(What.DUPLICATE, CLAIMED, False, id="a duplicate, but reopened"),
        pytest.param(What.WITHDRAWN, WITHDRAWN, True, id="withdrawn, and still so"),
        pytest.param(What.WITHDRAWN, an_incident(), False, id="withdrawn, but reopened"),
    ],
)
def test_only_what_still_holds_is_news(what, incident, is_news):
    ends_in = {What(verb.value): rule.to for verb, rule in RULES.items() if rule.to in ENDED}
    state = ends_in.get(what) or State.CLAIMED
    entry = an_entry(what=what, state=state, at=NOW, as_of=TODAY)

    assert notices.is_still_news(entry, incident) == is_news


# --- whose home shows something else -----------------------------------------------------------

TEAM = frozenset({ADA, BO, LOU})


def test_a_change_in_the_queue_shows_in_the_requesters_home_and_in_the_teams():
    shown = notices.whose_home(an_entry(), an_incident(state=State.CLAIMED), an_incident(), TEAM)

    assert shown == {FINN, *TEAM}


def test_what_is_taken_over_shows_in_the_home_of_who_had_it_too():
    before, after = an_incident(state=State.CLAIMED, owner=ZOE), an_incident(state=State.CLAIMED)

    assert notices.whose_home(an_entry(), after, before, frozenset()) == {FINN, ZOE, ADA}


def test_an_ending_leaves_the_queue_and_a_change_after_it_does_not_touch_it():
    held, ended = an_incident(state=State.CLAIMED), an_incident(state=State.ANSWERED)
    end, confirmed = an_entry(what=What.ANSWERED), an_entry(what=What.CONFIRMED)

    assert notices.whose_home(end, ended, held, TEAM) == {FINN, *TEAM}
    assert notices.whose_home(confirmed, ended, ended, TEAM) == {FINN, ADA}


@pytest.mark.parametrize("what", [What.WROTE, What.SAID_MORE, What.QUESTION, What.LET_SEE])
def test_words_show_in_no_queue(what: What):
    held = an_incident(state=State.CLAIMED)

    assert notices.whose_home(an_entry(what=what), held, held, TEAM) == {FINN, ADA}
