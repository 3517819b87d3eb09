"""A home as it is published: within Slack's limits whatever was typed, and in each language."""

import json
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as examples

from bot.domain.content import Desk, Home, OnCall, Page
from bot.domain.home import PAGE, HomeList
from bot.domain.ids import Number
from bot.domain.incident import Ending, Incident, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.privacy import seen_in_channel
from bot.domain.rotation import Shift, Why
from bot.domain.settings import Channels, Members, Settings, Team
from bot.slack import names
from bot.slack.render import home
from bot.slack.speech import Speech, speech_in
from tests import builders
from tests.builders import ADA, BO, FINN, MIRA, NOW, TODAY, an_incident, later
from tests.slack.safe import NASTY, TYPED, faults_of_view, in_every_language

ENGLISH = speech_in("en-GB")
TOKYO = ZoneInfo("Asia/Tokyo")
THOUSANDS = 5000
# https://docs.slack.dev/reference/views and its methods
BLOCKS, BYTES = 100, 250_000


def a_page(incident: Incident, *, number: int = 0, total: int = 1, lines: int = 1) -> Page:
    """Return a page of incidents like this one, numbered downwards from it."""
    alike = [replace(incident, number=Number(incident.number - line)) for line in range(lines)]
    return Page(lines=tuple(map(seen_in_channel, alike)), number=number, total=total)


EMPTY = Page(lines=(), number=0, total=0)


def a_home(*, open_: Page = EMPTY, ended: Page = EMPTY, **overrides: Any) -> Home:
    """Return the home of Finn, who has filed what is given."""
    usual = Home(
        reader=FINN,
        settings=builders.settings(),
        zone=TOKYO,
        own={HomeList.OPEN: open_, HomeList.ENDED: ended},
    )
    return replace(usual, **overrides)


def a_desk(*, held: Page = EMPTY, queue: Page = EMPTY) -> Desk:
    lists = {HomeList.HELD: held, HomeList.QUEUE: queue}
    return Desk(lists=lists, new=1, waiting=0)


def worst(text: str, state: State = State.NEW) -> Incident:
    """Return an incident with everything set, and the text wherever text can be."""
    return an_incident(
        text=text,
        state=state,
        number=Number(999_999_999),
        question=text if state is State.NEEDS_INFO else None,
        needed_by=NeededBy(when=When.SOON, day=TODAY, said=text[:60]),
        ending=Ending(words=text),
    )


def fullest(text: str) -> Home:
    """Return the home of an admin and analyst with thousands of everything."""

    def full(incident: Incident) -> Page:
        return a_page(incident, number=7, total=THOUSANDS, lines=PAGE)

    return a_home(
        open_=full(worst(text, State.NEEDS_INFO)),
        ended=full(worst(text, State.ANSWERED)),
        desk=a_desk(held=full(worst(text, State.CLAIMED)), queue=full(worst(text))),
        reader=MIRA,
        settings=builders.settings(members=Members(rapid_response=(MIRA,))),
        on_call=(on_call(rotation=text[:40] or "x"),) * MOST_ROTATIONS,
        next_shift=(text[:40], SHIFT),
    )


SHIFT = Shift(starts_at=later(days=7), ends_at=later(days=14), person=BO)
MOST_ROTATIONS = 12


def on_call(**overrides: Any) -> OnCall:
    """Return that Ada is on call for a week, and Bo after her."""
    usual = OnCall(rotation="primary", person=ADA, why=Why.TURN, until=later(days=7), then=SHIFT)
    return replace(usual, **overrides)


def view(value: Home, speech: Speech = ENGLISH) -> dict[str, Any]:
    """Return what would be published."""
    return home.view(value, home.home(value, speech).blocks)


def buttons(value: Home, speech: Speech = ENGLISH) -> list[tuple[str, str]]:
    """Return the action and the value of each button, in the order in which they stand."""
    found = []
    for block in view(value, speech)["blocks"]:
        inside = [*block.get("elements", ()), block.get("accessory") or {}]
        found += [(one["action_id"], one["value"]) for one in inside if one.get("type") == "button"]
    return found


def words(value: Home, speech: Speech = ENGLISH) -> str:
    """Return everything that can be read, in one line."""
    return json.dumps(view(value, speech)["blocks"], ensure_ascii=False)


# --- limits ----------------------------------------------------------------------------------


@in_every_language
@pytest.mark.parametrize("text", ["x" * 3000, "&" * 3000, "\u00fc" * 3000])
def test_thousands_with_long_texts_fit(text: str, speech: Speech):
    shown = view(fullest(text), speech)

    assert faults_of_view(shown) == []
    assert len(shown["blocks"]) <= BLOCKS
    assert len(json.dumps(shown).encode()) <= BYTES


@in_every_language
@given(text=TYPED)
@examples(max_examples=25)
def test_whatever_was_typed_slack_takes_it_and_it_pings_nobody(speech: Speech, text: str):
    assert faults_of_view(view(fullest(text), speech)) == []


@in_every_language
@pytest.mark.parametrize("text", NASTY)
def test_the_nastiest_texts_are_shown_and_do_nothing(text: str, speech: Speech):
    assert faults_of_view(view(fullest(text.replace("\x00", "")), speech)) == []


@in_every_language
@pytest.mark.parametrize("state", State)
def test_every_state_has_its_line(state: State, speech: Speech):
    page = a_page(an_incident(state=state))

    shown = view(a_home(open_=page, ended=page, desk=a_desk(held=page, queue=page)), speech)

    assert faults_of_view(shown) == []
    assert json.dumps(shown).count("*INC-42*") == 4


@in_every_language
def test_no_button_is_cut(speech: Speech):
    for block in view(fullest("x"), speech)["blocks"]:
        for one in [*block.get("elements", ()), block.get("accessory") or {}]:
            if one.get("type") == "button":
                assert "\u2026" not in str(one)
                assert len(one["text"]["text"]) <= 30


# --- what each reader is shown ---------------------------------------------------------------


def test_who_has_filed_nothing_is_told_how():
    value = a_home()

    assert buttons(value) == [(names.NEW_REQUEST, "new")]
    assert "You have filed nothing so far." in words(value)
    assert "`/rapid`" in words(value)


def test_a_requester_reads_where_it_stands_and_what_was_said_last():
    asked = an_incident(state=State.NEEDS_INFO, question="Which region?")
    ended = an_incident(state=State.ANSWERED, number=Number(7), ending=Ending(words="A filter"))
    value = a_home(open_=a_page(asked), ended=a_page(ended))

    assert "They wrote: \u201cWhich region?\u201d" in words(value)
    assert "They wrote: \u201cA filter\u201d" in words(value)
    assert f"last news <!date^{int(NOW.timestamp())}^" in words(value)
    assert "18:30 Asia/Tokyo>" in words(value)
    assert buttons(value)[1:] == [(names.DETAILS, "42"), (names.DETAILS, "7")]


def test_open_requests_stand_before_ended_ones():
    value = a_home(
        open_=a_page(an_incident(number=Number(8))),
        ended=a_page(an_incident(number=Number(9), state=State.ANSWERED)),
    )

    headings = [
        block["text"]["text"] for block in view(value)["blocks"] if block["type"] == "header"
    ]
    assert headings == ["Your open requests", "Your ended requests"]


def test_an_analyst_can_claim_what_is_new_and_look_at_the_rest():
    new, held = an_incident(number=Number(1)), an_incident(number=Number(2), state=State.CLAIMED)
    queue = Page(lines=(seen_in_channel(new), seen_in_channel(held)), number=0, total=2)
    value = a_home(desk=a_desk(held=a_page(held), queue=queue))

    assert buttons(value)[1:] == [
        (names.DETAILS, "2"),
        (names.CLAIM, "1"),
        (names.DETAILS, "1"),
        (names.DETAILS, "2"),
    ]


def test_an_analyst_on_a_quiet_day_is_told_so():
    value = a_home(desk=a_desk())

    assert "You have nothing in hand." in words(value)
    assert "A quiet moment" in words(value)


def test_an_admin_sees_what_is_set_up_and_the_way_to_the_settings():
    value = a_home(reader=MIRA)

    assert "Requests go to: <#C0REQUESTS>. 3 people are in Rapid Response." in words(value)
    assert (names.OPEN_SETTINGS, "everything") in buttons(value)


def test_nobody_else_sees_the_settings():
    assert names.OPEN_SETTINGS not in dict(buttons(a_home()))


def test_while_nobody_is_admin_one_reads_how_to_become_it():
    value = a_home(settings=Settings())

    assert "`/rapid-setup`" in words(value)
    assert buttons(value) == []


def test_while_there_is_no_channel_one_reads_who_can_name_it():
    settings = Settings(team=Team(admins=(MIRA,)), channels=Channels())

    assert f"My admins can: <@{MIRA}>." in words(a_home(settings=settings))
    assert names.NEW_REQUEST not in dict(buttons(a_home(settings=settings)))
    assert names.OPEN_SETTINGS in dict(buttons(a_home(settings=settings, reader=MIRA)))


def test_of_a_private_one_no_word_is_shown_even_to_who_typed_it():
    secret = an_incident(
        text="payroll",
        is_private=True,
        state=State.ANSWERED,
        ending=Ending(words="payroll"),
        needed_by=NeededBy(when=When.SOON, day=TODAY, said="payroll"),
    )
    page = a_page(secret)
    value = a_home(open_=page, ended=page, desk=a_desk(held=page, queue=page))

    assert "payroll" not in json.dumps(view(value))
    assert words(value).count("_private_") == 4
    assert "INC-42" in words(value)


# --- pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "leads_to", "says"),
    [
        (0, [(names.OLDER, "ended 1")], "1 to 10 of 25"),
        (1, [(names.NEWER, "ended 0"), (names.OLDER, "ended 2")], "11 to 20 of 25"),
        (2, [(names.NEWER, "ended 1")], "21 to 25 of 25"),
    ],
)
def test_a_long_list_has_ways_to_its_other_pages(
    number: int, leads_to: list[tuple[str, str]], says: str
):
    page = a_page(an_incident(state=State.ANSWERED), number=number, total=25, lines=2)
    value = a_home(ended=page)

    assert [one for one in buttons(value) if one[0] in {names.NEWER, names.OLDER}] == leads_to
    assert says in words(value)


def test_a_list_that_fits_has_no_other_pages():
    page = a_page(an_incident(), total=PAGE, lines=PAGE)

    assert not {names.NEWER, names.OLDER} & dict(buttons(a_home(open_=page))).keys()


def test_the_view_carries_the_pages_that_it_shows():
    page = a_page(an_incident(), number=3, total=50)
    value = a_home(ended=page, desk=a_desk(queue=replace(page, number=1)))

    assert json.loads(view(value)["private_metadata"]) == {
        "v": 1,
        "pages": {"ended": 3, "queue": 1},
    }


def test_it_speaks_the_readers_language():
    value = a_home(open_=a_page(an_incident()))

    assert "Deine offenen Anfragen" in words(value, speech_in("de-DE"))
    assert "Your open requests" not in words(value, speech_in("de-DE"))


# --- who is on call --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({}, f"*primary*: <@{ADA}>, until "),
        ({}, f" \u00b7 then <@{BO}>"),
        ({"until": None, "then": None}, f'*primary*: <@{ADA}>"'),
        ({"person": None}, "*primary*: nobody until "),
        ({"person": None, "until": None, "then": None}, '*primary*: nobody"'),
    ],
)
def test_everybody_reads_who_is_on_call(overrides: dict[str, Any], said: str):
    assert said in words(a_home(on_call=(on_call(**overrides),)))


def test_those_who_take_turns_read_when_it_is_theirs():
    mine = words(a_home(reader=BO, on_call=(on_call(),), next_shift=("primary", SHIFT)))
    others = words(a_home(on_call=(on_call(),)))

    assert "Your shift in primary: " in mine
    assert "/rapid-oncall" in mine
    assert "/rapid-oncall" not in others


def test_without_a_rotation_a_home_says_nothing_of_one():
    assert ENGLISH("home-on-call") not in words(a_home())
