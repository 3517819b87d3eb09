"""What happens when Slack or the network goes wrong: nothing is lost, and the page says so."""

import pytest
from playwright.sync_api import expect

from tests.browser.live import LiveOffice
from tests.flows.office import comes_true

pytestmark = pytest.mark.browser

TEXT = "Revenue is zero in Dublin"


@pytest.mark.parametrize(
    ("label", "outcome"),
    [
        ("Answers slowly", "ok"),
        ("Says: too many requests (429)", "ratelimited"),
        ("Fails (5xx)", "fatal_error"),
        ("Does the work, drops the answer", "ok"),
    ],
)
def test_whatever_goes_wrong_there_is_one_card_in_the_end(
    office, finn, ada, label: str, outcome: str
):
    ada.inspects()
    ada.lets_slack(label)

    finn.types(f"/rapid {TEXT}")
    said = ada.inspector.locator(".entry", has_text="chat.postMessage").first
    expect(said.locator(".outcome")).to_contain_text(outcome)
    ada.lets_slack("Behaves well")
    office.passes_by_itself(minutes=5)

    expect(ada.messages(TEXT)).to_have_count(1)
    ada.presses("Claim", on=ada.message(TEXT))
    expect(ada.message(TEXT)).to_contain_text("@Ada Okafor has it")
    assert len(office.cards()) == 1


def is_back(office: LiveOffice) -> bool:
    """Whether the bot has connected a second time."""
    opened = office.slack.calls_of("apps.connections.open")
    return len(opened) == 2 and office.slack.connections == 1


def test_a_connection_that_is_cut_comes_back_and_nothing_is_lost(office, finn, ada):
    ada.inspects()

    ada.lets_slack("Cuts the connection once")
    assert comes_true(lambda: is_back(office), within_seconds=10)
    finn.types(f"/rapid {TEXT}")

    expect(ada.message(TEXT)).to_be_visible()


def test_the_inspector_shows_what_was_said_and_what_was_answered(finn, ada):
    ada.inspects()
    finn.types(f"/rapid {TEXT}")

    delivery = ada.inspector.locator("details", has_text=f"/rapid {TEXT}").first
    expect(delivery.locator(".outcome")).to_have_text("taken")
    call = ada.inspector.locator("details", has_text="chat.postMessage").first
    expect(call.locator(".outcome")).to_have_text("ok")
    call.locator("summary").click()
    expect(call).to_contain_text(TEXT)


def test_a_draft_survives_a_reload(finn):
    finn.composer.fill("I was just writing th")

    finn.page.reload()

    expect(finn.composer).to_have_value("I was just writing th")


def test_a_command_that_does_not_exist_is_refused_in_a_sentence(finn):
    finn.types("/no-such-command at all")

    said = finn.message("Only visible to you")
    expect(said).to_contain_text("/no-such-command is not a valid command.")


def test_what_could_not_be_sent_is_there_to_be_sent_again(finn):
    finn.forgives("Failed to load resource")
    expect(finn.composer).to_be_focused()
    finn.goes_offline()

    finn.types("Good morning")
    expect(finn.page.locator(".toast").first).to_contain_text("does not answer")
    finn.goes_online()
    expect(finn.composer).to_have_value("Good morning")
    finn.composer.press("Enter")

    expect(finn.message("Good morning")).to_be_visible()


def test_a_channel_with_five_hundred_messages_can_be_used_and_read_to_its_beginning(
    office, open_window
):
    for number in range(500):
        office.zoe.says(f"Message {number} of many", in_=office.requests)

    ada = open_window(office.ada, office.requests)

    expect(ada.message("Message 499 of many")).to_be_in_viewport()
    ada.types("I have read it")
    expect(ada.message("I have read it")).to_be_visible()
    earlier = ada.page.get_by_role("button", name="Show earlier messages")
    for known in (200, 300, 400):
        expect(ada.messages("of many")).to_have_count(known)
        earlier.click()
    expect(ada.messages("of many")).to_have_count(500)
    expect(earlier).to_have_count(0)
