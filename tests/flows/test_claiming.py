"""Claiming, giving back and taking over, by emoji and by button alike."""

from collections.abc import Callable

import pytest

from bot.fakeslack import Message, Person
from tests.fakes import at_once
from tests.flows.office import Office
from tests.flows.surfaces import EMOJI, Surface


def deed_of_a_bot(office: Office, bot_user_id: str, emoji: str, card: Message) -> None:
    """Let a bot put an emoji on a card, as its app would over the Web API."""
    change = office.slack.workspace.react(card, bot_user_id, emoji)
    for delivery in office.slack.world.announce(change):
        office.slack.courier.wait(delivery)


def another_bot(office: Office) -> str:
    """Install another app; return its bot's user id."""
    manifest = {
        "display_information": {"name": "Greeter"},
        "features": {"bot_user": {"display_name": "greeter"}},
    }
    app = office.slack.install(manifest)
    office.requests.invite(app)
    return app.bot_user_id


def import_emoji(office: Office, line: str) -> None:
    """Choose other emoji."""
    office.bot.services.settings.replace(office.bot.identity.front, f"[emoji]\n{line}\n")


def test_who_claims_has_it_and_everybody_sees_that(office: Office, surface: Surface):
    card = office.opens()

    surface.claims(office.ada, card)
    office.settle()

    assert office.state() == "claimed"
    assert office.owner() == office.ada.id
    assert f"<@{office.ada.id}> has it" in card.plain()
    assert [f"<@{office.ada.id}> has your request" in one.text for one in office.told()] == [True]
    assert office.whispers(office.ada) == []


def test_a_claim_works_on_either_database(either_office: Office, surface: Surface):
    card = either_office.opens()

    surface.claims(either_office.ada, card)
    either_office.settle()

    assert either_office.owner() == either_office.ada.id
    assert f"<@{either_office.ada.id}> has it" in card.plain()


def test_claiming_what_is_mine_already_changes_nothing(office: Office):
    card = office.opens()
    office.ada.presses(card, "Claim")

    office.ada.reacts("eyes", to=card)
    office.settle()

    assert office.entries() == ["filed", "claim"]
    assert len(office.told()) == 1
    assert office.whispers(office.ada) == []


def test_who_comes_second_is_told_privately_who_has_it(office: Office, surface: Surface):
    card = office.opens()
    office.ada.reacts("eyes", to=card)

    surface.claims(office.bo, card)
    office.settle()

    assert office.owner() == office.ada.id
    assert office.entries() == ["filed", "claim"]
    whispers = office.whispers(office.bo)
    assert [f"<@{office.ada.id}> has INC-1 already" in one for one in whispers] == [True]


def test_of_two_claims_at_once_one_wins_and_the_other_hears_who(
    either_office: Office, surface: Surface
):
    office = either_office
    card = office.opens()

    at_once(
        [lambda: surface.claims(office.ada, card), lambda: surface.claims(office.bo, card)],
    )
    office.settle()

    winner, loser = office.ada, office.bo
    if office.owner() == office.bo.id:
        winner, loser = office.bo, office.ada
    assert office.owner() == winner.id
    assert office.whispers(winner) == []
    assert [f"<@{winner.id}> has INC-1" in one for one in office.whispers(loser)] == [True]
    assert [f"<@{winner.id}> has your request" in one.text for one in office.told()] == [True]


def test_giving_it_back_makes_it_free(office: Office, surface: Surface):
    card = office.opens()
    surface.claims(office.ada, card)
    office.settle()

    surface.gives_back(office.ada, card)
    office.settle()

    assert office.state() == "new"
    assert office.owner() is None
    assert "nobody has it yet" in card.plain()


def test_the_requester_hears_that_it_is_free_only_if_nobody_takes_it_up(
    office: Office, surface: Surface
):
    card = office.opens()
    surface.claims(office.ada, card)
    office.settle()
    surface.gives_back(office.ada, card)
    office.passes(seconds=20)
    surface.claims(office.bo, card)
    office.passes(minutes=2)
    assert not any("is free again" in one.text for one in office.told())

    surface.gives_back(office.bo, card)
    office.passes(seconds=10)
    assert not any("is free again" in one.text for one in office.told())
    office.passes(seconds=51)

    assert "INC-1* is free again" in office.told()[-1].text


OUTSIDERS: dict[str, Callable[[Office], Person]] = {
    "a colleague": lambda office: office.zoe,
    "the requester": lambda office: office.finn,
    "an admin": lambda office: office.mira,
    "somebody from another company": lambda office: office.slack.person("eve", is_stranger=True),
}


@pytest.mark.parametrize("outsider", OUTSIDERS.values(), ids=OUTSIDERS)
def test_an_outsider_changes_nothing_and_is_told_once(
    office: Office, surface: Surface, outsider: Callable[[Office], Person]
):
    card, person = office.opens(), outsider(office)
    office.requests.invite(person)

    for deed in (surface.claims, surface.ends_for_now, surface.answers):
        deed(person, card)
        office.settle()

    assert office.state() == "new"
    assert office.entries() == ["filed"]
    assert len(office.whispers(person)) == 3
    assert office.whispers(person)[0].startswith(
        ("Only members of the Rapid Response team", "Only people who belong to this workspace")
    )
    assert office.told() == []


def test_an_outsider_who_takes_emoji_off_changes_nothing(office: Office):
    card = office.opens()
    office.zoe.reacts("eyes", to=card)
    office.ada.reacts("eyes", to=card)

    office.zoe.unreacts("eyes", to=card)
    office.settle()

    assert office.owner() == office.ada.id


def test_who_lost_takes_nothing_away_with_their_emoji(office: Office):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.bo.reacts("eyes", to=card)

    office.bo.unreacts("eyes", to=card)
    office.settle()

    assert office.owner() == office.ada.id


def test_an_old_emoji_does_not_claim_what_somebody_gives_back(office: Office):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.bo.reacts("eyes", to=card)

    office.ada.unreacts("eyes", to=card)
    office.settle()

    assert office.state() == "new"


@pytest.mark.parametrize("name", ["wave", "wave::skin-tone-2", "wave::skin-tone-6", "+1"])
def test_every_skin_tone_and_alias_is_the_same_emoji(office: Office, name: str):
    import_emoji(office, 'claim = ["wave", "thumbsup"]')
    card = office.opens()

    office.ada.reacts(name, to=card)
    assert office.owner() == office.ada.id

    office.ada.unreacts(name, to=card)
    assert office.owner() is None


def test_with_another_skin_tone_still_on_it_stays_claimed(office: Office):
    import_emoji(office, 'claim = ["wave"]')
    card = office.opens()
    office.ada.reacts("wave", to=card)
    office.ada.reacts("wave::skin-tone-4", to=card)

    office.ada.unreacts("wave", to=card)
    assert office.owner() == office.ada.id

    office.ada.unreacts("wave::skin-tone-4", to=card)
    assert office.owner() is None


def test_an_emoji_without_a_meaning_does_nothing(office: Office):
    card = office.opens()

    office.ada.reacts("tada", to=card)
    office.zoe.reacts("tada", to=card)
    office.settle()

    assert office.state() == "new"
    assert office.whispers(office.zoe) == []


def test_an_emoji_on_a_reply_in_the_cards_thread_claims_nothing(office: Office):
    card = office.opens()
    reply = office.zoe.says("looks like the EU filter", in_=office.requests, thread=card)

    office.ada.reacts("eyes", to=reply)
    office.settle()

    assert office.state() == "new"


def test_an_emoji_on_the_bots_own_reply_in_the_thread_claims_nothing(office: Office):
    card = office.opens()
    office.ada.reacts("white_check_mark", to=card)
    office.passes(minutes=11)
    office.finn.presses(office.told()[-1], "It does not")
    office.settle()
    office.finn.presses(office.told()[-1], "Say what is missing")
    office.writes(office.finn, "The EU is still zero")
    office.settle()
    office.ada.unreacts("eyes", to=card)
    office.ada.presses(card, "Give back")

    office.bo.reacts("eyes", to=office.slack.thread(card)[-1])
    office.settle()

    assert office.slack.thread(card)[-1].app_id == office.app.app_id
    assert office.state() == "new"


def test_an_emoji_in_another_channel_costs_no_call(office: Office):
    office.opens()
    office.general.invite(office.app)
    message = office.finn.says("see INC-1", in_=office.general)
    calls = len(office.slack.calls)

    office.ada.reacts("eyes", to=message)
    office.settle()

    assert office.state() == "new"
    assert len(office.slack.calls) == calls


def test_the_bots_own_emoji_claims_nothing(office: Office):
    card = office.opens()

    deed_of_a_bot(office, office.app.bot_user_id, "eyes", card)
    office.settle()

    assert office.state() == "new"
    assert office.entries() == ["filed"]


def test_another_bots_emoji_claims_nothing(office: Office):
    card = office.opens()

    deed_of_a_bot(office, another_bot(office), "eyes", card)
    office.settle()

    assert office.state() == "new"
    assert office.entries() == ["filed"]


def test_taking_over_asks_first_and_moves_it(office: Office):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()

    office.bo.presses(card, "Take over", confirms=False)
    assert office.owner() == office.ada.id
    office.bo.presses(card, "Take over")
    office.settle()

    assert office.owner() == office.bo.id
    assert f"<@{office.bo.id}> has it" in card.plain()
    assert f"<@{office.bo.id}> has your request" in office.told()[-1].text


def test_after_a_take_over_the_first_owners_emoji_means_nothing(office: Office):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()
    office.bo.presses(card, "Take over")
    office.settle()

    office.ada.unreacts("eyes", to=card)
    office.settle()

    assert office.owner() == office.bo.id
    assert office.whispers(office.ada) == []


def test_a_lead_may_give_back_what_another_has(office: Office):
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()

    office.mira.presses(card, "Give back")
    office.settle()

    assert office.state() == "new"


@pytest.mark.parametrize("who", ["bo", "zoe"])
def test_nobody_else_may_give_it_back(office: Office, who: str):
    card, person = office.opens(), getattr(office, who)
    office.ada.reacts("eyes", to=card)
    office.settle()

    office.slack.workspace.join(office.requests.id, person.id)
    person.presses(card, "Give back")
    office.settle()

    assert office.owner() == office.ada.id
    assert len(office.whispers(person)) == 1


def test_a_press_told_twice_counts_once(office: Office):
    card = office.opens()
    press = office.ada.presses(card, "Claim")
    office.settle()
    office.ada.presses(card, "Give back")
    office.settle()

    again = office.slack.redeliver(press)
    office.settle()

    assert again.acked
    assert office.state() == "new"


def test_a_refused_press_told_twice_is_refused_once(office: Office):
    card = office.opens()
    press = office.zoe.presses(card, "Claim")

    office.slack.redeliver(press)
    office.settle()

    assert len(office.whispers(office.zoe)) == 1


def test_emoji_and_buttons_mix(office: Office):
    card = office.opens()
    EMOJI.claims(office.ada, card)
    office.settle()

    office.ada.presses(card, "Give back")
    office.settle()
    office.bo.presses(card, "Claim")
    office.settle()
    EMOJI.answers(office.bo, card)
    office.settle()

    assert office.state() == "answered"
    assert office.owner() == office.bo.id
