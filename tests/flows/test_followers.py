"""Colleagues who want to hear how it ends hear that once, and nothing else."""

import pytest

from bot.fakeslack import Person, View
from tests.flows.office import Office

HEARD = "*INC-1*, which you follow, has ended"


def window(office: Office, who: Person, number: int = 1) -> View:
    """The window of an incident, opened from its card."""
    office.passes(seconds=1)
    who.presses(office.card(number), "details")
    assert who.modal is not None
    return who.modal


def heard(office: Office, who: Person) -> int:
    """How often somebody heard of an end."""
    return sum(HEARD in one.plain() for one in office.told(who))


def follows(office: Office, who: Person) -> None:
    """Follow INC-1 by a command."""
    said = office.ask(who, "/rapid-queue INC-1 follow").plain()
    assert "You will hear how *INC-1* ends" in said


def test_who_follows_in_the_window_hears_the_end_once_in_its_words(office: Office):
    office.opens()
    view = window(office, office.zoe)
    office.zoe.presses(view, "Follow")
    assert "Follow no more" in view.button_labels()
    assert "One person follows it." in view.plain()

    office.ask(office.ada, "/rapid-queue INC-1 answer The load ran again")
    office.passes(minutes=11)

    assert heard(office, office.zoe) == 1
    assert "The load ran again" in office.told(office.zoe)[-1].plain()
    assert "The load ran again" in office.told(office.zoe)[-1].text


def test_followers_hear_of_nothing_but_the_end(office: Office):
    card = office.opens()
    follows(office, office.zoe)

    office.ada.reacts("eyes", to=card)
    office.settle()
    office.ask(office.ada, "/rapid-queue INC-1 ask Which region?")
    office.ask(office.finn, "/rapid-queue INC-1 reply The EU")
    office.ask(office.ada, "/rapid-queue INC-1 severity S1 it hurts")
    office.passes(minutes=11)

    assert office.told(office.zoe) == []


ENDS = {
    "answered": ("ada", "answer", "answered by"),
    "stopgap": ("ada", "stopgap", "works for now"),
    "declined": ("ada", "decline Finance owns it", "Finance owns it"),
    "withdrawn": ("finn", "withdraw", "taken back"),
}


@pytest.mark.parametrize("end", ENDS)
def test_they_hear_of_every_end(office: Office, end: str):
    who, order, said = ENDS[end]
    office.opens()
    follows(office, office.zoe)

    office.ask(getattr(office, who), f"/rapid-queue INC-1 {order}")
    office.passes(minutes=11)

    assert heard(office, office.zoe) == 1
    assert said in office.told(office.zoe)[-1].plain()


def test_without_words_they_hear_when_the_requester_does(office: Office):
    card = office.opens()
    follows(office, office.zoe)
    office.ada.reacts("white_check_mark", to=card)

    office.passes(minutes=9)
    assert heard(office, office.zoe) == 0
    office.passes(minutes=2)
    assert heard(office, office.zoe) == 1


def test_words_within_the_ten_minutes_reach_them_with_the_end(office: Office):
    card = office.opens()
    follows(office, office.zoe)
    office.ada.reacts("white_check_mark", to=card)
    office.settle()

    office.ada.presses(office.offer(office.ada, "write"), "write")
    office.writes(office.ada, "The load ran again")
    office.settle()

    assert heard(office, office.zoe) == 1
    assert "The load ran again" in office.told(office.zoe)[-1].plain()


def test_an_end_that_is_undone_is_not_heard_of(office: Office):
    card = office.opens()
    follows(office, office.zoe)
    office.ada.reacts("white_check_mark", to=card)
    office.passes(minutes=2)

    office.ada.unreacts("white_check_mark", to=card)
    office.passes(minutes=20)

    assert office.told(office.zoe) == []


def test_who_follows_no_more_hears_nothing(office: Office):
    office.opens()
    follows(office, office.zoe)
    view = window(office, office.zoe)

    office.zoe.presses(view, "Follow no more")
    assert "Nobody follows it." in view.plain()
    office.ask(office.ada, "/rapid-queue INC-1 answer Done")
    office.passes(minutes=11)

    assert office.told(office.zoe) == []


def test_following_twice_is_following_once(office: Office):
    office.opens()
    follows(office, office.zoe)
    follows(office, office.zoe)

    office.ask(office.ada, "/rapid-queue INC-1 answer Done")
    office.passes(minutes=11)

    assert heard(office, office.zoe) == 1


def test_who_ends_it_and_who_filed_it_need_not_be_told_twice(office: Office):
    office.opens()
    follows(office, office.ada)
    follows(office, office.finn)

    office.ask(office.ada, "/rapid-queue INC-1 answer Done")
    office.passes(minutes=11)

    assert heard(office, office.ada) == 0
    assert heard(office, office.finn) == 0
    assert "is answered" in office.told()[-1].plain()


def test_the_requester_is_offered_no_follow_button(office: Office):
    office.opens()

    assert "Follow" not in window(office, office.finn).button_labels()


def test_what_has_ended_cannot_be_followed_any_more(office: Office):
    office.opens()
    office.ask(office.ada, "/rapid-queue INC-1 answer Done")
    assert "Follow" not in window(office, office.zoe).button_labels()

    said = office.ask(office.zoe, "/rapid-queue INC-1 follow")

    assert "INC-1 has ended already" in said.plain()


def test_what_goes_on_and_ends_again_is_heard_of_again(office: Office):
    office.opens()
    follows(office, office.zoe)
    office.ask(office.ada, "/rapid-queue INC-1 answer Done")
    office.passes(minutes=11)

    office.ask(office.finn, "/rapid-queue INC-1 reopen Still zero")
    office.ask(office.ada, "/rapid-queue INC-1 answer Now it is done")
    office.passes(minutes=11)

    assert heard(office, office.zoe) == 2
    assert "Now it is done" in office.told(office.zoe)[-1].plain()


def test_many_followers_hear_once_each(office: Office):
    office.opens()
    people = [office.slack.person(f"colleague{n}") for n in range(12)]
    for who in people:
        office.general.invite(who)
        follows(office, who)

    office.ask(office.ada, "/rapid-queue INC-1 answer Done")
    office.passes(minutes=12)

    assert [heard(office, who) for who in people] == [1] * 12
    assert "12 people follow it." in window(office, office.ada).plain()
