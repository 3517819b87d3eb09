"""Everything that matters can be done without a mouse."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TEXT = "Revenue is zero in Dublin"


def test_a_request_is_filed_claimed_and_ended_without_a_mouse(finn, ada):
    expect(finn.composer).to_be_focused()
    finn.page.keyboard.type(f"/rapid {TEXT}")
    finn.page.keyboard.press("Enter")
    card = ada.message(TEXT)
    expect(card).to_contain_text("nobody has it yet")

    ada.tabs_back_to(card)
    ada.page.keyboard.press("r")
    ada.page.keyboard.type("eyes")
    ada.page.keyboard.press("Enter")
    expect(card).to_contain_text("@Ada Okafor has it")

    ada.tabs_to(card.get_by_role("button", name="End INC-1 with an answer"))
    ada.page.keyboard.press("Enter")
    expect(card).to_contain_text("answered by @Ada Okafor")
    offer = ada.message("Write to finn")
    ada.tabs_to(offer.get_by_role("button", name="Write to finn"))
    ada.page.keyboard.press("Enter")
    expect(ada.form.get_by_label("What should finn know?")).to_be_focused()
    ada.page.keyboard.type("It was a holiday")
    ada.page.keyboard.press("Control+Enter")
    expect(ada.form).to_have_count(0)

    expect(finn.item("Hydrant")).to_have_accessible_name("Hydrant, 2 unread")
    finn.page.keyboard.press("Control+k")
    finn.page.keyboard.press("End")
    finn.page.keyboard.press("Enter")
    expect(finn.message("It was a holiday")).to_be_visible()


def test_the_form_is_left_with_escape_and_the_focus_comes_back(finn):
    finn.types("/rapid")
    expect(finn.form).to_be_visible()

    finn.page.keyboard.press("Escape")

    expect(finn.form).to_have_count(0)
    expect(finn.composer).to_be_focused()


def test_the_focus_stays_inside_of_a_form(finn):
    finn.types("/rapid")
    expect(finn.form).to_be_visible()

    for _ in range(40):
        finn.page.keyboard.press("Tab")
        outside = finn.page.evaluate(
            "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        )
        assert not outside


def test_the_keys_are_listed(finn):
    finn.composer.blur()
    finn.page.keyboard.press("?")

    expect(finn.page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("F6")
