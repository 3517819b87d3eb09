"""Orders in a line: `/rapid-queue INC-7 claim` and all that people type instead."""

import pytest

from bot.fakeslack import Message
from bot.slack.speech import speech_in
from tests.flows.office import Office


@pytest.fixture
def card(office: Office) -> Message:
    """Give the card of INC-1, that Finn has filed."""
    return office.opens()


def order(office: Office, line: str) -> str:
    """Have Ada type what follows the command; the answer."""
    return office.ask(office.ada, f"/rapid-queue {line}").plain()


SPELLINGS = [
    "INC-1 claim",
    "inc-1 claim",
    "INC1 claim",
    "1 claim",
    "INC-1: claim",
    "INC-1, claim",
    "INC-1   Claim",
    "  INC-1 CLAIM  ",
    "INC-1 take",
    "INC-1 claim please",
    "INC-1\nclaim",
]


@pytest.mark.parametrize("line", SPELLINGS)
@pytest.mark.usefixtures("card")
def test_an_order_may_be_spelled_in_many_ways(office: Office, line: str):
    said = order(office, line)

    assert office.owner() == office.ada.id
    assert f"*INC-1*: <@{office.ada.id}> has it." in said


NO_ORDERS = [
    "INC-1 claimx",
    "INC-1 dance",
    "INC-1 clai",
    "claim INC-1",
    "INC- claim",
    "foo",
    "INC-1x claim",
    "#1 claim",
    "<@U1> claim",
    "INC-1 *claim*",
]


@pytest.mark.parametrize("line", NO_ORDERS)
@pytest.mark.usefixtures("card")
def test_what_is_no_order_is_answered_with_what_can_be_typed(office: Office, line: str):
    said = order(office, line)

    assert "I do not know what" in said
    assert "/rapid-queue INC-7" in said
    assert office.entries() == ["filed"]


@pytest.mark.parametrize("line", ["INC-9 claim", "INC-0 claim", "INC-999999999 claim", "INC-9"])
@pytest.mark.usefixtures("card")
def test_an_order_about_nothing_is_refused_in_words(office: Office, line: str):
    assert "that you can see" in order(office, line)


WITHOUT = {
    "INC-1 ask": "Please add a few words",
    "INC-1 reply": "Please add a few words",
    "INC-1 decline": "Please add a few words",
    "INC-1 decline   ": "Please add a few words",
    "INC-1 add": "Please add a few words",
    "INC-1 edit": "nothing in it",
    "INC-1 severity": "how bad it is",
    "INC-1 severity S5 it is bad": "how bad it is",
    "INC-1 severity bad": "how bad it is",
    "INC-1 severity S2": "Please add a few words",
    "INC-1 duplicate": "which one it is the same as",
    "INC-1 duplicate of the other": "which one it is the same as",
    "INC-1 reassign": "with an @",
    "INC-1 reassign cy": "with an @",
    "INC-1 assign @nobody": "with an @",
}


@pytest.mark.parametrize("line", WITHOUT)
@pytest.mark.usefixtures("card")
def test_what_is_missing_from_an_order_is_said(office: Office, line: str):
    order(office, "INC-1 claim")
    who = office.finn if line.split()[1] in {"reply", "add", "edit"} else office.ada

    said = office.ask(who, f"/rapid-queue {line}").plain()

    assert WITHOUT[line] in said
    assert office.entries() == ["filed", "claim"]


WORDS = {
    "decline Ask <finance> & @zoe": "Ask <finance> & @zoe",
    "decline two\nlines": "two\nlines",
    "decline https://dash.example/a?b=1&c=2": "https://dash.example/a?b=1&c=2",
    "decline :fire: *bold* @channel": ":fire: *bold* @channel",
}


@pytest.mark.parametrize("line", WORDS)
@pytest.mark.usefixtures("card")
def test_words_of_an_order_come_out_as_typed_and_call_nobody(office: Office, line: str):
    order(office, f"INC-1 {line}")
    office.settle()

    assert office.timeline()[-1].words == WORDS[line]
    news = office.told()[-1]
    assert WORDS[line] in news.plain()
    assert "<!channel" not in news.text + str(news.blocks)
    assert f"<@{office.zoe.id}" not in news.text + str(news.blocks)


@pytest.mark.usefixtures("card")
def test_an_ending_with_words_is_told_at_once(office: Office):
    order(office, "INC-1 answer The load ran again, see https://dash.example/1")
    office.settle()

    assert "The load ran again, see" in office.told()[-1].plain()
    assert office.entries() == ["filed", "answer"]


@pytest.mark.usefixtures("card")
def test_an_ending_without_words_waits_for_them_like_an_emoji(office: Office):
    order(office, "INC-1 answered")
    office.passes(minutes=9)
    assert office.told() == []

    office.passes(minutes=2)

    assert "is answered" in office.told()[-1].plain()
    assert office.offer(office.ada, "write").ephemeral_to == office.ada.id


@pytest.mark.parametrize(
    "line",
    [
        "severity s1 the board waits",
        "severity S1 the board waits",
        "Severity  S1   the board waits",
    ],
)
def test_a_severity_is_set_with_its_reason(office: Office, card: Message, line: str):
    said = order(office, f"INC-1 {line}")
    office.settle()

    assert "*INC-1*: S1 critical now." in said
    assert "*S1 critical*" in card.plain()
    assert "the board waits" in str(office.timeline()[-1].words)


@pytest.mark.parametrize("line", ["reassign @cy", "assign to @cy please", "hand over to @cy"])
@pytest.mark.usefixtures("card")
def test_it_is_handed_to_whom_is_mentioned(office: Office, line: str):
    order(office, "INC-1 claim")

    order(office, f"INC-1 {line}")

    assert office.owner() == office.cy.id


@pytest.mark.parametrize(
    "line", ["duplicate of INC-2", "duplicate 2", "duplicate inc2", "duplicate of 2"]
)
@pytest.mark.usefixtures("card")
def test_another_is_named_by_its_number(office: Office, line: str):
    office.opens("the same")

    order(office, f"INC-1 {line}")

    assert office.incident().duplicate_of == 2


@pytest.mark.usefixtures("card")
def test_a_command_told_twice_acts_once_and_answers_the_same(office: Office):
    sent = office.ada.types("/rapid-queue INC-1 severity S1 the board waits", in_=office.general)

    again = office.slack.redeliver(sent)

    assert again.payload == sent.payload
    assert office.entries() == ["filed", "change_severity"]


@pytest.mark.usefixtures("card")
def test_the_answer_is_for_who_typed_alone(office: Office):
    said = office.ask(office.ada, "/rapid-queue INC-1 claim")

    assert said.ephemeral_to == office.ada.id
    assert office.slack.history(office.general) == []


@pytest.mark.usefixtures("card")
def test_orders_work_from_the_messages_with_the_bot(office: Office):
    office.ask(office.ada, "/rapid-queue INC-1 claim", office.ada.dms())

    assert office.owner() == office.ada.id


@pytest.mark.usefixtures("card")
def test_without_a_database_nothing_is_done_and_that_is_said(office: Office):
    with office.database_away():
        said = order(office, "INC-1 decline Finance owns it")
        assert "went wrong on my side" in said
        assert "Finance owns it" in said

    assert office.entries() == ["filed"]


def test_a_german_is_answered_in_german(office: Office):
    german = speech_in("de-DE")
    lena = office.slack.person("lena", locale="de-DE")
    office.general.invite(lena)
    office.files(lena, "Umsatz ist null")
    office.settle()

    said = office.ask(lena, "/rapid-queue INC-1 withdraw").plain()
    refused = office.ask(lena, "/rapid-queue INC-1 claim").plain()

    standing = german("standing-withdrawn", requester=f"<@{lena.id}>")
    assert german("order-done", name="*INC-1*", standing=standing) in said
    assert "Rapid" in refused
    assert "Only" not in refused


@pytest.mark.usefixtures("card")
def test_every_order_of_the_help_is_one(office: Office):
    said = office.ask(office.ada, "/rapid help").plain()

    for verb in (
        "claim",
        "take over",
        "release",
        "ask",
        "reply",
        "stopgap",
        "answer",
        "severity",
        "decline",
    ):
        assert verb in said
        assert "I do not know what" not in order(office, f"INC-1 {verb} x")


@pytest.mark.usefixtures("card")
def test_the_requester_changes_adds_and_takes_back_by_orders(office: Office):
    finn = office.finn
    office.ask(finn, "/rapid-queue INC-1 edit revenue of the EU is zero, by Thursday")
    office.ask(finn, "/rapid-queue INC-1 add since Monday")
    office.settle()
    assert "revenue of the EU is zero" in office.card().plain()
    assert "needed by: *Thu 26 Nov" in office.card().plain()
    assert "since Monday" in office.slack.thread(office.card())[-1].plain()

    said = office.ask(finn, "/rapid-queue INC-1 withdraw").plain()
    office.settle()

    assert f"taken back by <@{finn.id}>" in said
    assert "taken back" in office.card().plain()
