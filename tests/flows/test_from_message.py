"""A message becomes a request: by the shortcut in its menu, or by :ticket: put on it."""

from collections.abc import Callable

import pytest

from bot.fakeslack import Channel, Message, Person, View
from bot.fakeslack.faults import EVERY_METHOD, FOREVER
from bot.slack.speech import speech_in
from tests.fakes import at_once
from tests.flows.office import Office, comes_true

SHORTCUT = "file_message"
TEXT = "The churn dashboard is empty"
CLOSED = "This was said in a closed room"


@pytest.fixture
def office(open_an_office: Callable[..., Office]) -> Office:
    """Give an office whose bot was invited to #general."""
    office = open_an_office()
    office.general.invite(office.app, office.bo, office.zoe)
    office.settle()
    return office


def form_of(who: Person) -> View:
    """What somebody has before their eyes."""
    assert who.modal is not None, "no form is open"
    return who.modal


def draft(who: Person) -> str:
    """What the form to file with says before anybody has typed."""
    return str(form_of(who).state["values"]["text"]["text"]["value"])


def privately(office: Office, who: Person, in_: Channel) -> list[str]:
    """What the bot shows to this person alone in a channel."""
    seen = [one for one in who.sees(in_) if one.app_id == office.app.app_id]
    return [one.plain() for one in seen if one.ephemeral_to == who.id]


def replies(office: Office, message: Message) -> list[str]:
    """What the bot wrote under a message."""
    return [one.plain() for one in office.slack.thread(message) if one.app_id == office.app.app_id]


def dms(office: Office, who: Person) -> list[str]:
    """What the bot wrote to somebody."""
    return [one.plain() for one in office.told(who)]


def closed_room(office: Office, *people: Person) -> Channel:
    """A private channel that the bot was invited to."""
    room = office.slack.channel("board", members=[*people, office.app], private=True)
    office.settle()
    return room


# --- the shortcut ------------------------------------------------------------------------------


def test_the_form_is_filled_from_the_message_and_the_card_leads_back_to_it(office: Office):
    message = office.finn.says(TEXT, in_=office.general)

    office.ada.uses_shortcut(SHORTCUT, on=message)
    assert draft(office.ada) == TEXT
    assert CLOSED not in form_of(office.ada).plain()
    office.ada.submits()
    office.settle()

    assert "INC-1 is filed" in form_of(office.ada).plain()
    assert TEXT in office.card().plain()
    assert f"<@{office.ada.id}>" in office.card().plain()
    address = office.slack.workspace.permalink(message)
    assert f"<{address}|the message>" in office.card().plain()


def test_nothing_is_filed_before_the_form_is_sent(office: Office):
    office.ada.uses_shortcut(SHORTCUT, on=office.finn.says(TEXT, in_=office.general))
    office.ada.dismisses()
    office.settle()

    assert office.cards() == []


def test_the_words_can_be_changed_before_they_are_filed(office: Office):
    office.ada.uses_shortcut(SHORTCUT, on=office.finn.says(TEXT, in_=office.general))

    office.ada.fills("text", "Churn is empty, says Finn")
    office.ada.submits()
    office.settle()

    assert "Churn is empty, says Finn" in office.card().plain()


@pytest.mark.parametrize("room", ["private channel", "direct messages"])
def test_of_a_closed_room_the_form_warns(office: Office, room: str):
    place = closed_room(office, office.finn) if room == "private channel" else office.finn.dms()
    message = office.finn.says(TEXT, in_=place)

    office.finn.uses_shortcut(SHORTCUT, on=message)
    assert CLOSED in form_of(office.finn).plain()
    office.finn.fills("is_private", ["is_private"])
    office.finn.submits()
    office.settle()

    assert TEXT not in office.card().plain()
    assert office.incident().is_private
    assert replies(office, message) == []


@pytest.mark.parametrize("how", ["shortcut", "emoji"])
def test_a_reply_in_a_thread_is_filed_and_answered_in_that_thread(office: Office, how: str):
    root = office.ada.says("How is churn?", in_=office.general)
    reply = office.finn.says(TEXT, in_=office.general, thread=root)

    by_either(office, how, reply)

    assert TEXT in office.card().plain()
    assert replies(office, root) == ["Filed for Rapid Response as *INC-1*."]


TYPED = {
    "escaped": "if a < b & b > c, it is &amp; not &",
    "an address": "see https://dash.example/a?b=1&c=2 please",
    "everybody": "@channel @here the @everyone dashboard is empty",
    "a channel": "as said in #general yesterday",
    "markup": "*bold* _it_ `code` ```block```",
    "emoji": ":fire: \U0001f525",
    "lines": "first\nsecond\n\nthird",
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
@pytest.mark.parametrize("how", ["shortcut", "emoji"])
def test_a_message_comes_out_as_it_was_typed_and_calls_nobody(office: Office, typed: str, how: str):
    message = office.finn.says(typed, in_=office.general)

    by_either(office, how, message)

    assert office.incident().text == typed
    whole = office.card().text + str(office.card().blocks)
    assert not any(call in whole for call in ("<!channel", "<!here", "<!everyone"))


def by_either(office: Office, how: str, message: Message) -> None:
    """Have Finn file a message of his."""
    if how == "shortcut":
        office.finn.uses_shortcut(SHORTCUT, on=message)
        office.finn.submits()
    else:
        office.finn.reacts("ticket", to=message)
    office.settle()


@pytest.mark.parametrize("how", ["shortcut", "emoji"])
def test_people_in_a_message_are_named_and_not_called(office: Office, how: str):
    office.files(office.ada, "so that her name is known")
    office.settle()
    message = office.finn.says("ask @ada about it", in_=office.general)

    by_either(office, how, message)

    assert office.incident(2).text == "ask @ada about it"
    assert f"<@{office.ada.id}>" not in office.card(2).plain()


def test_a_message_longer_than_a_form_is_cut_where_it_shows_and_leads_to_the_whole(
    office: Office,
):
    message = office.finn.says("zero " * 700, in_=office.general)

    office.finn.uses_shortcut(SHORTCUT, on=message)
    assert len(draft(office.finn)) <= 3000
    assert draft(office.finn).endswith("zero\u2026")
    office.finn.submits()
    office.settle()

    assert office.slack.workspace.permalink(message) in office.card().plain()


def test_a_long_message_is_filed_whole_by_an_emoji(office: Office):
    message = office.finn.says("zero " * 700, in_=office.general)

    office.finn.reacts("ticket", to=message)
    office.settle()

    assert office.incident().text == ("zero " * 700).strip()
    assert "INC-1" in office.card().plain()


@pytest.mark.parametrize("how", ["shortcut", "emoji"])
def test_a_message_of_a_bot_is_filed_for_who_files_it(office: Office, how: str):
    greeter = office.another_app()
    office.general.invite(greeter)
    message = office.posts_as(greeter, "Pipeline orders failed", office.general)

    by_either(office, how, message)

    assert office.incident().text == "Pipeline orders failed"
    assert office.incident().requester == office.finn.id


def test_a_message_is_filed_on_either_database(either_office: Office):
    office = either_office
    office.general.invite(office.app, office.zoe)
    office.settle()
    message = office.finn.says(TEXT, in_=office.general)

    office.zoe.reacts("ticket", to=message)
    office.settle()
    office.finn.uses_shortcut(SHORTCUT, on=message)

    assert "That message is filed already." in form_of(office.finn).plain()
    assert len(office.cards()) == 1


# --- the same message twice --------------------------------------------------------------------


@pytest.mark.parametrize("second", ["finn", "bo"])
def test_a_message_that_is_filed_shows_what_it_was_filed_as(office: Office, second: str):
    message, who = office.finn.says(TEXT, in_=office.general), getattr(office, second)
    by_either(office, "shortcut", message)
    office.finn.dismisses()

    who.uses_shortcut(SHORTCUT, on=message)

    assert "That message is filed already." in form_of(who).plain()
    assert form_of(who).title == "INC-1"
    assert len(office.cards()) == 1


def test_two_forms_from_one_message_file_it_once(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    office.finn.uses_shortcut(SHORTCUT, on=message)
    office.bo.uses_shortcut(SHORTCUT, on=message)

    office.finn.submits()
    office.bo.submits()
    office.settle()

    assert "That message is filed already: INC-1" in form_of(office.bo).plain()
    assert len(office.cards()) == 1
    assert len(replies(office, message)) == 1


def test_a_form_and_an_emoji_file_a_message_once(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    office.bo.uses_shortcut(SHORTCUT, on=message)
    office.zoe.reacts("ticket", to=message)
    office.settle()

    office.bo.submits()
    office.settle()

    assert "That message is filed already: INC-1" in form_of(office.bo).plain()
    assert len(office.cards()) == 1
    assert len(replies(office, message)) == 1


def test_an_emoji_after_the_form_follows_what_was_filed(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    by_either(office, "shortcut", message)

    office.zoe.reacts("ticket", to=message)
    office.settle()

    assert len(office.cards()) == 1
    assert "That message is filed as *INC-1*" in privately(office, office.zoe, office.general)[-1]
    ends(office)
    assert heard(office, office.zoe) == 1


def test_two_forms_and_an_emoji_at_once_file_a_message_once(either_office: Office):
    office = either_office
    office.general.invite(office.app, office.bo, office.zoe)
    office.settle()
    message = office.finn.says(TEXT, in_=office.general)
    office.bo.uses_shortcut(SHORTCUT, on=message)
    office.finn.uses_shortcut(SHORTCUT, on=message)

    at_once(
        [office.bo.submits, office.finn.submits, lambda: office.zoe.reacts("ticket", to=message)]
    )
    office.settle()

    assert len(office.cards()) == 1
    assert len(replies(office, message)) == 1
    assert all("INC-1" in form_of(who).plain() for who in (office.bo, office.finn))


def test_a_private_one_does_not_become_public_by_the_same_message(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    office.bo.uses_shortcut(SHORTCUT, on=message)
    office.finn.uses_shortcut(SHORTCUT, on=message)
    office.finn.fills("is_private", ["is_private"])
    office.finn.submits()

    office.bo.submits()
    office.settle()

    assert "as a request that you cannot see" in " ".join(form_of(office.bo).errors.values())
    assert len(office.cards()) == 1
    assert TEXT not in office.card().plain()


# --- the reply under the message ---------------------------------------------------------------


@pytest.mark.parametrize("how", ["shortcut", "emoji"])
def test_the_message_gets_a_reply_with_the_number(office: Office, how: str):
    message = office.finn.says(TEXT, in_=office.general)

    by_either(office, how, message)

    assert replies(office, message) == ["Filed for Rapid Response as *INC-1*."]


@pytest.mark.parametrize("how", ["shortcut", "emoji"])
def test_a_team_that_wants_no_reply_gets_none(office: Office, how: str):
    office.settings_are("[filing]\nreply_at_source = false\n")
    message = office.finn.says(TEXT, in_=office.general)

    by_either(office, how, message)

    assert replies(office, message) == []
    assert len(office.cards()) == 1


def test_where_the_bot_is_not_there_is_no_reply_and_no_alarm(office: Office):
    elsewhere = office.slack.channel("elsewhere", members=[office.finn])
    message = office.finn.says(TEXT, in_=elsewhere)

    by_either(office, "shortcut", message)
    office.passes(minutes=20)

    assert len(office.cards()) == 1
    assert replies(office, message) == []
    assert office.told(office.mira) == []
    assert office.bot.services.outbox.count_waiting(office.bot.identity.front) == 0


# --- :ticket: ----------------------------------------------------------------------------------


def ends(office: Office, number: int = 1) -> None:
    """Have Ada answer a request, in words."""
    office.ada.reacts("white_check_mark", to=office.card(number))
    office.settle()
    office.passes(minutes=11)


def heard(office: Office, who: Person) -> int:
    """How often somebody was told that something they follow has ended."""
    return sum("which you follow, has ended" in one for one in dms(office, who))


def test_ones_own_message_is_filed_and_its_number_told_in_private(office: Office):
    message = office.finn.says(TEXT, in_=office.general)

    office.finn.reacts("ticket", to=message)
    office.settle()

    assert TEXT in office.card().plain()
    assert office.incident().requester == office.finn.id
    assert "Your message is filed as *INC-1*" in privately(office, office.finn, office.general)[-1]
    assert "|the message>" in office.card().plain()


def test_by_another_it_is_its_authors_and_who_put_it_on_hears_the_end_once(office: Office):
    message = office.finn.says(TEXT, in_=office.general)

    office.zoe.reacts("ticket", to=message)
    office.settle()

    assert office.incident().requester == office.finn.id
    assert "Your message is filed as *INC-1*" in privately(office, office.finn, office.general)[-1]
    assert "You will hear how it ends" in privately(office, office.zoe, office.general)[-1]
    ends(office)
    assert heard(office, office.zoe) == 1
    assert heard(office, office.finn) == 0
    assert "is answered" in dms(office, office.finn)[-1]


def test_several_people_put_it_on_and_it_is_filed_once(office: Office):
    message = office.finn.says(TEXT, in_=office.general)

    for who in (office.zoe, office.bo, office.finn):
        who.reacts("ticket", to=message)
    office.settle()

    assert len(office.cards()) == 1
    for who in (office.zoe, office.bo, office.finn):
        assert len(privately(office, who, office.general)) == 1, who
    ends(office)
    assert [heard(office, who) for who in (office.zoe, office.bo, office.finn)] == [1, 1, 0]


def test_put_on_taken_off_and_put_on_again_it_is_filed_once(office: Office):
    message = office.finn.says(TEXT, in_=office.general)

    for _ in range(3):
        office.zoe.reacts("ticket", to=message)
        office.zoe.unreacts("ticket", to=message)
    office.settle()

    assert len(office.cards()) == 1
    assert len(replies(office, message)) == 1
    assert len(privately(office, office.zoe, office.general)) == 1


def test_told_twice_it_is_filed_once(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    told = office.zoe.reacts("ticket", to=message)
    assert told is not None

    office.slack.redeliver(told)
    office.settle()
    office.slack.redeliver(told)
    office.settle()

    assert len(office.cards()) == 1
    assert len(privately(office, office.zoe, office.general)) == 1


@pytest.mark.parametrize("name", ["+1", "thumbsup::skin-tone-5", "+1::skin-tone-2", "raising_hand"])
def test_the_team_may_choose_other_emoji_in_every_tone(office: Office, name: str):
    office.settings_are('[emoji]\nfile = ["thumbsup", "raising_hand"]\n')
    message = office.finn.says(TEXT, in_=office.general)

    office.finn.reacts("ticket", to=message)
    office.settle()
    assert office.cards() == []
    office.finn.reacts(name, to=message)
    office.settle()

    assert len(office.cards()) == 1


def test_other_emoji_on_a_message_do_nothing(office: Office):
    message = office.finn.says(TEXT, in_=office.general)

    for name in ("tada", "eyes", "white_check_mark", "raised_hand"):
        office.ada.reacts(name, to=message)
    office.settle()

    assert office.cards() == []
    assert office.reads(office.ada) == []


def test_a_message_that_is_gone_is_said_to_be_gone(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    office.zoe.reacts("ticket", to=message)
    office.finn.deletes(message)

    office.settle()

    assert office.cards() == []
    assert "I cannot read that message" in office.reads(office.zoe)[-1].plain()


def test_on_a_card_it_does_nothing(office: Office):
    card = office.opens()

    office.zoe.reacts("ticket", to=card)
    office.settle()

    assert len(office.cards()) == 1
    assert office.reads(office.zoe) == [card]


def test_in_the_requests_channel_a_colleagues_message_is_filed_too(office: Office):
    message = office.zoe.says(TEXT, in_=office.requests)

    office.ada.reacts("ticket", to=message)
    office.settle()

    assert TEXT in office.card().plain()
    assert office.incident().requester == office.zoe.id


def test_while_nothing_is_set_up_it_does_nothing(office: Office):
    office.forgets_channels()
    message = office.finn.says(TEXT, in_=office.general)

    office.finn.reacts("ticket", to=message)
    office.settle()

    assert office.bot.services.outbox.count_waiting(office.bot.identity.front) == 0


# --- a closed room: its author is asked --------------------------------------------------------


def asked(office: Office) -> tuple[Message, Message]:
    """Have Zoe put :ticket: on what Finn said in a closed room; his message, and the question."""
    room = closed_room(office, office.finn, office.zoe, office.bo)
    message = office.finn.says(TEXT, in_=room)
    office.zoe.reacts("ticket", to=message)
    office.settle()
    assert office.cards() == []
    question = office.told(office.finn)[-1]
    assert f"<@{office.zoe.id}> would like to file" in question.plain()
    assert TEXT not in question.plain() + question.text
    return message, question


def test_an_author_who_agrees_has_it_filed(office: Office):
    message, question = asked(office)

    office.finn.presses(question, "File it")
    office.settle()

    assert TEXT in office.card().plain()
    assert office.incident().requester == office.finn.id
    assert "I file it" in question.plain() or "It is filed" in question.plain()
    assert question.button_labels() == []
    room = office.slack.channel("board")
    assert "You will hear how it ends" in privately(office, office.zoe, room)[-1]
    assert replies(office, message) == ["Filed for Rapid Response as *INC-1*."]


def test_an_author_may_have_it_filed_so_that_nobody_reads_it(office: Office):
    message, question = asked(office)

    office.finn.presses(question, "File it as private")
    office.settle()

    assert office.incident().is_private
    assert TEXT not in office.card().plain() + office.card().text
    assert replies(office, message) == []
    ends(office)
    assert heard(office, office.zoe) == 0


def test_an_author_who_says_no_is_heeded_for_good(office: Office):
    message, question = asked(office)

    office.finn.presses(question, "Leave it")
    office.settle()
    office.bo.reacts("ticket", to=message)
    office.settle()

    assert office.cards() == []
    assert "I leave it where it is" in question.plain()
    assert len(office.told(office.finn)) == 1


@pytest.mark.parametrize("again", ["File it", "File it as private", "Leave it"])
def test_the_first_decision_counts(office: Office, again: str):
    _, question = asked(office)
    first = office.finn.presses(question, "File it as private")
    said = {"File it": "consent_file", "Leave it": "consent_leave"}

    value = first.sent["actions"][0]["value"]
    office.forges(first, said.get(again, "consent_private"), value)
    office.settle()

    assert len(office.cards()) == 1
    assert office.incident().is_private


def test_a_message_that_is_deleted_before_its_author_agrees_is_not_filed(office: Office):
    message, question = asked(office)
    office.finn.deletes(message)

    office.finn.presses(question, "File it")
    office.settle()

    assert office.cards() == []
    room = office.slack.channel("board")
    assert "I cannot read that message" in privately(office, office.zoe, room)[-1]


def test_a_message_is_filed_as_it_reads_when_its_author_agrees(office: Office):
    message, question = asked(office)
    office.finn.edits(message, "The churn dashboard is half empty")

    office.finn.presses(question, "File it")
    office.settle()

    assert office.incident().text == "The churn dashboard is half empty"


def test_an_author_is_asked_and_answered_in_their_own_language(office: Office):
    german = speech_in("de-DE")
    lena = office.slack.person("lena", locale="de-DE")
    office.files(lena, "Umsatz ist null")
    room = closed_room(office, lena, office.zoe)
    message = lena.says("Marge ist null", in_=room)

    office.zoe.reacts("ticket", to=message)
    office.settle()
    question = office.told(lena)[-1]
    assert german("button-consent-file") in question.button_labels()
    lena.presses(question, "consent_leave")
    office.settle()

    assert german("consent-left") in question.plain()


def test_nobody_else_decides_for_the_author(office: Office):
    _, question = asked(office)
    own = office.finn.dms()
    pressed = office.zoe.presses(office.opens(), "details")
    value = question.blocks[1]["elements"][0]["value"]

    office.forges(pressed, "consent_file", value)
    office.settle()

    assert own.messages[-1].button_labels()[0] == "File it"
    assert len(office.cards()) == 1  # of the request that was opened to press something


def test_a_question_is_asked_once_however_often_it_is_told(office: Office):
    room = closed_room(office, office.finn, office.zoe, office.bo)
    message = office.finn.says(TEXT, in_=room)
    told = office.zoe.reacts("ticket", to=message)
    assert told is not None
    office.settle()

    office.slack.redeliver(told)
    office.bo.reacts("ticket", to=message)
    office.zoe.unreacts("ticket", to=message)
    office.zoe.reacts("ticket", to=message)
    office.settle()

    assert len(office.told(office.finn)) == 1


def test_told_out_of_order_it_is_filed_once(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    with office.slack.hold():
        office.zoe.reacts("ticket", to=message)
        office.zoe.unreacts("ticket", to=message)
        office.bo.reacts("ticket", to=message)
        office.slack.release("reversed")
    office.settle()

    assert len(office.cards()) == 1


def test_an_author_may_file_their_own_from_a_closed_room_unasked(office: Office):
    room = closed_room(office, office.finn)
    message = office.finn.says(TEXT, in_=room)

    office.finn.reacts("ticket", to=message)
    office.settle()

    assert len(office.cards()) == 1
    assert office.told(office.finn) == []


def test_an_hour_without_slack_between_question_and_answer_loses_nothing(office: Office):
    _, question = asked(office)
    office.slack.faults.answer(EVERY_METHOD, status=503, times=FOREVER)
    office.finn.presses(question, "File it")
    office.passes(hours=1)
    assert office.cards() == []

    office.slack.faults.clear()
    office.passes(minutes=6)

    assert TEXT in office.card().plain()
    assert len(office.cards()) == 1


def test_an_hour_without_slack_before_the_message_is_read_loses_nothing(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    office.slack.faults.answer(EVERY_METHOD, status=503, times=FOREVER)
    office.zoe.reacts("ticket", to=message)
    office.passes(hours=1)

    office.slack.faults.clear()
    office.passes(minutes=6)

    assert TEXT in office.card().plain()
    assert len(replies(office, message)) == 1


@pytest.mark.parametrize("when", ["before it is read", "while its author is asked", "agreed"])
def test_a_restart_at_any_point_loses_nothing(office: Office, when: str):
    room = closed_room(office, office.finn, office.zoe)
    message = office.finn.says(TEXT, in_=room)
    office.zoe.reacts("ticket", to=message)
    if when == "before it is read":
        restarts(office)
    office.settle()
    if when == "while its author is asked":
        restarts(office)
    office.finn.presses(office.told(office.finn)[-1], "File it")
    if when == "agreed":
        restarts(office)
    office.settle()

    assert TEXT in office.card().plain()
    assert len(office.cards()) == 1
    assert len(office.told(office.finn)) == 1


def restarts(office: Office) -> None:
    """End the bot, and start another on the same database."""
    office.restarts()
    assert comes_true(lambda: office.slack.connections == 1)


def test_two_bots_file_a_message_once(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    second = office.bring_bot()
    office.slack.wait_connected(2)
    told = office.zoe.reacts("ticket", to=message)
    assert told is not None
    office.slack.redeliver(told)

    second.sender.drain()
    office.settle()
    second.stop()

    assert len(office.cards()) == 1
    assert len(replies(office, message)) == 1


@pytest.mark.parametrize("how", ["shortcut", "emoji"])
def test_a_group_in_a_message_is_not_called_by_a_technical_name(office: Office, how: str):
    group = office.slack.usergroup("oncall", [office.ada])
    message = office.finn.says("hey @oncall, churn is empty", in_=office.general)

    by_either(office, how, message)

    assert "churn is empty" in office.incident().text
    assert "subteam" not in office.incident().text
    assert group.id not in office.card().text + str(office.card().blocks)


def test_the_shortcut_on_a_card_shows_what_it_is_about(office: Office):
    card = office.opens()

    office.zoe.uses_shortcut(SHORTCUT, on=card)

    assert form_of(office.zoe).title == "INC-1"


NAMES = {"shortcut": "ask @somebody about it", "emoji": "ask @cy about it"}


@pytest.mark.parametrize("how", NAMES)
def test_somebody_who_is_not_known_yet_is_named_where_there_is_time_to_ask(
    office: Office, how: str
):
    message = office.finn.says("ask @cy about it", in_=office.general)

    by_either(office, how, message)

    assert office.incident().text == NAMES[how]


def test_what_the_bot_itself_has_said_is_not_filed(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    by_either(office, "emoji", message)
    reply = office.slack.thread(message)[-1]

    office.zoe.reacts("ticket", to=reply)
    office.settle()

    assert len(office.cards()) == 1


def test_a_stranger_in_a_shared_channel_files_nothing(office: Office):
    eve = office.slack.person("eve", is_stranger=True)
    office.general.connect(eve)
    message = office.finn.says(TEXT, in_=office.general)

    eve.reacts("ticket", to=message)
    office.settle()

    assert office.cards() == []


def test_a_strangers_message_is_filed_for_who_files_it(office: Office):
    eve = office.slack.person("eve", is_stranger=True)
    office.general.connect(eve)
    message = eve.says(TEXT, in_=office.general)

    office.finn.reacts("ticket", to=message)
    office.settle()

    assert office.incident().requester == office.finn.id


def test_a_bots_emoji_files_nothing(office: Office):
    greeter = office.another_app()
    office.general.invite(greeter)
    message = office.finn.says(TEXT, in_=office.general)

    office.reacts_as(greeter, "ticket", message)
    office.settle()

    assert office.cards() == []


def test_a_picture_without_words_cannot_be_filed_and_that_is_said(office: Office):
    message = office.finn.says("", in_=office.general)

    office.zoe.reacts("ticket", to=message)
    office.settle()

    assert office.cards() == []
    assert "There was nothing in it" in office.reads(office.zoe)[-1].plain()


def test_a_message_that_could_not_be_read_may_be_tried_again(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    office.slack.faults.answer("reactions.get", error="channel_not_found")
    office.zoe.reacts("ticket", to=message)
    office.settle()
    assert office.cards() == []

    office.zoe.unreacts("ticket", to=message)
    office.zoe.reacts("ticket", to=message)
    office.settle()

    assert TEXT in office.card().plain()


def test_who_asks_again_after_a_no_is_told_why_nothing_happens(office: Office):
    message, question = asked(office)
    office.finn.presses(question, "Leave it")
    office.settle()

    office.bo.reacts("ticket", to=message)
    office.settle()

    assert (
        "did not want it filed" in privately(office, office.bo, office.slack.channel("board"))[-1]
    )


def test_who_wanted_it_filed_is_told_of_a_no(office: Office):
    _, question = asked(office)

    office.finn.presses(question, "Leave it")
    office.settle()

    room = office.slack.channel("board")
    assert "did not want it filed" in "".join(privately(office, office.zoe, room))


def test_a_form_from_a_message_that_was_filed_in_private_says_no_more_than_that(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    office.finn.uses_shortcut(SHORTCUT, on=message)
    office.finn.fills("is_private", ["is_private"])
    office.finn.submits()
    office.settle()

    office.zoe.uses_shortcut(SHORTCUT, on=message)
    office.settle()

    assert office.zoe.modal is None
    assert "as a request that you cannot see" in office.reads(office.zoe)[-1].plain()


def test_an_emoji_on_what_was_filed_in_private_says_no_more_than_that(office: Office):
    message = office.finn.says(TEXT, in_=office.general)
    office.finn.uses_shortcut(SHORTCUT, on=message)
    office.finn.fills("is_private", ["is_private"])
    office.finn.submits()
    office.settle()

    office.zoe.reacts("ticket", to=message)
    office.settle()

    assert "You will hear how it ends" not in "".join(privately(office, office.zoe, office.general))
