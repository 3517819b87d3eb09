"""Settings in a form, and App Home: the same person's, and an admin's."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def mira(office, open_window):
    """The window of Mira, the admin, in #data-rapid, which she joins."""
    window = open_window(office.mira, office.requests)
    window.page.get_by_role("button", name="Join channel").click()
    return window


def test_an_admin_changes_a_setting_in_a_form(office, mira):
    mira.types("/rapid-setup")
    mira.form.get_by_role("button", name="Change").first.click()
    name = mira.form.get_by_label("Name", exact=True)
    expect(name).to_have_value("Data")
    name.fill("Numbers")
    mira.sends()
    expect(mira.form).to_contain_text("Saved. All of it works.")
    mira.form.locator("footer").get_by_role("button", name="Back").click()

    expect(mira.form).to_contain_text("Now: Numbers, Europe/Berlin")
    settings = office.bot.services.settings.current(office.bot.identity.front)
    assert settings.team.name == "Numbers"


def test_what_cannot_be_saved_is_said_under_its_field_and_stays(mira):
    mira.types("/rapid-setup")
    mira.form.get_by_role("button", name="Change").first.click()
    zone = mira.form.get_by_label("Time zone")
    zone.fill("Europe/Nowhere")
    mira.sends()

    expect(zone).to_have_attribute("aria-invalid", "true")
    expect(zone).to_have_value("Europe/Nowhere")


def test_one_gets_back_from_a_form_to_the_list_and_out(mira):
    mira.types("/rapid-setup")
    mira.form.get_by_role("button", name="Change").nth(2).click()
    expect(mira.form.get_by_role("heading", level=2)).to_have_text("Members")

    mira.form.locator("header").get_by_role("button", name="Back").click()
    expect(mira.form.get_by_role("heading", level=2)).to_have_text("Settings")
    mira.form.locator("header").get_by_role("button", name="Close").click()

    expect(mira.form).to_have_count(0)


def test_who_is_no_admin_is_told_who_is(finn):
    finn.types("/rapid-setup")

    expect(finn.message("Only visible to you")).to_contain_text("@Mira Admin")


def test_the_home_shows_ones_requests_and_files_a_new_one(finn, ada):
    finn.types("/rapid Revenue is zero in Dublin")
    finn.goes_to("Hydrant")
    home = finn.page.get_by_role("tabpanel", name="Home")
    expect(home).to_contain_text("Revenue is zero in Dublin")

    home.get_by_role("button", name="New request").click()
    finn.form.get_by_role("textbox").first.fill("Churn is empty")
    finn.sends()
    finn.page.keyboard.press("Escape")

    expect(home).to_contain_text("Churn is empty")
    expect(ada.message("INC-2")).to_contain_text("Churn is empty")


def test_an_analyst_claims_from_the_home_and_it_is_drawn_anew(finn, ada):
    finn.types("/rapid Revenue is zero in Dublin")
    expect(ada.message("Revenue is zero")).to_be_visible()
    ada.goes_to("Hydrant")
    home = ada.page.get_by_role("tabpanel", name="Home")

    home.get_by_role("button", name="Claim INC-1").first.click()

    expect(home).to_contain_text("@Ada Okafor has it")
