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
from bot.slack.render import card, confirmation, modals, queue, refusal, told
from bot.slack.render import help as help_texts
from bot.slack.render.parts import Message
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
from tests.slack.safe import NASTY, TYPED, faults_of, faults_of_view

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


def _card(text: str) -> Message:
    return card.card(compose(worst(text), SETTINGS))


def _words(text: str) -> Message:
    entry = an_entry(what=What.SAID_MORE, by=FINN, words=text)
    return card.thread_words(Words(entry=entry, seen=Seen(worst(text), is_hidden=False)))


def _confirmation(text: str) -> Message:
    seen = Seen(worst(text), is_hidden=False)
    return confirmation.confirmation(Confirmation(seen=seen, zone=ZONE, ahead=3))


def _prompt(text: str) -> Message:
    value = Prompt(
        seen=Seen(worst(text, State.ANSWERED), is_hidden=False),
        requester=a_person(name=text[:255]),
        grace=timedelta(minutes=10),
    )
    return told.prompt(value)


def _closed(text: str) -> Message:
    value = QuestionClosed(
        told=_told(text),
        entry=an_entry(what=What.REOPENED, by=FINN, words=text),
        seen=Seen(worst(text, State.CLAIMED), is_hidden=False),
    )
    return told.question_closed(value)


def _line(text: str) -> Line:
    return Line(seen=Seen(worst(text), is_hidden=False), card=a_message())


def _listing(text: str) -> Message:
    return queue.listing(Listing(lines=(_line(text),) * 20, total=25, zone=ZONE), WORKSPACE)


def _story(text: str) -> Message:
    entries = tuple(
        an_entry(seq=seq, what=list(What)[seq % len(What)], words=text, link=LINK)
        for seq in range(60)
    )
    return queue.story(Story(line=_line(text), entries=entries, zone=ZONE), WORKSPACE)


MESSAGES: dict[str, Callable[[str], Message]] = {
    "the card": _card,
    "words in its thread": _words,
    "the confirmation": _confirmation,
    "news": lambda text: told.told(_told(text)),
    "words of news": lambda text: told.told(_told(text, What.WROTE)),
    "a closed question": _closed,
    "the offer to write": _prompt,
    "trouble": lambda text: told.trouble(Trouble(place=REQUESTS, code=text[:200])),
    "a list": _listing,
    "a story": _story,
    "nonsense asked of the queue": help_texts.queue_usage,
    "what could not be filed": lambda text: help_texts.not_filed(text, "abcd1234"),
}


@pytest.mark.parametrize("render", MESSAGES.values(), ids=MESSAGES)
@given(text=TYPED)
@settings(max_examples=25)
def test_no_text_pings_forges_or_breaks_a_message(render: Callable[[str], Message], text: str):
    message = render(text)

    assert faults_of(message.blocks, message.text) == []


@pytest.mark.parametrize("text", NASTY)
def test_the_nastiest_texts_are_shown_and_do_nothing(text: str):
    for render in MESSAGES.values():
        message = render(text.replace("\x00", ""))

        assert faults_of(message.blocks, message.text) == []


FORMS: dict[str, Callable[[Incident, str], dict[str, object]]] = {
    "to write": modals.write,
    "to change severity": lambda incident, _: modals.change_severity(incident),
    "to reopen": lambda incident, _: modals.reopen(incident),
    "to say more": lambda incident, _: modals.say_more(incident),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(name=TYPED)
@settings(max_examples=25)
def test_no_name_breaks_a_form(form: Callable[[Incident, str], dict[str, object]], name: str):
    assert faults_of_view(form(worst("x"), name[:255])) == []


STATES = st.sampled_from([state for state in State if state is not State.NEEDS_INFO])


@given(
    state=STATES,
    severity=st.sampled_from([None, *Severity]),
    impact=st.sampled_from([None, *Impact]),
    when=st.sampled_from([None, *When]),
    day=st.sampled_from([None, TODAY, date(9999, 12, 31)]),
    is_confirmed=st.booleans(),
    is_hidden=st.booleans(),
)
def test_every_combination_of_facts_makes_a_card_and_a_confirmation(
    state, severity, impact, when, day, is_confirmed, is_hidden
):
    incident = replace(
        worst("revenue is zero", state),
        severity=severity,
        impact=impact,
        needed_by=NeededBy(when=when, day=day) if when else None,
        confirmed_at=later(minutes=1) if is_confirmed else None,
        is_private=is_hidden,
    )
    seen = Seen(incident, is_hidden=is_hidden)

    for message in (
        card.card(compose(incident, SETTINGS)),
        confirmation.confirmation(Confirmation(seen=seen, zone=ZONE)),
    ):
        assert faults_of(message.blocks, message.text) == []
        assert "INC-999999999" in message.text


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("number", [None, Number(42)])
def test_every_refusal_is_a_whole_sentence(reason: Reason, number: Number | None):
    for owner in (None, ADA):
        message = refusal.refused(Refused(reason=reason, number=number, owner=owner))

        assert faults_of(message.blocks, message.text) == []
        assert message.text[0].isupper() or message.text.startswith(("<@", "it "))
        assert message.text.endswith(".")
        assert "{" not in message.text


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_under_a_field_shows_no_markup(reason: Reason):
    said = refusal.without_markup(Refusal(reason, Number(42), ADA))

    assert not set(said) & set("*`<>")


@pytest.mark.parametrize("what", What)
def test_every_kind_of_entry_can_be_told_and_listed(what: What):
    incident = an_incident(state=State.ANSWERED)
    entry = an_entry(what=what)
    seen = Seen(incident, is_hidden=False)
    story = Story(line=Line(seen=seen, card=None), entries=(entry,), zone=ZONE)

    for message in (
        told.told(Told(entry=entry, seen=seen, zone=ZONE)),
        queue.story(story, WORKSPACE),
    ):
        assert faults_of(message.blocks, message.text) == []
        assert "INC-42" in message.text
