"""Moments mean the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from storage.database import Database
from storage.rows import tick

BERLIN = ZoneInfo("Europe/Berlin")


def kept(db: Database, moment: datetime) -> datetime:
    row = {"workspace_id": "T", "front_id": "main", "name": "n", "slot": "s", "claimed_at": moment}
    with db.engine.begin() as connection:
        connection.execute(insert(tick).values(row))
        found: datetime = connection.execute(select(tick.c.claimed_at)).scalar_one()
    return found


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), id="the hour that Berlin skips"),
        pytest.param(datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), id="first of two"),
        pytest.param(datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), id="second of two"),
        pytest.param(datetime(2026, 7, 1, 12, tzinfo=BERLIN), id="summer"),
        pytest.param(datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=UTC), id="microseconds"),
        pytest.param(
            datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))), id="Kathmandu"
        ),
    ],
)
def test_a_moment_of_any_zone_comes_back_as_the_same_moment_in_utc(db: Database, moment: datetime):
    found = kept(db, moment)

    assert found == moment.astimezone(UTC)
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(db: Database):
    naive = datetime(2026, 7, 1, 12)  # noqa: DTZ001  # that is the point

    with pytest.raises(StatementError, match="A moment needs a zone"):
        kept(db, naive)
