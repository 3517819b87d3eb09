"""The rota on the page: who is on call, asking for cover, and the note of a hand-off."""

import pytest
from playwright.sync_api import expect

from bot.domain.ids import UserId
from tests.browser.live import LiveOffice

pytestmark = pytest.mark.browser

ROTATION = """
[[rotations]]
name = "primary"
timezone = "Europe/Berlin"
starts = "2026-11-23 09:00"
members = ["{ada}", "{bo}"]
"""


@pytest.fixture
def rota(office: LiveOffice) -> LiveOffice:
    """Give the office with a rotation in which Ada and Bo take turns, Ada first."""
    services, front = office.bot.services, office.bot.identity.front
    services.settings.replace(front, ROTATION.format(ada=office.ada.id, bo=office.bo.id))
    for person in (office.ada, office.bo):
        services.rota.join(front, UserId(person.id))
    return office


def test_anybody_sees_who_is_on_call_and_an_analyst_asks_for_cover(rota, finn, ada, open_window):
    bo = open_window(rota.bo, rota.requests)
    finn.types("/rapid-oncall")
    expect(finn.message("is on call until")).to_contain_text("@Ada")

    ada.types("/rapid-oncall cover tomorrow 14:00-18:00")
    ada.presses("Yes", on=ada.message("You would ask for cover"))
    bo.reads("Hydrant")
    bo.presses("I can", on=bo.message("asks for cover"))

    expect(bo.message("primary").last).to_be_visible()
    expect(bo.page.get_by_role("button", name="I can")).to_have_count(0)


def test_the_note_of_a_hand_off_is_decided_and_acknowledged(rota, ada, open_window):
    rota.finn.types("/rapid who has the keys", in_=rota.general)
    card = ada.message("who has the keys")
    ada.presses("Claim", on=card)
    expect(card).to_contain_text("has it")

    bo = open_window(rota.bo, rota.requests)
    rota.passes_by_itself(days=7)
    rota.bot.services.rota.watch(rota.bot.identity.front)
    bo.reads("Hydrant")
    note = bo.message("who has the keys")
    bo.presses("Acknowledge", on=note)

    expect(bo.message("who has the keys")).to_contain_text("cknowledged")
    expect(bo.page.get_by_role("button", name="Acknowledge", exact=True)).to_have_count(0)
