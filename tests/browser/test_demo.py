"""The demo as a newcomer meets it: whom to be, the tour, the time machine, and its own process."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.window import Window

pytestmark = pytest.mark.browser

TEXT = "Revenue is zero in Dublin"
ASKER, ANALYST = "Katarzyna Wróbel", "Marisol Quispe"


@pytest.fixture
def be(demo: str, open_address: Callable[..., Window]) -> Callable[[str, str], Window]:
    """Give a function that chooses whom to be, and opens a channel."""

    def somebody(name: str, channel: str) -> Window:
        window = open_address(demo)
        window.page.get_by_role("link", name=re.compile(f"^{name}")).click()
        window.goes_to(channel)
        return window

    return somebody


def test_each_step_of_the_tour_is_ticked_off_by_doing_it(be):
    asker, analyst = be(ASKER, "general"), be(ANALYST, "data-rapid")
    done = analyst.tour.locator("li.done")
    expect(analyst.tour.locator("li")).to_have_count(6)

    asker.types(f"/rapid {TEXT}")
    card = analyst.message(TEXT)
    expect(done).to_have_text(["File a request (done)"])
    analyst.presses("Claim", on=card)
    expect(done).to_have_count(2)
    expect(card).to_contain_text(f"@{ANALYST} has it")
    asker.types("/rapid-oncall")
    expect(done).to_have_count(3)
    analyst.presses("Ask", on=card)
    analyst.form.get_by_role("textbox").first.fill("Since when?")
    analyst.sends()
    asker.reads("Hydrant")
    asker.presses("Reply", on=asker.message("Since when?"))
    asker.form.get_by_role("textbox").first.fill("Since Monday")
    asker.sends()
    expect(done).to_have_count(4)
    expect(card).to_contain_text("Next: a stopgap or an answer")
    analyst.presses("Works for now", on=card)
    expect(done).to_have_count(5)
    expect(card).to_contain_text("works for now until")
    analyst.presses("Details", on=card)

    expect(analyst.form).to_contain_text("Since Monday")
    expect(analyst.tour).to_contain_text("That was all.")
    expect(asker.tour.locator("li.done")).to_have_count(6)


def test_the_tour_can_be_dismissed_for_good(be):
    window = be(ASKER, "general")

    window.tour.get_by_role("button", name="Dismiss the tour").click()
    expect(window.tour).to_be_hidden()
    window.page.reload()

    expect(window.composer).to_be_visible()
    expect(window.tour).to_be_hidden()


def test_the_time_machine_goes_to_the_morning_and_what_was_due_has_been_said(be):
    asker, analyst = be(ASKER, "general"), be(ANALYST, "data-rapid")
    asker.types(f"/rapid {TEXT}")
    analyst.presses("Answered", on=analyst.message(TEXT))
    expect(analyst.message(TEXT)).to_contain_text("answered by")

    analyst.page.get_by_role("button", name="Time machine").click()
    analyst.page.get_by_role("menuitem", name="Next Monday, 09:00").click()

    for window in (asker, analyst):
        expect(window.page.locator(".clock-face")).to_contain_text("Mon")
    asker.reads("Hydrant")
    expect(asker.message("is answered")).to_contain_text("This answers it")


def test_somebody_is_found_by_name_and_one_can_be_somebody_else_later(be):
    window = be(ASKER, "general")

    window.page.get_by_role("button", name=f"You are {ASKER}. Be somebody else").click()
    window.page.get_by_role("searchbox", name="Find somebody").fill("odalys")
    window.page.get_by_role("link", name=re.compile("^Odalys Prieto")).click()

    expect(window.page.get_by_role("button", name=re.compile("You are Odalys"))).to_be_visible()


@pytest.fixture
def run_demo() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Give a function that starts `hydrant try` in a process; all are ended at the end."""
    with ExitStack() as stack:

        def run(*words: str) -> "subprocess.Popen[str]":
            command = [sys.executable, "-u", "-m", "bot", "try", *words]
            process = subprocess.Popen(  # noqa: S603  # our own interpreter
                command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield run


def address_of(process: "subprocess.Popen[str]") -> str:
    """Read where the page is."""
    assert process.stdout
    line = process.stdout.readline()
    found = re.search(r"http://\S+", line)
    assert found, line
    return found[0]


def test_a_workspace_that_ended_comes_back_and_what_was_typed_is_still_there(
    run_demo, open_address, tmp_path: Path
):
    kept = ("--keep", str(tmp_path / "demo.sqlite"), "--empty")
    process = run_demo(*kept)
    url = address_of(process)
    window = open_address(url)
    window.forgives("Failed to load resource")
    window.page.get_by_role("link", name=re.compile(f"^{ANALYST}")).click()
    window.goes_to("data-rapid")
    window.types(f"/rapid {TEXT}")
    claim = window.page.get_by_role("button", name="Claim INC-1")
    expect(claim).to_be_visible()
    window.composer.fill("I was just writing th")

    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    expect(window.banner).to_contain_text("Connection lost")
    run_demo(*kept, "--port", url.rstrip("/").rpartition(":")[2])

    expect(window.banner).to_be_hidden(timeout=20_000)
    expect(window.composer).to_have_value("I was just writing th")
    claim.click()
    expect(window.message("INC-1")).to_contain_text(f"@{ANALYST} has it")
