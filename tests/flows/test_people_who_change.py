"""People leave, are renamed, come from elsewhere or are no people: what they had, what they may."""

from collections.abc import Callable

import pytest

from bot.domain.ids import UserId
from bot.domain.people import Person as Profile
from bot.fakeslack import Message, Person
from bot.slack.speech import speech_in
from tests.flows.office import Office

LEFT = "has left the workspace. It is free again."


@pytest.fixture
def card(office: Office) -> Message:
    """Give the card of a request that Ada has."""
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()
    return card


def leaves(office: Office, who: Person) -> None:
    """Have an account closed, and everything said that follows from it."""
    who.changes(deleted=True)
    office.settle()
    office.passes(minutes=2)


def told(office: Office, who: Person, words: str) -> int:
    """How many messages tell somebody that."""
    return sum(words in one.plain() for one in office.told(who))


def profile(office: Office, who: Person) -> Profile | None:
    """What is known of somebody."""
    with office.bot.db.read() as tx:
        return tx.people.find(office.bot.identity.front, UserId(who.id))


# --- who leaves --------------------------------------------------------------------------------


def test_what_somebody_had_who_leaves_is_free_again_and_everybody_knows(
    office: Office, card: Message
):
    leaves(office, office.ada)

    assert office.state() == "new"
    assert office.owner() is None
    assert "nobody has it yet" in card.plain()
    assert told(office, office.finn, "*INC-1* is free again") == 1
    assert told(office, office.mira, LEFT) == 1
    assert office.entries() == ["filed", "claim", "release"]


@pytest.mark.usefixtures("card")
def test_everything_they_had_is_given_back_and_each_is_told_once(office: Office):
    office.opens("margin is zero")
    office.ask(office.ada, "/rapid-queue INC-2 claim")
    office.ask(office.ada, "/rapid-queue INC-2 ask Which region?")
    office.opens("costs are zero")
    office.ask(office.ada, "/rapid-queue INC-3 answer Done")
    office.passes(minutes=11)

    leaves(office, office.ada)

    assert [office.state(n) for n in (1, 2, 3)] == ["new", "new", "answered"]
    assert told(office, office.mira, LEFT) == 2


@pytest.mark.usefixtures("card")
def test_the_leads_are_told_once_however_often_slack_says_so(office: Office):
    office.settings_are(
        f'[members]\nrapid_response = ["{office.ada.id}", "{office.bo.id}"]\n'
        f'leads = ["{office.bo.id}", "{office.zoe.id}"]\n'
    )
    leaves(office, office.ada)
    told_first = office.slack.deliveries[-1]

    office.slack.redeliver(told_first)
    office.ada.changes(real_name="Gone")
    office.settle()
    office.passes(minutes=2)

    assert [told(office, who, LEFT) for who in (office.bo, office.zoe, office.mira)] == [1, 1, 0]
    assert office.entries().count("release") == 1


@pytest.mark.usefixtures("card")
def test_a_lead_who_leaves_is_not_told_of_it(office: Office):
    office.settings_are(
        f'[members]\nrapid_response = ["{office.ada.id}"]\n'
        f'leads = ["{office.ada.id}", "{office.zoe.id}"]\n'
    )

    leaves(office, office.ada)

    assert told(office, office.ada, LEFT) == 0
    assert told(office, office.zoe, LEFT) == 1


def test_who_takes_it_up_meanwhile_spares_the_requester_the_news(office: Office, card: Message):
    office.ada.changes(deleted=True)
    office.settle()
    office.passes(seconds=20)
    office.bo.reacts("eyes", to=card)
    office.passes(minutes=2)

    assert told(office, office.finn, "is free again") == 0
    assert office.owner() == office.bo.id


@pytest.mark.usefixtures("card")
def test_a_requester_who_leaves_takes_nothing_along(office: Office):
    leaves(office, office.finn)

    office.ask(office.ada, "/rapid-queue INC-1 answer Done")
    office.passes(minutes=11)

    assert office.state() == "answered"
    assert office.bot.services.outbox.count_waiting(office.bot.identity.front) == 0
    assert office.told(office.mira) == []


def test_who_comes_back_may_do_again_what_they_could(office: Office, card: Message):
    leaves(office, office.ada)
    office.ada.changes(deleted=False)
    office.settle()

    office.ada.presses(card, "Claim")

    assert office.owner() == office.ada.id


# --- who changes -------------------------------------------------------------------------------


def test_a_new_name_is_used_at_once(office: Office):
    office.opens()
    office.finn.user.name = "finnm"
    office.finn.changes(real_name="Finn Marsh")
    office.settle()

    office.ask(office.ada, "/rapid-queue INC-1 answer")
    office.settle()

    assert "Write to finnm" in office.offer(office.ada, "write").button_labels()


def test_who_moves_reads_times_of_where_they_live_now(office: Office):
    office.opens()
    assert "Europe/Berlin" in office.ask(office.finn, "/rapid-queue INC-1").plain()

    office.finn.changes(tz="America/New_York")
    office.settle()

    assert "America/New_York" in office.ask(office.finn, "/rapid-queue INC-1").plain()
    assert "Europe/Berlin" in office.card().plain()


def test_a_deadline_is_read_by_the_clock_of_who_files(office: Office):
    nell = office.slack.person("nell", tz="America/New_York")
    office.files(nell, "the first, so that the zone is known")
    office.settle()

    office.files(nell, "revenue is zero, needed by 3pm")
    office.settle()

    needed = office.incident(2).needed_by
    assert needed is not None
    assert needed.at is not None
    assert needed.at.hour == 21  # three in New York, on the team's clock in Berlin


@pytest.mark.parametrize("tz", [None, "Mars/Olympus_Mons", ""])
def test_who_has_no_zone_that_is_known_reads_the_teams(office: Office, tz: str | None):
    gus = office.slack.person("gus", tz=tz)
    office.files(gus, "revenue is zero")
    office.settle()

    assert "Europe/Berlin" in office.ask(gus, "/rapid-queue INC-1").plain()


@pytest.mark.parametrize("locale", ["", "tlh-KX", "pt-BR", "x"])
def test_who_has_no_language_that_we_speak_reads_english(office: Office, locale: str):
    gus = office.slack.person("gus", locale=locale)
    office.files(gus, "revenue is zero")
    office.settle()

    assert "INC-2 is filed." in office.files(gus, "margin is zero").plain()


@pytest.mark.usefixtures("card")
def test_who_changes_their_language_is_told_in_the_new_one(office: Office):
    german = speech_in("de-DE")
    office.slack.person("finn", locale="de-DE")
    office.passes(hours=25)
    office.opens("margin is zero")

    office.ask(office.ada, "/rapid-queue INC-1 answer Fertig")
    office.passes(minutes=11)

    said = german("told-answered", name="*INC-1*", by=f"<@{office.ada.id}>")
    assert told(office, office.finn, said) == 1


# --- who comes from elsewhere ------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["is_restricted", "is_ultra_restricted"])
def test_a_guest_files_replies_and_confirms_like_everybody(office: Office, kind: str):
    guest = office.slack.person("gus", **{kind: True})  # type: ignore[arg-type]
    office.general.invite(guest)
    office.files(guest, "revenue is zero")
    office.settle()
    office.ask(office.ada, "/rapid-queue INC-1 claim")
    office.ask(office.ada, "/rapid-queue INC-1 ask Which region?")
    office.settle()

    guest.presses(office.told(guest)[-1], "Reply")
    office.writes(guest, "The EU")
    office.ask(office.ada, "/rapid-queue INC-1 answer Done")
    office.passes(minutes=11)
    guest.presses(office.told(guest)[-1], "This answers it")
    office.settle()

    assert office.entries()[-3:] == ["reply", "answer", "confirmed"]


@pytest.fixture
def eve(office: Office) -> Person:
    """Give somebody of another company, in a requests channel that is shared."""
    eve = office.slack.person("eve", is_stranger=True)
    office.requests.connect(eve)
    office.settle()
    return eve


@pytest.mark.parametrize("state", ["new", "claimed", "answered"])
def test_a_stranger_who_presses_everything_changes_nothing_and_is_told_politely(
    office: Office, eve: Person, state: str
):
    card = office.opens()
    if state != "new":
        office.ask(office.ada, "/rapid-queue INC-1 claim")
    if state == "answered":
        office.ask(office.ada, "/rapid-queue INC-1 answer Done")
    office.settle()
    before, shown = office.entries(), card.button_labels()

    for label in shown:
        eve.presses(card, label)
        office.settle()
        if eve.modal:
            eve.dismisses(everything=True)

    assert office.entries() == before
    whispers = office.whispers(eve)
    assert len(whispers) == len(shown)
    assert all("Only people who belong to this workspace" in one for one in whispers)


@pytest.mark.parametrize(
    "action_id",
    [
        "follow",
        "unfollow",
        "withdraw",
        "edit",
        "let_see",
        "closing:effort:hour",
        "impact:high",
        "when:today",
        "say_more",
        "reopen",
        "confirmed",
        "answers_it",
    ],
)
def test_a_stranger_who_forges_a_button_changes_nothing(
    office: Office, eve: Person, action_id: str
):
    card = office.opens()
    before = office.entries()
    press = eve.presses(card, "Details")

    office.forges(press, action_id, 1)
    office.settle()

    assert office.entries() == before
    assert eve.modal is None


@pytest.mark.parametrize("emoji", ["eyes", "raised_hand", "adhesive_bandage", "white_check_mark"])
def test_a_strangers_emoji_changes_nothing(office: Office, eve: Person, emoji: str):
    card = office.opens()

    eve.reacts(emoji, to=card)
    office.settle()
    eve.unreacts(emoji, to=card)
    office.settle()

    assert office.entries() == ["filed"]
    assert all("Only" in one for one in office.whispers(eve))


def test_a_stranger_who_is_in_the_settings_by_mistake_may_do_nothing(office: Office, eve: Person):
    office.settings_are(f'[members]\nrapid_response = ["{office.ada.id}", "{eve.id}"]\n')
    eve.changes(real_name="Eve Elsewhere")  # Slack tells us, and so we know who they are
    office.settle()
    card = office.opens()

    eve.reacts("eyes", to=card)
    eve.presses(card, "Claim")
    office.settle()

    assert office.state() == "new"


def test_another_bots_emoji_do_nothing_and_nobody_is_told(office: Office):
    greeter = office.another_app()
    office.requests.invite(greeter)
    card = office.opens()
    said = len(office.slack.calls_of("chat.postEphemeral"))

    for emoji in ("eyes", "raised_hand", "adhesive_bandage", "white_check_mark", "ticket"):
        office.reacts_as(greeter, emoji, card)
    office.settle()

    assert office.entries() == ["filed"]
    assert len(office.slack.calls_of("chat.postEphemeral")) == said


DEEDS: dict[str, Callable[[Office, Person, Message], object]] = {
    "emoji": lambda _, who, card: who.reacts("eyes", to=card),
    "button": lambda _, who, card: who.presses(card, "Claim"),
    "command": lambda office, who, _: office.ask(who, "/rapid-queue INC-1 claim"),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_who_is_in_the_team_and_never_filed_anything_just_acts(
    office: Office, deed: Callable[[Office, Person, Message], object]
):
    card = office.opens()
    assert profile(office, office.cy) is None

    deed(office, office.cy, card)
    office.settle()

    assert office.owner() == office.cy.id
