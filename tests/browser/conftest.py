"""A real browser, Debian's Chromium, and an office to look at through it.

Without Playwright, which is in an extra of its own, nothing of this folder is collected.
"""

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.bootstrap import theatre
from bot.clock import MachineClock
from bot.fakeslack import Channel, Person
from tests.browser.live import LiveOffice, RunningClock
from tests.conftest import START

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.window import Window

collect_ignore_glob = [] if find_spec("playwright") else ["test_*.py"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDE = {"width": 1280, "height": 800}


def find_chromium() -> str:
    """Return where the browser is."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, f"There is none of {', '.join(NAMES)}: apt-get install chromium"
    return found


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """Give a browser without a window."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # see above

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def clock() -> RunningClock:
    """Give a clock that runs from `START` on."""
    return RunningClock(START)


@pytest.fixture
def office(sqlite_file: Path, tmp_path: Path, clock: RunningClock) -> Iterator[LiveOffice]:
    """Give an office whose bot works by itself."""
    copy = shutil.copy(sqlite_file, tmp_path / "office.sqlite")
    office = LiveOffice(f"sqlite:///{copy}", clock)
    try:
        yield office
    finally:
        office.close()


@pytest.fixture
def open_address(chromium: "Browser") -> "Iterator[Callable[..., Window]]":
    """Give a function that opens a window on an address; none may have anything to complain of."""
    from tests.browser.window import Window  # noqa: PLC0415  # see above

    windows: list[Window] = []

    def another(address: str, **options: Any) -> Window:
        windows.append(Window(chromium, address, **{"viewport": WIDE, **options}))
        return windows[-1]

    yield another
    faults = [fault for window in windows for fault in window.faults]
    for window in windows:
        window.close()
    assert faults == []


@pytest.fixture
def open_window(
    office: LiveOffice, open_address: "Callable[..., Window]"
) -> "Callable[..., Window]":
    """Give a function that opens one more window of somebody, with a channel in it."""

    def another(who: Person, place: Channel, **options: Any) -> "Window":
        return open_address(f"{office.slack.url}/?as={who.id}#{place.id}", **options)

    return another


@pytest.fixture
def finn(office: LiveOffice, open_window: "Callable[..., Window]") -> "Window":
    """Give the window of Finn, who asks for things, in #general."""
    return open_window(office.finn, office.general)


@pytest.fixture
def ada(office: LiveOffice, open_window: "Callable[..., Window]") -> "Window":
    """Give the window of Ada, an analyst, in #data-rapid."""
    return open_window(office.ada, office.requests)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """Give the address of a demo without a history."""
    database = tmp_path / "demo.sqlite"
    with theatre.demo(database, MachineClock(), (0,), is_fresh=False, is_empty=True) as url:
        yield url
