"""What the rota says to one person: whole sentences, within Slack's limits, and nothing private."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as examples

from bot.domain.cadence import Span
from bot.domain.content import (
    Arrived,
    CoverAsked,
    DatesMoved,
    HandoffNote,
    Invitation,
    Item,
    Load,
    OnCall,
    ShiftIsNear,
    SwapAsked,
    Trouble,
    Uncovered,
    Unread,
)
from bot.domain.cover import Cover, Exchange, Stage
from bot.domain.duty import LONGEST_WORDS, Choice, Handed, Kept
from bot.domain.ids import Number, UserId
from bot.domain.incident import State
from bot.domain.needed_by import NeededBy, When
from bot.domain.privacy import Seen, seen_in_channel
from bot.domain.rotation import Shift, Why
from bot.domain.severity import Severity
from bot.slack import names
from bot.slack.render import duty, modals, told
from bot.slack.render.parts import Message
from bot.slack.speech import Speech, speech_in
from tests.builders import ADA, BO, CY, TODAY, an_incident, later
from tests.slack.safe import NASTY, TYPED, faults_of, faults_of_view, in_every_language

ENGLISH = speech_in("en-GB")
ZONE = ZoneInfo("America/Argentina/ComodRivadavia")
# What stands on a button has to be read on a phone.
WIDEST = 30
WORDS = "Noisy, one warm S2; watch the overnight build"

SPAN = Span(later(days=1), later(days=2))
SHIFT = Shift(starts_at=later(days=1), ends_at=later(days=8), person=BO)
HANDED = Handed(
    id=3, rotation="primary", at=later(), outgoing=ADA, incoming=BO, since=later(days=-7)
)


def seen(text: str = "Revenue looks wrong", number: int = 7, **overrides: Any) -> Seen:
    """Return an incident as it may stand in a message, with everything set."""
    usual: dict[str, Any] = {
        "text": text,
        "number": Number(number),
        "severity": Severity.S2,
        "state": State.CLAIMED,
        "needed_by": NeededBy(when=When.SOON, day=TODAY, said=text[:60]),
    }
    return seen_in_channel(an_incident(**(usual | overrides)))


def a_note(reader: UserId = BO, **overrides: Any) -> HandoffNote:
    """Return the note of Ada for Bo, with one incident left open."""
    usual = HandoffNote(
        rotation="primary",
        reader=reader,
        outgoing=ADA,
        incoming=BO,
        at=later(),
        until=later(days=7),
        words=WORDS,
        items=(Item(seen=seen()),),
        others=0,
        unclaimed=(),
        stopgaps=(),
        parked=(),
        due=(),
        load=Load(claimed=19, low=9, ended=14, late=1),
        backup=(OnCall(rotation="backup", person=CY, why=Why.TURN, until=None),),
        zone=ZONE,
        today=TODAY,
        handed=HANDED,
    )
    return replace(usual, **overrides)


def a_full_note(text: str, reader: UserId = BO) -> HandoffNote:
    """Return the longest note that there can be."""
    five = {
        name: tuple(seen(text, 999_999_900 + one, state=state) for one in range(5))
        for name, state in (
            ("unclaimed", State.NEW),
            ("parked", State.PARKED),
            ("stopgaps", State.STOPGAP),
            ("due", State.NEEDS_INFO),
        )
    }
    other = OnCall(rotation=text[:80], person=CY, why=Why.TURN, until=None)
    return a_note(
        reader,
        rotation=text[:80] or "x",
        words=text[:LONGEST_WORDS],
        items=tuple(Item(seen=seen(text, 999_999_000 + one)) for one in range(10)),
        others=12_345,
        backup=(other,) * 12,
        **five,
    )


def a_cover(stage: Stage = Stage.OPEN, *, rotation: str = "primary", **more: Any) -> CoverAsked:
    """Return how Ada's request for cover stands, for somebody who may take it."""
    asked = Cover(
        asker=ADA,
        starts_at=SPAN.starts_at,
        ends_at=SPAN.ends_at,
        asked_at=later(),
        taker=BO if stage is Stage.TAKEN else None,
    )
    kept = Kept(id=3, rotation=rotation, value=asked)
    return CoverAsked(cover=kept, stage=stage, zone=ZONE, **({"is_asker": False} | more))


def a_swap(*, rotation: str = "primary", is_asker: bool = False, **overrides: Any) -> SwapAsked:
    """Return how an exchange that Ada has proposed to Bo stands."""
    is_over = overrides.pop("is_over", False)
    later_on = Span(later(days=8), later(days=9))
    asked = Exchange(asker=ADA, gives=SPAN, other=BO, gets=later_on, asked_at=later())
    kept = Kept(id=4, rotation=rotation, value=replace(asked, **overrides))
    return SwapAsked(exchange=kept, is_asker=is_asker, is_over=is_over, zone=ZONE)


def _messages(text: str, speech: Speech) -> Iterator[tuple[str, Message]]:
    """Give everything that the rota says, with this text wherever text can be."""
    name = text[:80] or "x"
    yield from _notes(text, speech)
    yield from _asked(name, speech)
    yield from _news(text, name, speech)
    for code in ("permission_denied", "paid_teams_only", "no_such_subteam", name):
        yield f"trouble: {code}", told.trouble(Trouble(place="S0RAPID", code=code), speech)


def _notes(text: str, speech: Speech) -> Iterator[tuple[str, Message]]:
    for reader in (ADA, BO, CY):
        full = a_full_note(text, reader)
        yield f"a full note for {reader}", duty.note(full, speech)
        yield f"a draft for {reader}", duty.note(replace(full, handed=None), speech)
    unread = Unread(handed=replace(HANDED, rotation=text[:80]), zone=ZONE)
    yield "an unread note", duty.unread(unread, speech)


SWAPS: tuple[dict[str, Any], ...] = (
    {},
    {"accepted_at": later()},
    {"withdrawn_at": later()},
    {"is_over": True},
)
INVITED = ((True, False), (False, True), (False, False))


def _asked(name: str, speech: Speech) -> Iterator[tuple[str, Message]]:
    for stage, more in product(Stage, ({}, {"is_asker": True}, {"is_reminder": True})):
        asked = a_cover(stage, rotation=name, **more)
        yield f"cover that is {stage}", duty.cover(asked, speech)
    for is_asker, how in product((True, False), SWAPS):
        swap = a_swap(rotation=name, is_asker=is_asker, **how)
        yield f"a swap {how}", duty.swap(swap, speech)
    for is_open, is_taken in INVITED:
        invited = Invitation(
            rotation=name,
            is_open=is_open,
            is_taken=is_taken,
            first=SHIFT if is_taken else None,
            zone=ZONE,
        )
        yield "an invitation", duty.invitation(invited, speech)


def _news(text: str, name: str, speech: Speech) -> Iterator[tuple[str, Message]]:
    near = ShiftIsNear(rotation=name, shift=replace(SHIFT, is_cut=True), zone=ZONE)
    yield "a shift that is near", duty.near(near, speech)
    dates = DatesMoved(rotation=name, before=(SHIFT,) * 4, after=(), zone=ZONE)
    yield "dates that moved", duty.moved(dates, speech)
    for is_now, why in product((True, False), (Why.ALL_OFF, Why.NO_MEMBERS)):
        value = Uncovered(rotation=name, span=SPAN, why=why, is_now=is_now, zone=ZONE)
        yield f"nobody on call, {why}", duty.uncovered(value, speech)
    for is_on_call, is_private in product((True, False), (True, False)):
        filed = seen(text, state=State.NEW, is_private=is_private)
        arrived = Arrived(seen=filed, is_on_call=is_on_call, zone=ZONE)
        yield "something urgent", duty.arrived(arrived, speech)


@in_every_language
@given(text=TYPED)
@examples(max_examples=15, deadline=None)
def test_no_text_pings_forges_or_breaks_what_the_rota_says(speech: Speech, text: str):
    for name, message in _messages(text, speech):
        assert faults_of(message.blocks, message.text) == [], name


@in_every_language
@pytest.mark.parametrize("text", NASTY)
def test_the_nastiest_texts_are_shown_and_do_nothing(text: str, speech: Speech):
    for name, message in _messages(text.replace("\x00", "").strip() or "x", speech):
        assert faults_of(message.blocks, message.text) == [], name


@in_every_language
def test_whatever_is_said_is_a_sentence_and_every_button_can_be_read(speech: Speech):
    for name, message in _messages("x", speech):
        assert message.text[-1] in ".?_\u201d\u201c", name
        assert "{" not in message.text.replace("{date_short_pretty} {time}", ""), name
        for row in (block for block in message.blocks if block["type"] == "actions"):
            for button in row["elements"]:
                assert len(button["text"]["text"]) <= WIDEST
                assert button["accessibility_label"]
                assert "\u2026" not in str(button)


@in_every_language
def test_a_menu_can_be_read_whole_on_a_phone(speech: Speech):
    select = _menus(duty.note(a_note(), speech))[0]

    for option in select["options"]:
        assert len(option["text"]["text"]) <= WIDEST
    assert len(select["placeholder"]["text"]) <= WIDEST


def _menus(message: Message) -> list[dict[str, Any]]:
    accessories = [block.get("accessory") or {} for block in message.blocks]
    return [one for one in accessories if one.get("type") == "static_select"]


def _buttons(message: Message) -> list[str]:
    rows = [block for block in message.blocks if block["type"] == "actions"]
    return [button["action_id"] for row in rows for button in row["elements"]]


# --- the note --------------------------------------------------------------------------------


def test_the_incoming_decides_item_by_item_and_acknowledges():
    message = duty.note(a_note(BO), ENGLISH)

    (menu,) = _menus(message)
    assert [one["value"] for one in menu["options"]] == ["3 7 keep", "3 7 hand_over", "3 7 park"]
    assert _buttons(message) == [names.ACKNOWLEDGE]
    assert "You are on call until" in message.text


def test_the_outgoing_reads_the_same_and_may_add_words():
    message = duty.note(a_note(ADA), ENGLISH)

    assert _menus(message) == []
    assert _buttons(message) == [names.WRITE_NOTE]
    assert f"<@{BO}> has not acknowledged it yet" in str(message.blocks)


def test_what_was_decided_stays_chosen_until_it_is_acknowledged():
    decided = (Item(seen=seen(), choice=Choice.PARK),)

    (menu,) = _menus(duty.note(a_note(items=decided), ENGLISH))

    assert menu["initial_option"]["value"] == "3 7 park"


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice.KEEP, f"<@{BO}> leaves it where it is"),
        (Choice.HAND_OVER, f"<@{BO}> took it over"),
        (Choice.PARK, f"<@{BO}> parked it"),
    ],
)
def test_once_acknowledged_it_shows_what_was_decided_and_by_whom(choice: Choice, said: str):
    read = replace(HANDED, acknowledged_at=later(hours=1), acknowledged_by=BO)
    for reader in (ADA, BO):
        decided = (Item(seen=seen(), choice=choice),)
        message = duty.note(a_note(reader, items=decided, handed=read), ENGLISH)

        assert said in str(message.blocks)
        assert f"Acknowledged by <@{BO}>" in str(message.blocks)
        assert _menus(message) == []
        assert _buttons(message) == []


def test_what_was_taken_over_needs_no_decision_any_more():
    mine = (Item(seen=seen(owner=BO), choice=Choice.HAND_OVER),)

    assert _menus(duty.note(a_note(items=mine), ENGLISH)) == []


def test_a_draft_is_for_nobody_to_acknowledge():
    for reader, buttons in ((ADA, [names.WRITE_NOTE]), (BO, []), (CY, [])):
        message = duty.note(a_note(reader, handed=None), ENGLISH)

        assert "a draft" in message.text
        assert _menus(message) == []
        assert _buttons(message) == buttons


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"outgoing": None, "items": ()}, f"nobody \u2192 <@{BO}>"),
        ({"incoming": None, "until": None, "reader": ADA}, "Nobody is on call now."),
        ({"incoming": None, "handed": None, "at": None, "reader": ADA}, "Nobody is on call next"),
        ({"until": None}, "You are on call now."),
    ],
)
def test_nobody_on_either_side_is_said_in_words(overrides: dict[str, Any], said: str):
    message = duty.note(a_note(**overrides), ENGLISH)

    assert said in message.text
    assert faults_of(message.blocks, message.text) == []


def test_with_nothing_left_it_says_so():
    message = duty.note(a_note(items=(), words=None), ENGLISH)

    assert "Nothing is left open, and nothing ends soon." in str(message.blocks)
    assert "No request is left open." in message.text


def test_more_than_fits_is_counted():
    message = duty.note(a_note(others=12), ENGLISH)

    assert "13 requests are left open." in message.text
    assert "and 12 more" in str(message.blocks)


# --- nobody on call --------------------------------------------------------------------------


@pytest.mark.parametrize(("why", "moments"), [(Why.ALL_OFF, 1), (Why.NO_MEMBERS, 0)])
def test_an_end_is_named_only_where_somebody_comes_back(why: Why, moments: int):
    value = Uncovered(rotation="primary", span=SPAN, why=why, is_now=True, zone=ZONE)

    assert duty.uncovered(value, ENGLISH).text.count("<!date") == moments


# --- private words ---------------------------------------------------------------------------

SECRET = "whose salary is wrong"


@pytest.mark.parametrize(
    "say",
    [
        lambda one: duty.note(a_note(items=(Item(seen=one),)), ENGLISH),
        lambda one: duty.note(a_note(unclaimed=(one,), due=(one,)), ENGLISH),
        lambda one: duty.arrived(Arrived(seen=one, is_on_call=True, zone=ZONE), ENGLISH),
    ],
    ids=["left open", "nobody has it", "just filed"],
)
def test_private_words_stand_in_no_message(say: Callable[[Seen], Message]):
    message = say(seen(SECRET, is_private=True))

    assert SECRET not in f"{message.text} {message.blocks}"
    assert "private" in f"{message.text} {message.blocks}".lower()


# --- the form --------------------------------------------------------------------------------


@in_every_language
@given(text=TYPED)
@examples(max_examples=15)
def test_no_words_break_the_form_for_words(speech: Speech, text: str):
    view = modals.write_note(text[:80], text[:LONGEST_WORDS], speech)

    assert faults_of_view(view) == []


@in_every_language
def test_nothing_of_the_form_for_words_is_cut(speech: Speech):
    assert "\u2026" not in str(modals.write_note("primary", None, speech))
