"""Take the pictures of the README: `python -m tests.browser.pictures`, from the demo as it is."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from bot.bootstrap import theatre
from bot.clock import MachineClock
from tests.browser.conftest import find_chromium
from tests.browser.window import Window

FOLDER = Path(__file__).parents[2] / ".github" / "pictures"
SIZE = {"width": 1200, "height": 760}
ANALYST, ASKER = "Marisol Quispe", "Katarzyna Wróbel"


def take() -> None:
    """Make both pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        theatre.demo(
            Path(folder) / "demo.sqlite", MachineClock(), (0,), is_fresh=True, is_empty=False
        ) as url,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        _queue(browser, url)
        _form(browser, url)
        browser.close()


def _queue(browser: Browser, url: str) -> None:
    """Light: an analyst looks at the cards."""
    window = _be(browser, url, ANALYST, "light")
    window.goes_to("data-rapid")
    window.reacts("eyes", on=window.message("nobody has it yet"))
    expect(window.page.get_by_role("button", name=re.compile("eyes emoji, 1: you"))).to_be_visible()
    window.page.mouse.move(0, 0)
    window.page.screenshot(path=FOLDER / "queue.png")
    window.close()


def _form(browser: Browser, url: str) -> None:
    """Dark: somebody files a request in the form."""
    window = _be(browser, url, ASKER, "dark")
    window.goes_to("general")
    window.types("/rapid")
    window.form.get_by_role("textbox").first.fill(
        "The revenue of the Dublin stations is zero since this morning"
    )
    window.form.get_by_label("My team is blocked").check()
    window.page.screenshot(path=FOLDER / "form.png")
    window.close()


def _be(browser: Browser, url: str, name: str, scheme: str) -> Window:
    window = Window(browser, url, viewport=SIZE, color_scheme=scheme, locale="en-GB")
    window.page.get_by_role("link", name=re.compile(f"^{name}")).click()
    expect(window.composer).to_be_visible()
    return window


if __name__ == "__main__":
    take()
