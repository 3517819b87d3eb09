"""One window of somebody in a real browser: what they do in it, and what it shows them."""

import re
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

# A busy machine is no failure.
expect.set_options(timeout=10_000)
_MOST_TABS = 60
_TRIES = 5


class Window:
    """A window that somebody has open, as the only one of their browser.

    `faults` is whatever the console says that is wrong, refusals by the Content-Security-Policy
    included. `forgives` names what a test brings about on purpose.
    """

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self._context = browser.new_context(**options)
        self._forgiven: list[str] = []
        self._said: list[str] = []
        self._context.set_default_timeout(10_000)
        self.page: Page = self._context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._said.append(str(error)))
        self.page.goto(address)
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._said.append(message.text)

    def forgives(self, words: str) -> None:
        """Let the console complain of this."""
        self._forgiven.append(words)

    @property
    def faults(self) -> list[str]:
        return [said for said in self._said if not any(words in said for words in self._forgiven)]

    def close(self) -> None:
        self._context.close()

    # Where things are

    @property
    def composer(self) -> Locator:
        """Where one writes into the channel."""
        return self.page.locator("[data-composer='channel']")

    @property
    def thread(self) -> Locator:
        """The panel of the thread that is open."""
        return self.page.get_by_role("complementary", name="Thread")

    @property
    def form(self) -> Locator:
        """The form that is on the screen."""
        return self.page.locator("dialog.modal")

    @property
    def side(self) -> Locator:
        """The list of channels."""
        return self.page.get_by_role("navigation", name="Channels and messages")

    @property
    def inspector(self) -> Locator:
        return self.page.get_by_role("region", name="Inspector")

    @property
    def tour(self) -> Locator:
        return self.page.get_by_role("region", name="Guided tour")

    def messages(self, *words: str) -> Locator:
        """The messages in the channel that have all these words in them."""
        found = self.page.locator("main .message")
        for one in words:
            found = found.filter(has_text=one)
        return found

    def message(self, *words: str) -> Locator:
        """The newest such message."""
        return self.messages(*words).last

    def item(self, name: str) -> Locator:
        """The channel or the person in the list, whatever is unread there."""
        return self.side.get_by_role("button", name=re.compile(rf"^{re.escape(name)}(,|$)"))

    @property
    def banner(self) -> Locator:
        """What the page says of its own connection."""
        return self.page.locator("#banner")

    # What one does

    def goes_offline(self) -> None:
        """Let nothing get through to the workspace that is not open already."""
        self._context.set_offline(True)

    def goes_online(self) -> None:
        self._context.set_offline(False)

    def goes_to(self, name: str) -> None:
        """Open a channel, or what was written with somebody."""
        self.item(name).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)

    def reads(self, name: str) -> None:
        """Open what was written with somebody, once it says that something is unread there."""
        expect(self.item(name)).to_have_accessible_name(re.compile("unread"))
        self.goes_to(name)

    def types(self, text: str) -> None:
        """Write a message or a command and send it."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def presses(self, name: str, on: Locator) -> None:
        """Press a button, whatever the screen reader says in its place."""
        on.locator("button", has_text=re.compile(rf"^{re.escape(name)}$")).click()

    def reacts(self, emoji: str, on: Locator) -> None:
        """Choose an emoji for a message."""
        self.opens_picker(on)
        self._chooses(emoji)

    def opens_picker(self, on: Locator) -> None:
        """Open the choice of emoji for a message."""
        add = on.get_by_role("toolbar").get_by_role("button", name="Add reaction")
        for _ in range(_TRIES):
            on.hover()
            try:
                add.click(timeout=2_000)
                break
            except TookTooLong:
                # The bot redrew the message under the pointer; a person would point once more.
                self.page.mouse.move(0, 0)

    def _chooses(self, emoji: str) -> None:
        picker = self.page.get_by_role("dialog", name="Choose an emoji")
        picker.get_by_role("searchbox").fill(emoji)
        picker.get_by_title(f":{emoji}:", exact=True).click()

    def takes(self, action: str, on: Locator) -> None:
        """Choose one of the other actions for a message."""
        on.hover()
        on.get_by_role("toolbar").get_by_role("button", name="More actions").click()
        self.page.get_by_role("menuitem", name=action).click()

    def inspects(self) -> None:
        """Open the inspector."""
        self.page.get_by_role("button", name="Inspector", exact=True).click()
        expect(self.inspector).to_be_visible()

    def lets_slack(self, behave: str) -> None:
        """Choose in the inspector how Slack behaves from now on."""
        self.inspector.get_by_role("combobox", name="Slack", exact=True).select_option(label=behave)

    def tabs_to(self, wanted: Locator, key: str = "Tab") -> None:
        """Go there from control to control."""
        expect(wanted).to_be_visible()
        for _ in range(_MOST_TABS):
            self.page.keyboard.press(key)
            if wanted.evaluate("node => node === document.activeElement"):
                return
        raise AssertionError(f"{key} does not lead to {wanted}")

    def tabs_back_to(self, wanted: Locator) -> None:
        """Go there from control to control, backwards."""
        self.tabs_to(wanted, "Shift+Tab")

    def sends(self) -> None:
        """Send the form."""
        self.form.locator("[data-control='submit']").click()
