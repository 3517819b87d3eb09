"""What is open, what is mine, and one incident with its whole story."""

import pytest

from bot.domain.ids import Number, UserId
from bot.domain.severity import Impact
from bot.fakeslack import Message, Person
from bot.services.record import Act
from tests.flows.office import Office


def asks(office: Office, who: Person, for_what: str = "") -> Message:
    """Type /rapid-queue; return the answer that only they see."""
    delivery = who.types(f"/rapid-queue {for_what}", in_=office.general)
    assert delivery.acked
    return who.last(office.general)


def order(said: Message, *texts: str) -> list[str]:
    """The texts in the order in which they stand in the answer."""
    shown = said.plain()
    return sorted((text for text in texts if text in shown), key=shown.index)


def taps(office: Office, confirmation: Message, *labels: str) -> None:
    """Have Finn answer the questions."""
    for label in labels:
        office.finn.presses(confirmation, label)
        office.settle()


def test_an_empty_queue_says_so(office: Office):
    assert "Nothing is open" in asks(office, office.ada).plain()
    assert "You have filed nothing" in asks(office, office.ada, "mine").plain()


def test_open_ones_are_listed_in_the_order_to_work_on_them(office: Office):
    for text in ("an unrated one", "an ordinary one", "a quiet one", "a burning one"):
        confirmation = office.files(office.finn, text)
        impact = {"ordinary": "My team is blocked", "burning": "Customers or money hurt"}
        when = {"ordinary": "In 1 to 3 days", "burning": "Today"}
        kind = text.split()[1]
        if kind == "quiet":
            taps(office, confirmation, "Only me, it can wait")
        elif kind in impact:
            taps(office, confirmation, impact[kind], when[kind])
    office.files(office.finn, "a dated one by Thursday")

    said = asks(office, office.ada)

    assert order(said, "unrated", "ordinary", "quiet", "burning", "dated") == [
        "burning",
        "dated",
        "unrated",
        "ordinary",
        "quiet",
    ]
    assert "5 open" in said.text


def test_a_line_says_who_has_it_and_leads_to_its_card(office: Office):
    card = office.opens("revenue & costs")
    office.ada.reacts("eyes", to=card)
    office.settle()

    shown = asks(office, office.zoe).plain()

    assert f"<@{office.ada.id}> has it" in shown
    assert f"/archives/{office.requests.id}/p{card.ts.replace('.', '')}|card>" in shown
    assert "revenue &amp; costs" in shown


def test_what_has_ended_is_not_open(office: Office):
    office.ada.reacts("white_check_mark", to=office.opens())

    assert "Nothing is open" in asks(office, office.ada).plain()


def test_mine_is_what_i_filed_and_what_i_have(office: Office):
    office.opens("Finn wants this")
    office.files(office.zoe, "Zoe wants this", office.requests)
    office.settle()
    office.ada.reacts("eyes", to=office.card(2))
    office.settle()

    finns, adas = asks(office, office.finn, "mine"), asks(office, office.ada, "MINE")

    assert "Finn wants this" in finns.plain()
    assert "Zoe wants this" not in finns.plain()
    assert "Zoe wants this" in adas.plain()
    assert "Finn wants this" not in adas.plain()


@pytest.mark.parametrize("typed", ["INC-1", "inc-1", "inc1", "1", "  INC-1 "])
def test_one_incident_is_shown_with_its_whole_story(office: Office, typed: str):
    card = office.opens("revenue is <zero>")
    office.ada.reacts("eyes", to=card)
    office.ada.reacts("adhesive_bandage", to=card)
    office.settle()

    said = asks(office, office.zoe, typed)

    assert "revenue is <zero>" in said.plain()
    for entry in (
        f"<@{office.finn.id}> filed it",
        f"<@{office.ada.id}> claimed it",
        f"<@{office.ada.id}> ended it with a stopgap",
    ):
        assert entry in said.plain()
        assert entry in said.text
    assert "3 entries" in said.text


def test_a_long_story_fits_whole_into_one_message(office: Office):
    office.opens()
    front = office.bot.identity.front
    for turn in range(70):
        act = Act(
            front=front,
            number=Number(1),
            by=UserId(office.finn.id),
            source_key=f"turn:{turn}",
        )
        office.bot.services.incidents.describe(
            act, office.slack.url, impact=Impact.LOW if turn % 2 else Impact.MEDIUM
        )

    said = asks(office, office.ada, "INC-1")

    assert said.plain().count("answered a question") == 70
    assert "filed it" in said.plain()
    assert len(said.blocks) <= 50


def test_long_words_in_a_story_fit_too(office: Office):
    office.opens("x" * 2900)
    front = office.bot.identity.front
    for turn in range(60):
        act = Act(
            front=front,
            number=Number(1),
            by=UserId(office.finn.id),
            source_key=f"turn:{turn}",
        )
        office.bot.services.incidents.say_more(act, f"{turn} " + "<&>" * 1000)

    said = asks(office, office.ada, "INC-1")

    assert said.user == office.app.bot_user_id
    assert "59 &lt;&amp;" in said.plain()


@pytest.mark.parametrize("typed", ["INC-7", "999999999"])
def test_an_unknown_number_is_said_to_be_unknown(office: Office, typed: str):
    said = asks(office, office.ada, typed).plain()

    assert f"There is no INC-{typed.removeprefix('INC-')}" in said


@pytest.mark.parametrize("typed", ["nonsense", "INC-", "INC-1 please", "0x7", "9" * 30])
def test_nonsense_is_answered_with_what_can_be_asked(office: Office, typed: str):
    said = asks(office, office.ada, typed).plain()

    assert f"I do not know what \u201c{typed}\u201d means" in said
    assert "/rapid-queue mine" in said


def test_of_many_the_first_are_shown_and_the_rest_counted(office: Office):
    for number in range(25):
        office.files(office.finn, f"request number {number}.")

    said = asks(office, office.ada)

    assert "25 open" in said.text
    assert sum(f"request number {number}." in said.plain() for number in range(25)) == 20
    assert "and 5 more" in said.plain()
