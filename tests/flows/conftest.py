"""An office for each flow: the real bot and a fake workspace, on SQLite or on both databases."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.clock import SteppedClock
from tests.flows.office import Office, open_office
from tests.flows.surfaces import SURFACES, Surface


@pytest.fixture
def open_an_office(
    sqlite_file: Path, tmp_path: Path, clock: SteppedClock
) -> Iterator[Callable[..., Office]]:
    """Give a function that opens an office on a SQLite file, with what `Office` takes."""
    with ExitStack() as stack:

        def another(**more: tuple[str, ...]) -> Office:
            copy = shutil.copy(sqlite_file, tmp_path / "office.sqlite")
            return stack.enter_context(open_office(f"sqlite:///{copy}", clock, **more))

        yield another


@pytest.fixture
def office(open_an_office: Callable[..., Office]) -> Office:
    """Give an open office on a SQLite file."""
    return open_an_office()


@pytest.fixture
def either_office(url: str, clock: SteppedClock) -> Iterator[Office]:
    """Give an open office on SQLite and on PostgreSQL in turn."""
    with open_office(url, clock) as office:
        yield office


@pytest.fixture(params=SURFACES, ids=lambda surface: surface.name)
def surface(request: pytest.FixtureRequest) -> Surface:
    """Give the two ways to do a thing to a card, in turn."""
    chosen: Surface = request.param
    return chosen
