"""Filing, seen through a browser: by command, by form, from a message; and what is told of it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ASKS = "What do you need, or what looks wrong?"


def test_what_is_typed_with_the_command_is_confirmed_privately_and_becomes_a_card(finn, ada):
    finn.types("/rapid Revenue is zero in Dublin")

    expect(finn.message("Revenue is zero in Dublin")).to_contain_text("Only visible to you")
    expect(finn.message("Revenue is zero in Dublin")).to_contain_text("INC-1 is filed")
    expect(ada.message("Revenue is zero in Dublin")).to_contain_text("nobody has it yet")


def test_what_only_one_person_sees_is_on_no_other_screen(finn, ada):
    ada.goes_to("general")

    finn.types("/rapid Revenue is zero in Dublin")
    expect(finn.message("Only visible to you")).to_be_visible()
    finn.types("Good morning")
    expect(ada.message("Good morning")).to_be_visible()

    expect(ada.messages("Revenue is zero")).to_have_count(0)


def test_a_private_answer_can_be_put_away(finn):
    finn.types("/rapid Revenue is zero in Dublin")

    finn.presses("Dismiss", on=finn.message("Only visible to you"))

    expect(finn.messages("Revenue is zero in Dublin")).to_have_count(0)


def test_a_command_is_completed_while_it_is_typed_and_shows_its_hint(finn):
    finn.composer.press_sequentially("/rapid-q")

    expect(finn.page.get_by_role("option", name="/rapid-queue")).to_be_visible()
    finn.composer.press("Tab")

    expect(finn.composer).to_have_value("/rapid-queue ")
    expect(finn.page.locator(".composer-hint")).to_contain_text("mine | INC-7")


def test_the_form_files_what_was_filled_in(office, finn, ada):
    finn.types("/rapid")
    finn.form.get_by_label(ASKS).fill("Churn is empty since Monday")
    finn.form.get_by_label("Customers or money hurt").check()
    finn.form.get_by_label("Where to look").fill("https://bi.example/churn")
    finn.sends()

    expect(finn.form).to_contain_text("INC-1 is filed")
    expect(ada.message("Churn is empty since Monday")).to_contain_text("INC-1")
    assert office.incident().impact == "high"


def test_the_command_in_another_window_of_the_same_person_shows_the_form_there_too(
    office, finn, open_window
):
    other = open_window(office.finn, office.general)

    finn.types("/rapid")

    expect(other.form.get_by_label(ASKS)).to_be_visible()


def test_what_is_missing_is_said_under_its_field_and_what_was_typed_stays(finn):
    finn.types("/rapid")
    finn.form.get_by_label("Where to look").fill("https://bi.example/churn")
    finn.sends()

    asked = finn.form.get_by_label(ASKS)
    expect(asked).to_have_attribute("aria-invalid", "true")
    expect(asked).to_have_accessible_description(re.compile("Please complete this required field"))
    expect(asked).to_be_focused()
    expect(finn.form.get_by_label("Where to look")).to_have_value("https://bi.example/churn")


def test_a_message_of_somebody_is_filed_with_the_shortcut(office, ada, open_window):
    zoe = open_window(office.zoe, office.requests)
    zoe.types("The orders table has no rows for today")

    ada.takes("File for Rapid Response", on=ada.message("The orders table"))
    expect(ada.form.get_by_label(ASKS)).to_have_value("The orders table has no rows for today")
    ada.sends()
    expect(ada.form).to_contain_text("INC-1 is filed")
    ada.page.keyboard.press("Escape")

    expect(ada.form).to_have_count(0)
    expect(ada.message("INC-1", "nobody has it yet")).to_contain_text(
        "The orders table has no rows for today"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>document.title = 'owned'</script>",
        "<img src=x onerror=\"document.title='owned'\"> & &amp; &lt;",
        "*not bold* _not slanted_ `not code` ~not struck~ :not_an_emoji:",
        "<!channel> <@U0NOBODY> <https://evil.example|bank.example>",
        "javascript:document.title='owned'",
    ],
)
def test_whatever_was_typed_is_shown_on_the_card_letter_by_letter(office, ada, text: str):
    office.finn.types(f"/rapid {text}", in_=office.general)

    shown = office.incident().text
    expect(ada.message("INC-1").locator("blockquote")).to_have_text(shown)
    expect(ada.page).not_to_have_title("owned")
    expect(ada.message("INC-1").locator("blockquote :is(script, img, b, strong)")).to_have_count(0)


def test_html_in_a_message_or_a_name_is_shown_letter_by_letter(office, finn, ada):
    office.slack.person("finn", real_name="<b>Finn</b>")
    ada.goes_to("general")

    finn.types('<i>hello</i> <script>document.title = "owned"</script>')

    said = ada.message("hello")
    expect(said).to_contain_text('<i>hello</i> <script>document.title = "owned"</script>')
    expect(said.locator(".author")).to_have_text("<b>Finn</b>")
    expect(said.locator("script, i")).to_have_count(0)
