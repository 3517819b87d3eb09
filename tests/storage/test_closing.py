"""What analysts said at the end comes back as it went in, the last word on each incident."""

from dataclasses import replace

import pytest

from bot.domain.closing import Cause, Closing, Effort, Returns
from bot.domain.ids import Front, Number, WorkspaceId
from storage.database import Database
from tests.builders import ADA, BO, FRONT, NOW, later

NOTHING = Closing(front=FRONT, number=Number(42), by=ADA, at=NOW)
EVERYTHING = replace(
    NOTHING,
    effort=Effort.HALF_DAY,
    cause=Cause.SOURCE_SYSTEM,
    preventable=5,
    returns=Returns.UNSURE,
    tool="Warehouse ❄",
    is_skipped=True,
)
ELSEWHERE = Front(WorkspaceId("T0OTHER"))


@pytest.mark.parametrize(
    "closing",
    [
        NOTHING,
        EVERYTHING,
        *(replace(NOTHING, effort=effort) for effort in Effort),
        *(replace(NOTHING, cause=cause) for cause in Cause),
        *(replace(NOTHING, returns=returns) for returns in Returns),
        replace(NOTHING, preventable=1),
        replace(NOTHING, tool="x" * 40),
    ],
)
def test_what_was_said_comes_back_as_it_was(db: Database, closing: Closing):
    with db.begin() as tx:
        tx.closings.put(closing)

    with db.read() as tx:
        assert tx.closings.find(FRONT, Number(42)) == closing


def test_what_was_said_last_is_kept(db: Database):
    then = replace(NOTHING, by=BO, at=later(minutes=5), effort=Effort.LONGER)

    with db.begin() as tx:
        tx.closings.put(EVERYTHING)
        tx.closings.put(then)

    with db.read() as tx:
        assert tx.closings.find(FRONT, Number(42)) == then


def test_nothing_said_is_nothing_known(db: Database):
    with db.begin() as tx:
        tx.closings.put(replace(EVERYTHING, front=ELSEWHERE))
        tx.closings.put(replace(EVERYTHING, number=Number(43)))

    with db.read() as tx:
        assert tx.closings.find(FRONT, Number(42)) is None
