"""A case for those who do things to it."""

import pytest

from bot.clock import SteppedClock
from bot.services import Services
from bot.services.ground import Ground
from tests.builders import FRONT, a_request
from tests.fakes import FakeSender
from tests.services.case import Case


@pytest.fixture
def case(services: Services, ground: Ground, clock: SteppedClock, sender: FakeSender) -> Case:
    """File INC-1; its card is not posted yet."""
    services.incidents.file(FRONT, a_request())
    return Case(services, ground, clock, sender)
