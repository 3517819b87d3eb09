"""What the rota says to people in their messages, and what they answer with a tap.

It is a Tuesday, the 24th of November, at noon in Berlin; the rotation hands off on Mondays at nine.
"""

from datetime import timedelta

import pytest

from bot.domain.cadence import Span
from bot.domain.ids import UserId
from bot.fakeslack import Message, Person
from bot.fakeslack.surface import controls
from tests.flows.office import Office
from tests.flows.rota import join, plan, sleeps

NEXT_MONDAY = {"days": 5, "hours": 21}


@pytest.fixture
def rota(office: Office) -> Office:
    """Give an office in which Ada is on call until Monday, then Bo, then Ada again."""
    plan(office, office.ada, office.bo)
    join(office, office.ada, office.bo)
    return office


def last(office: Office, who: Person) -> Message:
    return office.told(who)[-1]


# --- turns -----------------------------------------------------------------------------------


def test_nobody_takes_turns_before_they_have_agreed(office: Office):
    plan(office, office.ada, office.bo)

    assert "You are asked to take turns on call in *primary*." in last(office, office.ada).plain()
    assert last(office, office.bo).button_labels() == ["Yes, I take turns", "No, thank you"]
    assert office.bot.services.rota.on_call(office.bot.identity.front) is None


def test_who_agrees_reads_when_it_is_theirs_in_the_same_message(office: Office):
    plan(office, office.ada, office.bo)
    asked = last(office, office.bo)
    join(office, office.ada, office.bo)

    said = next(one for one in office.told(office.bo) if one.ts == asked.ts)
    assert "You take turns in *primary*." in said.plain()
    assert "Your next shift:" in said.plain()
    assert said.button_labels() == []


def test_who_declines_is_left_alone(office: Office):
    plan(office, office.ada, office.bo)

    office.bo.presses(last(office, office.bo), "No, thank you")
    office.settle()

    assert "You take no turns in *primary*." in last(office, office.bo).plain()
    assert len(office.told(office.bo)) == 1


# --- the hand-off ----------------------------------------------------------------------------


def test_at_the_hand_off_both_sides_read_what_is_left(rota: Office):
    number = rota.has_one()
    rota.bot.services.incidents.claim(rota.act(rota.ada, number))
    rota.has_one(text="Churn dropped to zero")
    sleeps(rota, **NEXT_MONDAY)

    coming, going = last(rota, rota.bo), last(rota, rota.ada)
    assert f"*Hand-off · <@{rota.ada.id}> → <@{rota.bo.id}> · " in coming.plain()
    assert "You are on call until" in coming.plain()
    assert "*INC-1* · severity not set · " in coming.plain()
    assert "*Nobody has them yet*" in coming.plain()
    assert "Churn dropped to zero" in coming.plain()
    assert coming.button_labels() == ["Acknowledge"]
    assert "is on call now. Thank you for your shift." in going.plain()
    assert going.button_labels() == ["Add words"]


@pytest.mark.parametrize(
    ("choice", "owner", "state", "said"),
    [
        ("It stays with them", "ada", "claimed", "leaves it where it is"),
        ("I take it over", "bo", "claimed", "took it over"),
        ("Park it for a week", "ada", "parked", "parked it"),
    ],
)
def test_the_next_decides_item_by_item_and_acknowledges(
    rota: Office, choice: str, owner: str, state: str, said: str
):
    rota.bot.services.incidents.claim(rota.act(rota.ada, rota.has_one()))
    sleeps(rota, **NEXT_MONDAY)

    rota.bo.selects(last(rota, rota.bo), "handoff_choice", choice)
    rota.settle()
    note = rota.offer(rota.bo, "acknowledge")
    rota.bo.presses(note, "Acknowledge")
    rota.settle()

    assert (rota.state(), rota.owner()) == (state, getattr(rota, owner).id)
    for who in (rota.ada, rota.bo):
        notes = [one for one in rota.told(who) if "→ <@" in one.plain() and "INC-1" in one.plain()]
        assert f"<@{rota.bo.id}> {said}" in notes[-1].plain()
        assert f"Acknowledged by <@{rota.bo.id}>" in notes[-1].plain()
        assert [one.action_id for one in controls(notes[-1].blocks)] == []


def test_the_outgoing_adds_words_and_finds_them_again_in_the_form(rota: Office):
    sleeps(rota, **NEXT_MONDAY)

    rota.ada.presses(last(rota, rota.ada), "Add words")
    rota.writes(rota.ada, "Noisy; watch the overnight build")
    rota.settle()

    assert f"<@{rota.ada.id}> writes:" in last(rota, rota.bo).plain()
    assert "Noisy; watch the overnight build" in last(rota, rota.bo).plain()
    rota.ada.presses(last(rota, rota.ada), "Add words")
    assert rota.ada.modal
    assert "Noisy; watch the overnight build" in str(rota.ada.modal.blocks)


def test_words_can_be_written_while_the_shift_goes_on_and_taken_out_again(rota: Office):
    front, ada = rota.bot.identity.front, UserId(rota.ada.id)
    rota.bot.services.handoffs.write(front, ada, "primary", "All quiet")
    sleeps(rota, **NEXT_MONDAY)
    assert "All quiet" in last(rota, rota.bo).plain()

    rota.ada.presses(last(rota, rota.ada), "Add words")
    rota.writes(rota.ada, "")
    rota.settle()

    assert "writes:" not in last(rota, rota.bo).plain()


def test_once_it_is_acknowledged_nothing_is_added(rota: Office):
    sleeps(rota, **NEXT_MONDAY)
    written = last(rota, rota.ada)
    rota.ada.presses(written, "Add words")

    rota.bo.presses(last(rota, rota.bo), "Acknowledge")
    rota.settle()

    rota.ada.fills("words", "Too late")
    rota.ada.submits()
    assert rota.ada.modal
    assert "for somebody else to decide" in rota.ada.modal.errors["words"]


def test_a_hand_off_that_nobody_acknowledges_reaches_the_leads_in_an_hour(rota: Office):
    ids = ", ".join(f'"{one.id}"' for one in (rota.ada, rota.bo, rota.cy))
    rota.settings_are(f'[members]\nrapid_response = [{ids}]\nleads = ["{rota.cy.id}"]')
    sleeps(rota, **NEXT_MONDAY)
    assert rota.told(rota.cy) == []

    sleeps(rota, hours=1)

    said = last(rota, rota.cy).plain()
    assert f"<@{rota.bo.id}> has not acknowledged the hand-off from <@{rota.ada.id}>" in said


def test_a_hand_off_is_for_the_incoming_alone_to_decide(rota: Office):
    rota.bot.services.incidents.claim(rota.act(rota.ada, rota.has_one()))
    sleeps(rota, **NEXT_MONDAY)
    press = rota.bo.presses(last(rota, rota.bo), "Acknowledge")
    rota.settle()

    press.sent["user"]["id"] = rota.cy.id
    for action_id, value in (("acknowledge", 2), ("handoff_choice", "2 1 hand_over")):
        assert rota.forges(press, action_id, value).acked
    rota.settle()

    assert rota.owner() == rota.ada.id


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("rota_join", "no such rotation"),
        ("rota_no_seat", "no such rotation"),
        ("take_cover", "99"),
        ("withdraw_cover", "x"),
        ("agree_swap", "-1"),
        ("refuse_swap", "999999999999999999999"),
        ("acknowledge", "<@U1>"),
        ("handoff_choice", "1"),
        ("handoff_choice", "99 1 park"),
        ("handoff_choice", "1 1 sell"),
        ("write_note", "no such rotation"),
    ],
)
def test_a_press_about_nothing_is_answered_with_a_sentence(
    rota: Office, action_id: str, value: str
):
    press = rota.ada.presses(last(rota, rota.ada), "Acknowledge")
    rota.settle()

    assert rota.forges(press, action_id, value).acked
    rota.settle()

    assert rota.told(rota.ada)[-1].ephemeral_to == rota.ada.id


# --- cover and swaps -------------------------------------------------------------------------


def asks_for_cover(office: Office) -> None:
    """Have Ada ask for cover on Thursday afternoon."""
    start = office.clock.now() + timedelta(days=2)
    span, ada = Span(start, start + timedelta(hours=4)), UserId(office.ada.id)
    office.bot.services.stand_ins.ask_cover(office.bot.identity.front, ada, span, "ask:1")
    office.settle()


def taps(office: Office, who: Person) -> list[str]:
    """What somebody could still tap about cover."""
    found = (control.action_id for one in office.told(who) for control in controls(one.blocks))
    return [action_id for action_id in found if "cover" in action_id]


@pytest.fixture
def three(office: Office) -> Office:
    """Give an office in which three take turns, Ada first."""
    plan(office, office.ada, office.bo, office.cy)
    join(office, office.ada, office.bo, office.cy)
    return office


def test_of_two_who_can_the_first_stands_in_and_the_other_is_told(three: Office):
    asks_for_cover(three)
    for_bo, for_cy = last(three, three.bo), last(three, three.cy)
    assert for_bo.button_labels() == for_cy.button_labels() == ["I can"]

    with three.slack.hold():
        three.bo.presses(for_bo, "I can")
        three.cy.presses(for_cy, "I can")
    three.slack.release()
    three.settle()

    assert "Somebody was faster" in three.told(three.cy)[-1].plain()
    covers = f"<@{three.bo.id}> covers for <@{three.ada.id}>"
    for who, said in ((three.bo, covers), (three.cy, covers), (three.ada, "covers for you")):
        seen = [one.plain() for one in three.told(who) if "cover" in one.plain()]
        assert any(said in one for one in seen)
    assert [one for who in (three.bo, three.cy) for one in taps(three, who)] == []


def test_a_request_for_cover_can_be_taken_back_until_somebody_has_it(three: Office):
    asks_for_cover(three)

    three.ada.presses(last(three, three.ada), "Take it back")
    three.settle()

    assert "needs no cover" in last(three, three.bo).plain()
    assert last(three, three.bo).button_labels() == []
    assert last(three, three.ada).button_labels() == []


def test_cover_that_nobody_took_is_still_its_askers_as_they_are_told(three: Office):
    asks_for_cover(three)

    sleeps(three, days=2)

    assert "so it is still yours" in last(three, three.ada).plain()


def proposes_a_swap(office: Office) -> None:
    """Have Bo ask Cy to swap the shifts of the next two weeks."""
    monday = office.clock.now().date() + timedelta(days=6)
    bo, cy, front = UserId(office.bo.id), UserId(office.cy.id), office.bot.identity.front
    theirs = monday + timedelta(days=8)
    office.bot.services.stand_ins.propose_swap(front, bo, monday, cy, theirs, "swap:1")
    office.settle()


def test_a_swap_changes_both_shifts_when_the_other_agrees(three: Office):
    proposes_a_swap(three)
    asked = last(three, three.cy)
    assert asked.button_labels() == ["Swap", "No swap"]
    assert last(three, three.bo).button_labels() == ["No swap"]

    three.cy.presses(asked, "Swap")
    three.settle()

    swapped = f"<@{three.bo.id}> and <@{three.cy.id}> swapped shifts in *primary*"
    assert swapped in last(three, three.bo).plain()
    assert swapped in last(three, three.cy).plain()
    sleeps(three, **NEXT_MONDAY)
    assert three.bot.services.rota.on_call(three.bot.identity.front) == three.cy.id


@pytest.mark.parametrize("who", ["bo", "cy"])
def test_either_side_calls_a_swap_off(three: Office, who: str):
    proposes_a_swap(three)
    side = getattr(three, who)

    side.presses(last(three, side), "No swap")
    three.settle()

    assert "it was called off" in last(three, three.bo).plain()
    assert "it was called off" in last(three, three.cy).plain()


# --- news ------------------------------------------------------------------------------------


def test_a_day_before_their_shift_they_are_told_with_its_end(rota: Office):
    sleeps(rota, days=5)

    said = last(rota, rota.bo).plain()
    assert "Your shift in *primary* is near: " in said
    assert " to " in said


def test_whoever_is_on_call_hears_of_what_is_not_rated_and_claims_it_there(rota: Office):
    rota.opens("Revenue is zero")

    told = last(rota, rota.ada)
    assert "*INC-1* · severity not set was filed, and nobody has it." in told.plain()
    assert "Revenue is zero" in told.plain()
    rota.ada.presses(told, "Claim")
    rota.settle()

    assert rota.owner() == rota.ada.id


def test_an_edit_of_the_rotation_tells_those_whose_dates_it_moves(rota: Office):
    plan(rota, rota.bo, rota.ada, more="length = 2")
    rota.passes(minutes=3)

    said = last(rota, rota.bo).plain()
    assert "The rota was changed, and with it your shifts in *primary*." in said
    assert "Now: " in said
    assert "Before: " in said


def test_with_everybody_off_the_leads_hear_that_nobody_is_on_call(rota: Office):
    front, now = rota.bot.identity.front, rota.clock.now()
    ids = ", ".join(f'"{one.id}"' for one in (rota.ada, rota.bo))
    rota.settings_are(f'[members]\nrapid_response = [{ids}]\nleads = ["{rota.cy.id}"]')
    for who in (rota.ada, rota.bo):
        span = Span(now, now + timedelta(days=30))
        rota.bot.services.stand_ins.off(front, UserId(who.id), span, "a secret", f"off:{who.id}")
    sleeps(rota, minutes=1)

    (told,) = rota.told(rota.cy)
    said = told.plain()
    assert "Nobody is on call in *primary* until <!date^1798444800^" in said
    assert "Everybody who takes turns is off then." in said
    assert "a secret" not in said


# --- intake ----------------------------------------------------------------------------------


def test_the_confirmation_names_who_is_on_call(rota: Office):
    said = rota.files(rota.finn, "Revenue is zero")

    assert f"On call: <@{rota.ada.id}>." in said.plain()
    rota.finn.presses(said, "Customers or money hurt")
    rota.settle()
    assert f"On call: <@{rota.ada.id}>." in rota.finn.last(rota.general).plain()


def test_without_a_name_reassign_gives_it_to_whoever_is_on_call(rota: Office):
    number = rota.has_one()
    rota.bot.services.incidents.claim(rota.act(rota.bo, number))

    rota.ask(rota.bo, "/rapid-queue INC-1 reassign")

    assert rota.owner() == rota.ada.id


def test_a_name_without_a_mention_is_asked_for_rather_than_guessed(rota: Office):
    number = rota.has_one()
    rota.bot.services.incidents.claim(rota.act(rota.bo, number))

    said = rota.ask(rota.bo, "/rapid-queue INC-1 reassign cy").plain()

    assert "Please mention who should have INC-1" in said
    assert rota.owner() == rota.bo.id


def test_the_form_to_hand_over_begins_with_whoever_is_on_call(rota: Office):
    number = rota.has_one()
    rota.bot.services.incidents.claim(rota.act(rota.bo, number))
    rota.settle()
    rota.bo.presses(rota.card(), "Details")
    assert rota.bo.modal

    rota.bo.presses(rota.bo.modal, "Hand over")

    assert f"'initial_user': '{rota.ada.id}'" in str(rota.bo.modal.blocks)


def test_a_home_says_who_is_on_call_and_to_members_when_it_is_theirs(rota: Office):
    for who in (rota.bo, rota.finn):
        who.opens_home()
    rota.settle()

    for_bo, for_finn = rota.bo.home(), rota.finn.home()
    assert for_bo
    assert for_finn
    assert f"*primary*: <@{rota.ada.id}>, until" in for_finn.plain()
    assert "Your shift in primary: " in for_bo.plain()
    assert "/rapid-oncall" not in for_finn.plain()
