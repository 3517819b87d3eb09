"""People come, go, change teams and names; incidents stay with those who can do something."""

from bot.fakeslack import Message
from tests.flows.office import Office


def team_is(office: Office, *names: str) -> None:
    """Choose who is in Rapid Response."""
    ids = ", ".join(f'"{getattr(office, name).id}"' for name in names)
    office.bot.services.settings.replace(
        office.bot.identity.front, f"[members]\nrapid_response = [{ids}]\n"
    )


def claimed(office: Office) -> Message:
    """Have Finn's request claimed by Ada; return its card."""
    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()
    return card


def test_an_analyst_may_file_and_claim_their_own(office: Office):
    office.files(office.ada, "revenue is zero")
    office.settle()

    office.ada.reacts("eyes", to=office.card())
    office.settle()

    assert office.owner() == office.ada.id
    assert "has your request" in office.told(office.ada)[-1].text


def test_who_joins_the_team_may_claim_at_once(office: Office):
    card = office.opens()
    office.zoe.reacts("eyes", to=card)
    assert office.owner() is None

    team_is(office, "ada", "zoe")
    office.zoe.unreacts("eyes", to=card)
    office.zoe.reacts("eyes", to=card)

    assert office.owner() == office.zoe.id


def test_who_has_left_the_team_keeps_nobody_from_taking_over(office: Office):
    card = claimed(office)
    team_is(office, "bo", "cy")

    office.ada.unreacts("eyes", to=card)
    office.ada.presses(card, "Answered")
    office.settle()
    assert office.state() == "claimed"
    assert "Only members of the Rapid Response team" in office.whispers(office.ada)[-1]

    office.bo.presses(card, "Take over")
    office.settle()
    assert office.owner() == office.bo.id


def test_a_profile_is_read_once_a_day_and_a_new_name_is_used(office: Office):
    office.opens()
    office.opens()
    assert len(office.slack.calls_of("users.info")) == 1

    office.finn.changes(real_name="Finn O'Shea-Marsh")
    office.passes(hours=25)
    office.opens()

    assert len(office.slack.calls_of("users.info")) == 2


def test_before_the_name_is_known_the_offer_still_says_to_whom(office: Office):
    office.slack.faults.answer("users.info", error="user_not_found")
    card = office.opens()

    office.ada.reacts("white_check_mark", to=card)
    office.settle()

    assert office.ada.last(office.requests).button_labels()[0] == "Write to the requester"


def test_a_requester_who_has_left_holds_nothing_up(office: Office):
    card = office.opens()
    office.finn.changes(deleted=True)

    office.ada.reacts("eyes", to=card)
    office.settle()
    office.ada.reacts("white_check_mark", to=card)
    office.passes(minutes=11)

    assert office.state() == "answered"
    assert "answered by" in card.plain()
    assert office.bot.services.outbox.count_waiting(office.bot.identity.front) == 0


def test_an_outsider_who_left_the_channel_is_told_in_their_messages(office: Office):
    card = office.opens()
    office.zoe.reacts("eyes", to=card)
    office.requests.kick(office.zoe)

    office.settle()

    assert office.whispers(office.zoe) == []
    assert "Only members of the Rapid Response team" in office.told(office.zoe)[-1].text


def test_anyone_may_look_at_an_incident_that_is_not_private(office: Office):
    office.opens("revenue is zero")
    guest = office.slack.person("gus", is_restricted=True)
    office.general.invite(guest)

    guest.types("/rapid-queue INC-1", in_=office.general)

    assert "revenue is zero" in guest.last(office.general).plain()


def test_a_guest_may_file(office: Office):
    guest = office.slack.person("gus", is_restricted=True)
    office.general.invite(guest)

    office.files(guest, "revenue is zero")
    office.settle()

    assert f"<@{guest.id}>" in office.card().plain()
