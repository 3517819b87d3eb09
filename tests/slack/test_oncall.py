"""What `/rapid-oncall` answers: whole sentences, within Slack's limits, whatever was typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as examples

from bot.domain.cadence import Span, Weekday
from bot.domain.content import CoverAsked, OnCall, Outcome, SwapAsked
from bot.domain.cover import Cover, Exchange, Override, Stage, TimeOff
from bot.domain.duty import Kept, Preference
from bot.domain.fairness import Served, Suggestion
from bot.domain.ids import UserId
from bot.domain.rotation import Segment, Shift, Why
from bot.services.rota import Board, Fairness, Joining, Leaving, Shifts
from bot.services.stand_in import Ahead, Mine, Off, Swappable
from bot.slack import names
from bot.slack.forms import BadField, read
from bot.slack.render import oncall, oncall_forms
from bot.slack.render.parts import Message
from bot.slack.rota_forms import CoverForm, OffForm, PreferForm, SwapForm
from bot.slack.rota_orders import Swap, Verb, Wish, wish_in
from bot.slack.speech import Speech, speech_in
from tests.builders import ADA, BO, CY, NOW, later
from tests.slack.safe import NASTY, TYPED, faults_of, faults_of_view, in_every_language

ENGLISH = speech_in("en-GB")
ZONE = ZoneInfo("America/Argentina/ComodRivadavia")
BERLIN = ZoneInfo("Europe/Berlin")
SPAN = Span(later(days=1), later(days=2))
MANY = tuple(UserId(f"U0PERSON{number:03}") for number in range(100))
# Names of rotations are 40 characters long at most.
LONGEST_NAME = 40
WIDEST = 30


def a_shift(person: UserId = ADA, *, days: int = 1, is_cut: bool = False) -> Shift:
    return Shift(
        starts_at=later(days=days), ends_at=later(days=days + 1), person=person, is_cut=is_cut
    )


def on(name: str = "primary", why: Why = Why.TURN, person: UserId | None = ADA) -> OnCall:
    return OnCall(
        rotation=name, person=person, why=why, until=later(days=1), then=a_shift(BO, days=1)
    )


def a_board(name: str = "primary", **facts: Any) -> Board:
    usual = Board(
        rotations=(on(name),),
        gaps=(),
        mine=(name, a_shift(BO)),
        seats=(),
        reader=BO,
        may_take_turns=True,
        now=NOW,
        zone=ZONE,
    )
    return replace(usual, **facts)


def a_gap(day: int = 1, why: Why = Why.ALL_OFF) -> Segment:
    return Segment(
        starts_at=later(days=day), ends_at=later(days=day + 1), person=None, why=why, turn_of=ADA
    )


def an_off(**facts: Any) -> Off:
    filed = TimeOff(person=ADA, starts_at=SPAN.starts_at, ends_at=SPAN.ends_at, filed_at=NOW)
    usual = Off(
        time_off=Kept(id=12, rotation="", value=filed),
        reason=None,
        covered_by=(BO,),
        promised=(),
        uncovered=(),
        zone=ZONE,
    )
    return replace(usual, **facts)


def a_cover(name: str = "primary", stage: Stage = Stage.OPEN, **facts: Any) -> CoverAsked:
    asked = Cover(asker=ADA, starts_at=SPAN.starts_at, ends_at=SPAN.ends_at, asked_at=NOW)
    return CoverAsked(
        cover=Kept(id=3, rotation=name, value=replace(asked, **facts)),
        stage=stage,
        is_asker=True,
        zone=ZONE,
    )


def a_swap(name: str = "primary", *, is_asker: bool = True, **facts: Any) -> SwapAsked:
    asked = Exchange(asker=ADA, gives=SPAN, other=BO, gets=SPAN, asked_at=NOW)
    return SwapAsked(
        exchange=Kept(id=4, rotation=name, value=replace(asked, **facts)),
        is_asker=is_asker,
        is_over=False,
        zone=ZONE,
    )


def a_mine(name: str = "primary", times: int = 1, reason: str | None = None) -> Mine:
    taken = Override(person=ADA, starts_at=SPAN.starts_at, ends_at=SPAN.ends_at, made_at=NOW)
    offs = [an_off(reason=reason, promised=(SPAN,) * 40, uncovered=(SPAN,) * 40)] * times
    return Mine(
        time_off=tuple(
            replace(one, time_off=replace(one.time_off, id=number))
            for number, one in enumerate(offs)
        ),
        covers=(
            a_cover(name),
            a_cover(name, Stage.PAST_DUE),
            a_cover(name, Stage.TAKEN, taker=BO),
            a_cover(name, Stage.TAKEN, asker=BO, taker=ADA),
        ),
        swaps=(
            a_swap(name),
            a_swap(name, is_asker=False),
            a_swap(name, accepted_at=NOW),
            replace(a_swap(name), is_over=True),
        ),
        overrides=(Kept(id=5, rotation=name, value=taken),),
        preference=Preference(person=ADA, is_backup_only=True, unwanted=frozenset(Weekday)),
        zone=ZONE,
    )


def a_fairness(name: str = "primary", people: tuple[UserId, ...] = (ADA, BO)) -> Fairness:
    return Fairness(
        rotation=name,
        served=tuple(
            Served(person=one, hours=1234.4, weekend_hours=100.0, late_hours=7.0) for one in people
        ),
        balance=87,
        next_up=tuple(
            Suggestion(person=one, hours=12.0, last_ended_at=NOW, is_unwanted=True)
            for one in people
        ),
        zone=ZONE,
    )


def a_wish(verb: Verb = Verb.OFF, **facts: Any) -> Wish:
    return replace(Wish(verb=verb, key="command:1.2.abc", span=SPAN), **facts)


def an_ahead(name: str = "primary", people: tuple[UserId, ...] = (BO, CY)) -> Ahead:
    return Ahead(rotation=name, span=SPAN, people=people, zone=ZONE)


Render = Callable[[str, Speech], Message]

MESSAGES: dict[str, Render] = {
    "who is on call": lambda text, speech: oncall.board(
        a_board(text[:LONGEST_NAME], gaps=((text[:LONGEST_NAME], a_gap()),)), "key", speech
    ),
    "who was on call": lambda text, speech: oncall.at([on(text[:LONGEST_NAME])], NOW, ZONE, speech),
    "the shifts": lambda text, speech: oncall.shifts(
        Shifts(by_rotation=((text[:LONGEST_NAME], (a_shift(),)), ("x", ())), zone=ZONE), speech
    ),
    "what time off means": lambda text, speech: oncall.would_be_off(
        an_off(), a_wish(reason=text[:300]), speech
    ),
    "who would be asked": lambda text, speech: oncall.would_ask(
        [an_ahead(text[:LONGEST_NAME]), an_ahead(text[:LONGEST_NAME], ())],
        a_wish(Verb.COVER),
        speech,
    ),
    "what would be swapped": lambda text, speech: oncall.would_swap(
        a_swap(text[:LONGEST_NAME]),
        a_wish(Verb.SWAP, span=None, swap=Swap(mine=date.min, other=BO, theirs=date.max)),
        speech,
    ),
    "what would be taken": lambda text, speech: oncall.would_take(
        an_ahead(text[:LONGEST_NAME]), a_wish(Verb.TAKE, rotation=text[:LONGEST_NAME]), ADA, speech
    ),
    "what is theirs already": lambda text, speech: oncall.would_take(
        an_ahead(text[:LONGEST_NAME], (ADA,)), a_wish(Verb.TAKE), ADA, speech
    ),
    "what joining means": lambda text, speech: oncall.would_join(
        Joining(rotation=text[:LONGEST_NAME], is_in=False, first=a_shift(), zone=ZONE),
        a_wish(Verb.JOIN, rotation=text[:LONGEST_NAME]),
        speech,
    ),
    "that they have joined": lambda text, speech: oncall.would_join(
        Joining(rotation=text[:LONGEST_NAME], is_in=True, first=None, zone=ZONE),
        a_wish(Verb.JOIN),
        speech,
    ),
    "what leaving means": lambda text, speech: oncall.would_leave(
        Leaving(rotation=text[:LONGEST_NAME], until=None, zone=ZONE),
        a_wish(Verb.LEAVE),
        a_wish(Verb.LEAVE, at_once=True),
        speech,
    ),
    "what leaving a shift means": lambda text, speech: oncall.would_leave(
        Leaving(rotation=text[:LONGEST_NAME], until=later(days=1), zone=ZONE),
        a_wish(Verb.LEAVE),
        a_wish(Verb.LEAVE, at_once=True),
        speech,
    ),
    "what is arranged": lambda text, speech: oncall.mine(
        a_mine(text[:LONGEST_NAME], reason=text[:300]), ADA, speech
    ),
    "nothing arranged": lambda _, speech: oncall.mine(
        Mine(
            time_off=(),
            covers=(),
            swaps=(),
            overrides=(),
            preference=Preference(person=ADA),
            zone=ZONE,
        ),
        ADA,
        speech,
    ),
    "what was served": lambda text, speech: oncall.fairness(
        [a_fairness(text[:LONGEST_NAME])], speech, may_see=True
    ),
    "how even it is": lambda text, speech: oncall.fairness(
        [replace(a_fairness(text[:LONGEST_NAME]), balance=None)], speech, may_see=False
    ),
    "what came of it": lambda text, speech: oncall.outcome(
        Outcome(name="join", rotation=text[:LONGEST_NAME], shift=a_shift(), zone=ZONE), speech
    ),
    "time off that was filed": lambda text, speech: oncall.filed_off(
        an_off(reason=text[:300]), speech
    ),
    "nonsense": lambda text, speech: oncall.usage(speech, text),
    "help": lambda _, speech: oncall.usage(speech),
    "what is not clear": lambda text, speech: oncall.misread("oncall-unclear-whom", text, speech),
    "a calendar": lambda _, speech: oncall.calendar(
        "https://bi.example/oncall/x.ics", speech, is_team=True
    ),
}


@in_every_language
@pytest.mark.parametrize("render", MESSAGES.values(), ids=MESSAGES)
@given(text=TYPED)
@examples(max_examples=15)
def test_no_text_pings_forges_or_breaks_an_answer(render: Render, speech: Speech, text: str):
    message = render(text, speech)

    assert faults_of(message.blocks, message.text) == []


@in_every_language
@pytest.mark.parametrize("render", MESSAGES.values(), ids=MESSAGES)
def test_the_nastiest_texts_are_shown_and_do_nothing(render: Render, speech: Speech):
    for text in NASTY:
        message = render(text.replace("\x00", ""), speech)

        assert faults_of(message.blocks, message.text) == []


@in_every_language
@pytest.mark.parametrize("render", MESSAGES.values(), ids=MESSAGES)
def test_every_button_can_be_read_whole_on_a_phone_and_says_what_it_does(
    render: Render, speech: Speech
):
    for block in render("primary", speech).blocks:
        for button in [*block.get("elements", []), block.get("accessory", {})]:
            if button.get("type") == "button":
                assert len(button["text"]["text"]) <= WIDEST
                assert button["accessibility_label"]
                assert "\u2026" not in str(button)


# --- sizes ------------------------------------------------------------------------------------

LONG = "\U0001f4df " * 20
HUGE: dict[str, Callable[[Speech], Message]] = {
    "rotations and gaps": lambda speech: oncall.board(
        a_board(
            rotations=(on(LONG, Why.FALLBACK),) * 12,
            gaps=tuple((LONG, a_gap(day)) for day in range(90)),
        ),
        "key",
        speech,
    ),
    "shifts": lambda speech: oncall.shifts(
        Shifts(by_rotation=((LONG, (a_shift(),) * 50),) * 12, zone=ZONE), speech
    ),
    "people asked": lambda speech: oncall.would_ask(
        [an_ahead(LONG, MANY)], a_wish(Verb.COVER), speech
    ),
    "people replaced": lambda speech: oncall.would_take(
        an_ahead(LONG, MANY), a_wish(Verb.TAKE, rotation=LONG), ADA, speech
    ),
    "time off": lambda speech: oncall.would_be_off(
        an_off(covered_by=MANY, promised=(SPAN,) * 90, uncovered=(SPAN,) * 90),
        a_wish(reason='"' * 300),
        speech,
    ),
    "arrangements": lambda speech: oncall.mine(a_mine(LONG, 50, "x" * 300), ADA, speech),
    "hours": lambda speech: oncall.fairness([a_fairness(LONG, MANY)] * 12, speech, may_see=True),
}


@in_every_language
@pytest.mark.parametrize("render", HUGE.values(), ids=HUGE)
def test_however_much_there_is_slack_takes_it(render: Callable[[Speech], Message], speech: Speech):
    message = render(speech)

    assert faults_of(message.blocks, message.text) == []


def test_what_is_left_out_is_counted():
    board = a_board(gaps=tuple(("primary", a_gap(day)) for day in range(9)))

    assert "… and 4 more." in str(oncall.board(board, "key", ENGLISH).blocks)


# --- who is on call ---------------------------------------------------------------------------


@in_every_language
@pytest.mark.parametrize("why", Why)
def test_every_reason_to_be_on_call_or_not_is_said(why: Why, speech: Speech):
    is_somebody = list(Why).index(why) < list(Why).index(Why.NOT_BEGUN)
    one = on(why=why, person=ADA if is_somebody else None)

    said = oncall.board(a_board(rotations=(one,)), "key", speech)
    assert faults_of(said.blocks, said.text) == []
    assert ("<@U0ADA>" in said.text) is is_somebody
    assert ("\u26a0" in said.text) is (why in {Why.NO_MEMBERS, Why.ALL_OFF})


def test_of_a_plain_turn_no_reason_is_given():
    assert "(" not in oncall.board(a_board(), "key", ENGLISH).text.replace(ZONE.key, "")


def test_nobody_ever_again_is_said_too():
    one = replace(on(why=Why.NO_MEMBERS, person=None), then=None, until=None)

    said = oncall.board(a_board(rotations=(one,)), "key", ENGLISH)
    assert "Nobody will be for as far as I can see." in said.text


def test_taking_over_asks_first_and_takes_what_it_says():
    row = oncall.board(a_board(), "key", ENGLISH).blocks[-2]

    button = row["elements"][-1]
    wish = wish_in(button["value"])
    assert button["action_id"] == names.DO
    assert "primary from now until" in button["confirm"]["text"]["text"]
    assert (wish.verb, wish.rotation) == (Verb.TAKE, "primary")
    assert wish.span == Span(NOW, later(days=1))


def test_taking_over_reaches_no_further_than_an_exception_may():
    long = replace(on(), until=later(days=90))

    row = oncall.board(a_board(rotations=(long,)), "key", ENGLISH).blocks[-2]

    assert wish_in(row["elements"][-1]["value"]).span == Span(NOW, later(days=31))


def test_a_gap_without_an_end_in_sight_has_none():
    for_ever = replace(a_gap(), ends_at=later(days=90))

    said = oncall.board(a_board(gaps=(("primary", for_ever),)), "key", ENGLISH)
    assert "*primary*: from <!date^" in str(said.blocks)


def test_whole_days_are_said_as_days_and_the_rest_with_clocks():
    midnight = datetime(2026, 12, 19, 23, tzinfo=UTC)
    week = Span(midnight, datetime(2026, 12, 26, 23, tzinfo=UTC))
    day = Span(midnight, datetime(2026, 12, 20, 23, tzinfo=UTC))

    assert oncall._span(week, BERLIN, ENGLISH) == (
        "Sun, 20 Dec 2026 to Sat, 26 Dec 2026, whole days"
    )
    assert oncall._span(day, BERLIN, ENGLISH) == "Sun, 20 Dec 2026, the whole day"
    assert "<!date^" in oncall._span(week, ZoneInfo("Europe/London"), ENGLISH)


def test_whole_days_across_a_change_of_clocks_are_days():
    days = Span(datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))

    assert oncall._span(days, BERLIN, ENGLISH) == "Sun, 25 Oct 2026, the whole day"


# --- what may be taken back -------------------------------------------------------------------


def test_only_what_can_be_taken_back_has_the_button():
    blocks = oncall.mine(a_mine(), ADA, ENGLISH).blocks

    values = [
        block["accessory"]["value"]
        for block in blocks
        if block.get("accessory", {}).get("action_id") == names.TAKE_BACK
    ]
    assert values == ["off 0", "cover 3", "swap 4", "override 5"]


def test_hours_of_people_are_not_shown_to_others():
    said = oncall.fairness([a_fairness()], ENGLISH, may_see=False)

    assert "<@" not in f"{said.text}{said.blocks}"
    assert "87 of 100" in said.text


@in_every_language
@pytest.mark.parametrize("name", [*oncall._OUTCOMES, "something newer"])
def test_every_outcome_is_a_sentence(name: str, speech: Speech):
    said = oncall.outcome(Outcome(name=name, rotation="primary", span=SPAN, zone=ZONE), speech)

    assert faults_of(said.blocks, said.text) == []
    assert said.text.endswith(".")


# --- forms ------------------------------------------------------------------------------------


def swappable(name: str = "Bo Lindqvist", times: int = 1) -> Swappable:
    return Swappable(
        mine=tuple(("primary", a_shift(days=day)) for day in range(1, times + 1)),
        theirs=tuple(("primary", a_shift(BO, days=day)) for day in range(1, times + 1)),
        names={BO: name},
        zone=BERLIN,
    )


FORMS: dict[str, Callable[[Speech], dict[str, Any]]] = {
    "time off": lambda speech: oncall_forms.off(NOW, ZONE, speech),
    "cover": lambda speech: oncall_forms.cover(NOW, ZONE, speech),
    "a swap": lambda speech: oncall_forms.swap(swappable(), speech),
    "nothing to swap": lambda speech: oncall_forms.swap(replace(swappable(), theirs=()), speech),
    "preferences": lambda speech: oncall_forms.prefer(
        Preference(person=ADA, is_backup_only=True, unwanted=frozenset(Weekday)), speech
    ),
    "no preference": lambda speech: oncall_forms.prefer(Preference(person=ADA), speech),
    "what came of one": lambda speech: oncall_forms.done(
        oncall.filed_off(an_off(), speech), speech
    ),
}


@in_every_language
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_slack_takes_every_form_and_nothing_of_it_is_cut(
    form: Callable[[Speech], dict[str, Any]], speech: Speech
):
    view = form(speech)

    assert faults_of_view(view) == []
    assert "\u2026" not in str(view)


@in_every_language
@pytest.mark.parametrize("name", NASTY)
def test_nobodys_name_breaks_the_form_to_swap_in(name: str, speech: Speech):
    view = oncall_forms.swap(swappable(name.replace("\x00", "")[:255], times=200), speech)

    assert faults_of_view(view) == []


def test_of_two_shifts_that_begin_on_one_day_the_first_can_be_chosen():
    view = oncall_forms.swap(replace(swappable(), mine=swappable().mine * 2), ENGLISH)

    assert len(view["blocks"][0]["element"]["options"]) == 1


def sent(**fields: dict[str, Any]) -> dict[str, Any]:
    """Return a form as Slack sends it in."""
    return {"state": {"values": {name: {name: held} for name, held in fields.items()}}}


def day(text: str) -> dict[str, Any]:
    return {"type": "datepicker", "selected_date": text}


def clock(text: str | None) -> dict[str, Any]:
    return {"type": "timepicker", "selected_time": text}


def test_time_off_without_clocks_is_whole_days():
    form = read(
        OffForm,
        sent(
            first=day("2026-12-20"),
            first_time=clock(None),
            last=day("2026-12-20"),
            last_time=clock(None),
            reason={"type": "plain_text_input", "value": None},
        ),
    )

    assert form.span(BERLIN) == Span(
        datetime(2026, 12, 19, 23, tzinfo=UTC), datetime(2026, 12, 20, 23, tzinfo=UTC)
    )
    assert form.reason is None


@pytest.mark.parametrize(
    ("first", "last", "until"),
    [("2026-12-20", "2026-12-19", None), ("2026-12-20", "2026-12-20", "08:00")],
)
def test_time_off_that_ends_first_is_said_under_its_field(first: str, last: str, until: str | None):
    form = read(
        OffForm,
        sent(first=day(first), first_time=clock("09:00"), last=day(last), last_time=clock(until)),
    )

    with pytest.raises(BadField) as caught:
        form.span(BERLIN)
    assert caught.value.block_id == "last"


def test_cover_over_midnight_ends_the_next_day():
    form = read(CoverForm, sent(day=day("2026-12-20"), start=clock("22:00"), end=clock("06:00")))

    assert form.span(BERLIN) == Span(
        datetime(2026, 12, 20, 21, tzinfo=UTC), datetime(2026, 12, 21, 5, tzinfo=UTC)
    )


def test_cover_without_clocks_is_for_the_shift():
    form = read(CoverForm, sent(day=day("2026-12-20"), start=clock(None), end=clock(None)))

    assert form.span(BERLIN) is None


@pytest.mark.parametrize(("start", "end"), [("09:00", None), (None, "09:00"), ("09:00", "09:00")])
def test_half_a_time_and_none_at_all_are_said_under_the_field(start: str | None, end: str | None):
    form = read(CoverForm, sent(day=day("2026-12-20"), start=clock(start), end=clock(end)))

    with pytest.raises(BadField) as caught:
        form.span(BERLIN)
    assert caught.value.block_id == "end"


def chosen(value: str) -> dict[str, Any]:
    return {"type": "static_select", "selected_option": {"value": value}}


def test_a_swap_is_two_days_and_a_person():
    form = read(SwapForm, sent(mine=chosen("2026-12-07"), theirs=chosen("U0BO 2026-12-14")))

    assert form.swap == Swap(mine=date(2026, 12, 7), other=BO, theirs=date(2026, 12, 14))


@pytest.mark.parametrize("theirs", ["U0BO", "2026-12-14", "U0BO 2026-13-14", "U0BO soon"])
def test_a_swap_that_nobody_was_offered_is_refused(theirs: str):
    view = sent(mine=chosen("2026-12-07"), theirs=chosen(theirs))

    with pytest.raises(BadField):
        read(SwapForm, view)


def boxes(*values: str) -> dict[str, Any]:
    return {"type": "checkboxes", "selected_options": [{"value": one} for one in values]}


def test_a_preference_is_what_was_ticked():
    form = read(PreferForm, sent(backup=boxes("backup"), days=boxes("0", "6")))

    assert form.preference(ADA) == Preference(
        person=ADA,
        is_backup_only=True,
        unwanted=frozenset({Weekday.MONDAY, Weekday.SUNDAY}),
    )


def test_nothing_ticked_is_no_preference():
    form = read(PreferForm, sent(backup=boxes(), days=boxes()))

    assert form.preference(ADA) == Preference(person=ADA)


@pytest.mark.parametrize("value", ["9", "monday"])
def test_a_day_that_is_none_is_refused(value: str):
    with pytest.raises(BadField):
        read(PreferForm, sent(backup=boxes(), days=boxes(value)))
