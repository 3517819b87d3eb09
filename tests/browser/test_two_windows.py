"""Two people at two screens: what one does, the other sees at once."""

import pytest
from playwright.sync_api import expect

from tests.flows.office import comes_true

pytestmark = pytest.mark.browser

TEXT = "Revenue is zero in Dublin"


@pytest.fixture
def card(finn, ada):
    """The card of what Finn has just filed, on Ada's screen."""
    finn.types(f"/rapid {TEXT}")
    expect(ada.message(TEXT)).to_contain_text("nobody has it yet")
    return ada.message(TEXT)


def test_a_claim_by_emoji_is_seen_by_both_and_taken_back_by_a_second_press(office, finn, ada, card):
    ada.reacts("eyes", on=card)

    expect(card).to_contain_text("@Ada Okafor has it")
    expect(card.get_by_role("button", name="eyes emoji, 1: you")).to_be_visible()
    expect(finn.item("Hydrant")).to_have_accessible_name("Hydrant, 1 unread")

    card.get_by_role("button", name="eyes emoji, 1: you").click()

    expect(card).to_contain_text("nobody has it yet")
    assert comes_true(lambda: office.owner() is None)


def test_a_stopgap_with_words_reaches_who_asked_and_their_answer_the_card(finn, ada, card):
    ada.presses("Claim", on=card)
    ada.presses("Works for now", on=card)
    expect(card).to_contain_text("works for now until")
    ada.presses("Write to finn", on=ada.message("Write to finn"))
    ada.form.get_by_label("What should finn know?").fill("Use 4.2 M, without refunds")
    ada.form.get_by_label("Link").fill("not a link")
    ada.sends()
    expect(ada.form).to_contain_text("Please enter a valid URL")
    expect(ada.form.get_by_label("What should finn know?")).to_have_value(
        "Use 4.2 M, without refunds"
    )
    ada.form.get_by_label("Link").fill("https://bi.example/revenue")
    ada.sends()
    expect(ada.form).to_have_count(0)

    finn.reads("Hydrant")
    told = finn.message("Use 4.2 M, without refunds")
    expect(told).to_contain_text("works for now")
    finn.presses("This answers it", on=told)

    expect(told).to_contain_text("You said that this answers it. Thank you.")
    expect(card).to_contain_text("the requester says that this answers it")


def test_a_question_is_answered_in_a_form_and_the_card_goes_on(finn, ada, card):
    ada.presses("Claim", on=card)
    ada.presses("Ask", on=card)
    ada.form.get_by_role("textbox").first.fill("Since when?")
    ada.sends()
    finn.reads("Hydrant")
    asked = finn.message("Since when?")

    finn.presses("Reply", on=asked)
    finn.form.get_by_role("textbox").first.fill("Since Monday")
    finn.sends()

    expect(asked).to_contain_text("You replied")
    expect(card).to_contain_text("Next: a stopgap or an answer")


def test_a_thread_opens_beside_the_channel_and_both_write_in_it(office, ada, open_window):
    zoe = open_window(office.zoe, office.requests)
    zoe.types("Has anybody seen the churn numbers?")
    seen = ada.message("churn numbers")
    seen.hover()
    seen.get_by_role("button", name="Reply in thread").click()
    expect(ada.thread.locator("textarea")).to_be_focused()
    ada.thread.locator("textarea").fill("They are late today")
    ada.thread.locator("textarea").press("Enter")
    expect(ada.thread).to_contain_text("They are late today")

    zoe.message("churn numbers").get_by_role("button", name="1 reply").click()
    expect(zoe.thread).to_contain_text("They are late today")
    zoe.thread.locator("textarea").fill("Thank you")
    zoe.thread.locator("textarea").press("Enter")

    expect(ada.thread).to_contain_text("Thank you")
    expect(ada.message("churn numbers")).to_contain_text("2 replies")
    ada.page.keyboard.press("Escape")
    expect(ada.thread).to_be_hidden()


def test_what_was_not_seen_is_counted_until_it_is_looked_at(finn, ada):
    ada.goes_to("general")
    ada.goes_to("data-rapid")

    finn.types("Good morning")
    finn.types("Lunch at noon?")

    expect(ada.item("general")).to_have_accessible_name("general, 2 unread")
    expect(ada.page).to_have_title("(2) Ada Okafor · Example")
    ada.goes_to("general")
    expect(ada.item("general")).to_have_accessible_name("general")
    expect(ada.page.get_by_role("separator", name="New messages")).to_be_visible()


def test_who_is_not_told_yet_is_told_when_the_time_is_come(office, finn, ada, card):
    ada.presses("Claim", on=card)
    ada.presses("Works for now", on=card)
    expect(card).to_contain_text("works for now until")

    office.passes_by_itself(minutes=10)

    finn.reads("Hydrant")
    expect(finn.message("works for now")).to_contain_text("This answers it")


def test_ones_own_message_is_edited_and_deleted_everywhere(finn, ada):
    ada.goes_to("general")
    finn.types("Good mornig")
    expect(finn.message("Good mornig")).to_be_visible()
    finn.composer.press("ArrowUp")
    finn.page.get_by_role("textbox", name="Edit the message").fill("Good morning")
    finn.page.get_by_role("textbox", name="Edit the message").press("Enter")
    expect(ada.message("Good morning")).to_contain_text("(edited)")

    finn.takes("Delete message", on=finn.message("Good morning"))
    finn.page.locator("dialog").get_by_role("button", name="Delete").click()

    expect(ada.messages("Good morning")).to_have_count(0)


def test_who_is_not_in_a_channel_may_look_and_join(office, open_window):
    mira = open_window(office.mira, office.general)

    mira.page.get_by_role("button", name="Join channel").click()
    mira.types("Hello everybody")

    expect(mira.message("Hello everybody")).to_be_visible()
