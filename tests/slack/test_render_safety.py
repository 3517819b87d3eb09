"""Whatever somebody types, every message and form is one that Slack takes and that pings nobody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.content import Confirmation, Prompt, QuestionClosed, Refused, Told, Trouble, Words
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number
from bot.domain.incident import Ending, Incident, State
from bot.domain.needed_by import NeededBy, When
from bot.domain.privacy import Seen
from bot.domain.settings import Team
from bot.domain.severity import Impact, Severity
from bot.domain.timeline import What
from bot.services.card import compose
from bot.services.queue import Line, Listing, Story
from bot.slack.render import card, confirmation, modals, prompt, queue, refusal, told
from bot.slack.render import help as help_texts
from bot.slack.render.parts import Message
from bot.slack.speech import Speech
from tests import builders
from tests.builders import (
    ADA,
    FINN,
    REQUESTS,
    TODAY,
    a_message,
    a_person,
    an_entry,
    an_incident,
    later,
)
from tests.slack.safe import NASTY, TYPED, faults_of, faults_of_view, in_every_language

ZONE = ZoneInfo("America/Argentina/ComodRivadavia")
SETTINGS = builders.settings(team=Team(timezone=ZONE.key))
WORKSPACE = "https://acme.slack.example/"
LINK = "https://bi.example/d?a=1&b=2|x<y>"


def worst(text: str, state: State = State.NEW) -> Incident:
    """Return an incident with everything set, and the text wherever text can be."""
    return an_incident(
        text=text,
        state=state,
        number=Number(999_999_999),
        impact=Impact.HIGH,
        needed_by=NeededBy(when=When.SOON, day=TODAY, said=text[:60]),
        ending=Ending(words=text, link=LINK, as_of=TODAY),
    )


def _told(text: str, what: What = What.ANSWERED) -> Told:
    incident = worst(text, State.ANSWERED)
    return Told(
        entry=an_entry(what=what, words=text),
        seen=Seen(incident, is_hidden=False),
        zone=ZONE,
        ending=incident.ending,
        is_question=True,
    )


def _parked(text: str) -> Told:
    entry = an_entry(what=What.PARKED, state=State.PARKED, words=text, as_of=TODAY)
    seen = Seen(worst(text, State.PARKED), is_hidden=False)
    return Told(entry=entry, seen=seen, zone=ZONE)


def _card(text: str, speech: Speech) -> Message:
    return card.card(compose(worst(text), SETTINGS), speech)


def _words(text: str, speech: Speech) -> Message:
    entry = an_entry(what=What.SAID_MORE, by=FINN, words=text)
    return card.thread_words(Words(entry=entry, seen=Seen(worst(text), is_hidden=False)), speech)


def _confirmation(text: str, speech: Speech) -> Message:
    seen = Seen(worst(text), is_hidden=False)
    value = Confirmation(seen=seen, zone=ZONE, ahead=3, on_call=ADA)
    return confirmation.confirmation(value, speech)


def _prompt(text: str, speech: Speech) -> Message:
    value = Prompt(
        seen=Seen(worst(text, State.ANSWERED), is_hidden=False),
        requester=a_person(name=text[:255]),
        grace=timedelta(minutes=10),
    )
    return prompt.prompt(value, speech)


def _closed(text: str, speech: Speech) -> Message:
    value = QuestionClosed(
        told=_told(text),
        entry=an_entry(what=What.REOPENED, by=FINN, words=text),
        seen=Seen(worst(text, State.CLAIMED), is_hidden=False),
    )
    return told.question_closed(value, speech)


def _line(text: str) -> Line:
    return Line(seen=Seen(worst(text), is_hidden=False), card=a_message())


def _listing(text: str, speech: Speech) -> Message:
    value = Listing(lines=(_line(text),) * 20, total=25, zone=ZONE)
    return queue.listing(value, WORKSPACE, speech)


def _story(text: str, speech: Speech) -> Message:
    entries = tuple(
        an_entry(seq=seq, what=list(What)[seq % len(What)], words=text, link=LINK)
        for seq in range(60)
    )
    value = Story(line=_line(text), entries=entries, zone=ZONE, reader=ADA)
    return queue.story(value, WORKSPACE, speech)


Render = Callable[[str, Speech], Message]

MESSAGES: dict[str, Render] = {
    "the card": _card,
    "words in its thread": _words,
    "the confirmation": _confirmation,
    "news": lambda text, speech: told.told(_told(text), speech),
    "news that it can wait": lambda text, speech: told.told(_parked(text), speech),
    "words of news": lambda text, speech: told.told(_told(text, What.WROTE), speech),
    "a closed question": _closed,
    "the offer to write": _prompt,
    "trouble": lambda text, speech: told.trouble(Trouble(place=REQUESTS, code=text[:200]), speech),
    "a list": _listing,
    "a story": _story,
    "nonsense asked of the queue": help_texts.queue_usage,
    "what could not be filed": lambda text, speech: help_texts.not_filed(text, "abcd1234", speech),
}


@in_every_language
@pytest.mark.parametrize("render", MESSAGES.values(), ids=MESSAGES)
@given(text=TYPED)
@settings(max_examples=25)
def test_no_text_pings_forges_or_breaks_a_message(render: Render, speech: Speech, text: str):
    message = render(text, speech)

    assert faults_of(message.blocks, message.text) == []


@in_every_language
@pytest.mark.parametrize("text", NASTY)
def test_the_nastiest_texts_are_shown_and_do_nothing(text: str, speech: Speech):
    for render in MESSAGES.values():
        message = render(text.replace("\x00", ""), speech)

        assert faults_of(message.blocks, message.text) == []


Form = Callable[[Incident, str, Speech], dict[str, object]]

FORMS: dict[str, Form] = {
    "to write": modals.write,
    "to change severity": lambda incident, _, speech: modals.change_severity(incident, speech),
    "to reopen": lambda incident, _, speech: modals.reopen(incident, speech),
    "to say more": lambda incident, _, speech: modals.say_more(incident, speech),
    "to park": lambda incident, _, speech: modals.park(incident, TODAY, speech),
}


@in_every_language
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(name=TYPED)
@settings(max_examples=25)
def test_no_name_breaks_a_form(form: Form, speech: Speech, name: str):
    assert faults_of_view(form(worst("x"), name[:255], speech)) == []


@in_every_language
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_nothing_of_an_ordinary_form_is_cut(form: Form, speech: Speech):
    view = form(an_incident(number=Number(99_999)), "Finn O'Shea", speech)

    assert "\u2026" not in str(view)


@in_every_language
def test_a_form_for_somebody_whose_name_is_not_known_asks_all_the_same(speech: Speech):
    view = modals.write(an_incident(), None, speech)

    assert speech("prompt-requester") in str(view["blocks"])


# What stands on a button has to be read on a phone.
WIDEST = 30


@in_every_language
@pytest.mark.parametrize("state", State)
def test_every_button_can_be_read_whole_on_a_phone(state: State, speech: Speech):
    incident = an_incident(state=state, impact=Impact.MEDIUM)
    seen = Seen(incident, is_hidden=False)
    asked = Told(entry=an_entry(), seen=seen, zone=ZONE, is_question=True)
    closed = (
        QuestionClosed(told=asked, entry=an_entry(what=what, by=FINN), seen=seen)
        for what in (What.CONFIRMED, What.REOPENED)
    )

    for message in (
        card.card(compose(incident, SETTINGS), speech),
        confirmation.confirmation(Confirmation(seen=seen, zone=ZONE), speech),
        told.told(asked, speech),
        told.told(_parked("x"), speech),
        *(told.question_closed(one, speech) for one in closed),
    ):
        for row in (block for block in message.blocks if block["type"] == "actions"):
            for button in row["elements"]:
                assert len(button["text"]["text"]) <= WIDEST
                assert "\u2026" not in str(button)


STATES = st.sampled_from([state for state in State if state is not State.NEEDS_INFO])


@in_every_language
@given(
    state=STATES,
    rated=st.tuples(st.sampled_from([None, *Severity]), st.sampled_from([None, *Impact])),
    when=st.sampled_from([None, *When]),
    day=st.sampled_from([None, TODAY, date(9999, 12, 31)]),
    is_confirmed=st.booleans(),
    is_hidden=st.booleans(),
)
def test_every_combination_of_facts_makes_a_card_and_a_confirmation(
    speech, state, rated, when, day, is_confirmed, is_hidden
):
    incident = replace(
        worst("revenue is zero", state),
        severity=rated[0],
        impact=rated[1],
        needed_by=NeededBy(when=when, day=day) if when else None,
        confirmed_at=later(minutes=1) if is_confirmed else None,
        is_private=is_hidden,
    )
    seen = Seen(incident, is_hidden=is_hidden)

    for message in (
        card.card(compose(incident, SETTINGS), speech),
        confirmation.confirmation(Confirmation(seen=seen, zone=ZONE), speech),
    ):
        assert faults_of(message.blocks, message.text) == []
        assert "INC-999999999" in message.text


@in_every_language
@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("number", [None, Number(42)])
def test_every_refusal_is_a_whole_sentence(reason: Reason, number: Number | None, speech: Speech):
    for owner in (None, ADA):
        message = refusal.refused(Refused(reason=reason, number=number, owner=owner), speech)

        assert faults_of(message.blocks, message.text) == []
        assert message.text[0].isupper() or message.text.startswith("<@")
        assert message.text.endswith(".")
        assert "{" not in message.text


@in_every_language
@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_under_a_field_shows_no_markup(reason: Reason, speech: Speech):
    said = refusal.without_markup(Refusal(reason, Number(42), ADA), speech)

    assert not set(said) & set("*`<>")


@in_every_language
@pytest.mark.parametrize("what", What)
def test_every_kind_of_entry_can_be_told_and_listed(what: What, speech: Speech):
    incident = an_incident(state=State.ANSWERED)
    entry = an_entry(what=what)
    seen = Seen(incident, is_hidden=False)
    story = Story(line=Line(seen=seen, card=None), entries=(entry,), zone=ZONE, reader=ADA)

    for message in (
        told.told(Told(entry=entry, seen=seen, zone=ZONE), speech),
        queue.story(story, WORKSPACE, speech),
    ):
        assert faults_of(message.blocks, message.text) == []
        assert "INC-42" in message.text
