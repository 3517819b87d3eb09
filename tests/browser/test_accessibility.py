"""What axe-core finds on each view: nothing serious, in light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.window import Window

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 380, "height": 740}
LOOKS = [("light", WIDE), ("dark", WIDE), ("light", NARROW), ("dark", NARROW)]
looks = pytest.mark.parametrize(
    ("scheme", "size"), LOOKS, ids=[f"{one}-{size['width']}" for one, size in LOOKS]
)
SERIOUS = {"serious", "critical"}


def barriers(window: Window) -> list[str]:
    """Say what keeps somebody from using what is on the screen."""
    found = Axe().run(window.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


@looks
def test_a_channel_with_all_that_stands_in_it_has_no_barrier(
    office, open_window, scheme: str, size: dict[str, int]
):
    for text in ("Revenue is zero in Dublin since today", "Churn is empty"):
        office.finn.types(f"/rapid {text}", in_=office.general)
    ada = open_window(office.ada, office.requests, color_scheme=scheme, viewport=size)
    card = ada.message("Churn is empty")
    ada.reacts("eyes", on=card)
    expect(card).to_contain_text("@Ada Okafor has it")
    ada.presses("Works for now", on=card)
    expect(ada.message("Write to finn")).to_be_visible()
    assert barriers(ada) == []

    ada.opens_picker(ada.message("Revenue"))
    assert barriers(ada) == []
    ada.page.keyboard.press("Escape")

    ada.presses("Write to finn", on=ada.message("Write to finn"))
    ada.sends()
    expect(ada.form).to_contain_text("Please complete this required field")
    assert barriers(ada) == []


@looks
def test_the_chooser_the_home_the_settings_and_the_inspector_have_no_barrier(
    office, open_address, open_window, scheme: str, size: dict[str, int]
):
    chooser = open_address(office.slack.url, color_scheme=scheme, viewport=size)
    expect(chooser.page.get_by_role("heading", level=1)).to_be_visible()
    assert barriers(chooser) == []

    office.finn.types("/rapid Revenue is zero in Dublin", in_=office.general)
    bot = office.mira.dms()
    mira = open_window(office.mira, bot, color_scheme=scheme, viewport=size)
    home = mira.page.get_by_role("tabpanel", name="Home")
    home.get_by_role("button").first.wait_for()
    assert barriers(mira) == []

    office.mira.types("/rapid-setup", in_=bot)
    expect(mira.form).to_contain_text("Members")
    assert barriers(mira) == []
    mira.form.get_by_role("button", name="Change").nth(2).click()
    expect(mira.form.get_by_role("combobox").first).to_be_visible()
    assert barriers(mira) == []
    mira.form.get_by_role("button", name="Close").click()

    mira.inspects()
    expect(mira.inspector.locator(".entry").first).to_be_visible()
    assert barriers(mira) == []


def test_a_barrier_would_be_found(finn):
    finn.page.evaluate(
        """() => {
          const button = document.createElement("button");
          document.querySelector("main").append(button);
        }"""
    )

    assert barriers(finn) == ["button-name: <button></button>"]


def test_a_narrow_screen_shows_one_pane_at_a_time_and_ways_between_them(office, open_window):
    office.zoe.says("Has anybody seen the churn numbers?", in_=office.requests)
    ada = open_window(office.ada, office.requests, viewport=NARROW)
    expect(ada.side).to_be_hidden()

    ada.page.get_by_role("button", name="Back to the channels").click()
    expect(ada.side).to_be_visible()
    expect(ada.composer).to_be_hidden()
    ada.goes_to("data-rapid")
    ada.tabs_back_to(ada.message("churn numbers"))
    ada.page.keyboard.press("t")
    expect(ada.thread).to_be_visible()
    ada.page.get_by_role("button", name="Back to the channel", exact=True).click()

    expect(ada.thread).to_be_hidden()
    expect(ada.composer).to_be_visible()
    assert ada.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
