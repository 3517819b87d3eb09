"""The demo as a visitor finds it: the real bot, half a year of history, a clock with a lever."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap.theatre import NotADemo, demo
from bot.clock import MachineClock
from bot.demo.script import HOME
from storage import migrate
from storage.database import connect
from tests.demo.visitor import Visitor
from tests.flows.office import comes_true

LAST = 653


class Door:
    """Opens the demo on one file, again and again, and closes it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._open = ExitStack()

    def opens(self, *, is_fresh: bool = False, is_empty: bool = False) -> str:
        """Begin, and return the address."""
        self.closes()
        running = demo(self.file, MachineClock(), (0,), is_fresh=is_fresh, is_empty=is_empty)
        return self._open.enter_context(running)

    def closes(self) -> None:
        """End it, if it runs."""
        self._open.close()


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """Give the demo on a new file."""
    one = Door(tmp_path / "demo.sqlite")
    yield one
    one.closes()


@pytest.fixture
def visitor(door: Door) -> Callable[[str], Visitor]:
    """Give a function that opens a window as somebody, in a demo with its history."""
    url = door.opens()
    return lambda name: Visitor(url, name)


def test_the_channel_shows_what_is_open_and_the_newest_weeks(
    visitor: Callable[[str], Visitor],
):
    cards = visitor("marisol").messages("data-rapid")

    moments = [datetime.fromtimestamp(float(one["ts"]), UTC) for one in cards]
    assert 15 <= len(cards) <= 100
    assert moments == sorted(moments)
    assert cards[-1]["text"].startswith(f"INC-{LAST},")
    assert timedelta(days=1) / 3 < datetime.now(UTC) - moments[-1] < timedelta(days=12)  # noqa: TID251


def test_nobody_is_told_of_what_is_past(visitor: Callable[[str], Visitor]):
    ifeoma = visitor("ifeoma")

    state = ifeoma.state()

    (dm,) = (one["id"] for one in state["channels"] if one["kind"] == "im")
    assert state["messages"][dm]["items"] == []


def test_a_new_request_gets_the_next_number_and_a_card(visitor: Callable[[str], Visitor]):
    kasia, marisol = visitor("kasia"), visitor("marisol")

    kasia.types("/rapid the map of Gdańsk is upside down")

    assert comes_true(
        lambda: marisol.messages("data-rapid")[-1]["text"].startswith(f"INC-{LAST + 1},"), 5
    )


def test_an_old_card_can_be_claimed_by_emoji(visitor: Callable[[str], Visitor]):
    tunde = visitor("tunde")
    new = next(one for one in tunde.messages("data-rapid") if "nobody has it yet" in one["text"])
    number = int(new["text"].split(",")[0].removeprefix("INC-"))

    tunde.reacts("eyes", new)

    assert comes_true(lambda: f"<@{tunde.id}> has it" in tunde.card(number)["text"], 5)


def test_those_suggested_are_one_of_each_kind(visitor: Callable[[str], Visitor]):
    told = visitor("kasia").people()

    titles = {one["id"]: one["title"] for one in told["people"]}
    assert [titles[one].split(":")[0] for one in told["suggested"]] == [
        "Fleet Operations",
        "Analyst, Rapid Response",
        "Preemption",
        "IT",
    ]


def test_the_tour_is_ticked_off_by_what_really_happens(visitor: Callable[[str], Visitor]):
    kasia, marisol = visitor("kasia"), visitor("marisol")
    assert kasia.done() == []

    kasia.types("/rapid the swap board counts beeps")
    assert comes_true(lambda: kasia.done() == ["file"], 5)
    assert comes_true(lambda: f"INC-{LAST + 1}," in marisol.messages("data-rapid")[-1]["text"], 5)
    marisol.reacts("eyes", marisol.card(LAST + 1))
    assert comes_true(lambda: kasia.done() == ["file", "claim"], 5)
    marisol.types(f"/rapid-queue INC-{LAST + 1} ask Which depot?")
    marisol.types(f"/rapid-queue INC-{LAST + 1} reply The one in the harbour")
    assert comes_true(lambda: kasia.done() == ["file", "claim", "ask"], 5)
    marisol.presses("details", marisol.card(LAST + 1))
    assert comes_true(lambda: kasia.done() == ["file", "claim", "ask", "details"], 5)
    marisol.reacts("adhesive_bandage", marisol.card(LAST + 1))

    assert comes_true(lambda: len(kasia.done()) == 5, 5)


def test_time_can_be_moved_and_what_waited_is_said_on_the_way(
    visitor: Callable[[str], Visitor],
):
    kasia, marisol = visitor("kasia"), visitor("marisol")
    kasia.types("/rapid where are the vans")
    assert comes_true(lambda: f"INC-{LAST + 1}," in marisol.messages("data-rapid")[-1]["text"], 5)
    marisol.reacts("white_check_mark", marisol.card(LAST + 1))

    # The news of an ending waits ten minutes for the analyst's words.
    now = marisol.travels("tomorrow")

    ended = [one for one in kasia.state()["messages"].values() if one["items"]]
    said = [one for place in ended for one in place["items"] if f"INC-{LAST + 1}" in one["text"]]
    told_at = [float(one["ts"]) for one in said if one["channel"].startswith("D")]
    assert told_at
    assert max(told_at) < now
    assert datetime.fromtimestamp(now, HOME).strftime("%H:%M") == "09:00"


def test_an_empty_demo_has_people_and_settings_and_no_past(door: Door):
    url = door.opens(is_empty=True)
    kasia = Visitor(url, "kasia")

    kasia.types("/rapid is anybody there")

    assert comes_true(lambda: len(kasia.messages("data-rapid")) == 1, 5)
    assert kasia.messages("data-rapid")[0]["text"].startswith("INC-1,")


def test_a_kept_demo_goes_on_where_it_ended(door: Door):
    url = door.opens()
    tunde, kasia = Visitor(url, "tunde"), Visitor(url, "kasia")
    kasia.types("/rapid who has the keys")
    assert comes_true(lambda: f"INC-{LAST + 1}," in tunde.messages("data-rapid")[-1]["text"], 5)
    tunde.reacts("eyes", tunde.card(LAST + 1))
    assert comes_true(lambda: f"<@{tunde.id}> has it" in tunde.card(LAST + 1)["text"], 5)
    left_at = tunde.travels("monday")
    before, ids = tunde.messages("data-rapid"), tunde.people()

    again = Visitor(door.opens(), "tunde")

    after = again.messages("data-rapid")
    assert again.people() == ids
    assert [one["ts"] for one in after] == [one["ts"] for one in before]
    assert [one["text"] for one in after] == [one["text"] for one in before]
    assert again.card(LAST + 1)["reactions"] == [{"name": "eyes", "users": [again.id]}]
    assert again.state()["now"] >= left_at - 3600


def test_a_claim_outlives_the_look_at_emoji_after_a_restart(door: Door):
    url = door.opens(is_empty=True)
    tunde = Visitor(url, "tunde")
    tunde.types("/rapid who has the keys")
    assert comes_true(lambda: len(tunde.messages("data-rapid")) == 1, 5)
    tunde.reacts("eyes", tunde.card(1))
    assert comes_true(lambda: f"<@{tunde.id}> has it" in tunde.card(1)["text"], 5)

    again = Visitor(door.opens(), "tunde")
    again.travels("tomorrow")

    assert f"<@{again.id}> has it" in again.card(1)["text"]


def test_a_fresh_one_forgets_what_was_kept(door: Door):
    kasia = Visitor(door.opens(is_empty=True), "kasia")
    kasia.types("/rapid forget me")
    assert comes_true(lambda: len(kasia.messages("data-rapid")) == 1, 5)

    again = Visitor(door.opens(is_fresh=True, is_empty=True), "kasia")

    assert again.messages("data-rapid") == []


@pytest.mark.parametrize("is_fresh", [False, True])
def test_a_file_that_is_no_demo_is_neither_used_nor_thrown_away(door: Door, is_fresh: bool):
    door.file.write_text("Shopping: bread, milk, a bell for the Badger", encoding="utf-8")
    before = door.file.read_bytes()

    with pytest.raises(NotADemo, match="something else than a demo"):
        door.opens(is_fresh=is_fresh)

    assert door.file.read_bytes() == before


@pytest.mark.parametrize("is_fresh", [False, True])
def test_the_database_of_a_real_workspace_is_left_alone(door: Door, is_fresh: bool):
    db = connect(f"sqlite:///{door.file}")
    migrate.upgrade(db)
    db.close()
    with closing(sqlite3.connect(door.file)) as raw, raw:
        raw.execute(
            "INSERT INTO workspace VALUES ('T0REAL', 'main', 'Real', '', 'U1', '2026-01-01')"
        )

    with pytest.raises(NotADemo, match="something else than a demo"):
        door.opens(is_fresh=is_fresh)

    assert door.file.exists()


def test_a_demo_that_a_newer_hydrant_kept_is_one_sentence(door: Door):
    door.opens(is_empty=True)
    door.closes()
    with closing(sqlite3.connect(door.file)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NotADemo, match="a newer Hydrant; --fresh throws it away"):
        door.opens()


def test_a_demo_that_a_newer_hydrant_kept_can_be_thrown_away(door: Door):
    door.opens(is_empty=True)
    door.closes()
    with closing(sqlite3.connect(door.file)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")

    url = door.opens(is_fresh=True, is_empty=True)

    assert Visitor(url, "kasia").messages("data-rapid") == []
