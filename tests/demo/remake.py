"""Make the history of the demo anew: `python -m tests.demo.remake` writes what is shipped."""

import json
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event

from bot.clock import SteppedClock
from bot.demo import cast, history, lives, script, turns
from bot.domain.ids import Front, WorkspaceId
from bot.fakeslack import FakeSlack
from bot.services import Services
from bot.services.ground import Ground
from bot.slack.manifest import manifest
from storage import loading, migrate
from storage.database import Database, connect

FOLDER = Path(__file__).parents[2] / "bot" / "demo"
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Made:
    """A history as text, and the truth about it."""

    history: str
    truth: str


def made(folder: Path) -> Made:
    """Let the script happen on a new database in that folder."""
    clock = SteppedClock(script.END - script.WEEKS * _WEEK)
    db = connect(f"sqlite:///{folder / 'made.sqlite'}")
    event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
    try:
        migrate.upgrade(db)
        return _made(db, clock)
    finally:
        db.close()


def write(made: Made) -> None:
    """Put a history and its truth where they are shipped from."""
    (FOLDER / history.FILE).write_bytes(history.compressed(made.history))
    (FOLDER / history.TRUTH).write_text(made.truth, encoding="utf-8")


def _made(db: Database, clock: SteppedClock) -> Made:
    told = cast.story()
    with FakeSlack.start(now=clock.now) as slack:
        app = slack.install(manifest())
        company = cast.bring(told, slack, app)
        front = Front(WorkspaceId(app.team_id))
        shelf = loading.Shelf(db, front)
        shelf.put_in({"person": company.profiles(front, clock.now())})
        services = Services.on(Ground(db=db, now=clock.now))
        services.settings.replace(front, company.settings(script.FIRST_MONDAY))
        zones = {one["handle"]: ZoneInfo(one["tz"]) for one in told["people"]}
        place = lives.Place(company.ids(), zones)
        played = lives.Lives(services, front, clock, place, script.needs())
        rota = turns.steps(services, front, place)
        played.happen(script.written(told["people"]), script.END, rota)
        tables = shelf.take_out(*history.TABLES)
        names = {id_: name for name, id_ in company.ids().items()}
    # The demo's own settings are saved when it begins, and count from there.
    tables["counter"] = [row for row in tables["counter"] if row["noun"] != "settings"]
    return Made(history.packed(tables, names), _truth(played.families))


def _truth(families: list[str | None]) -> str:
    told = script.needs()
    released = script.releases(told)
    truth: dict[str, Any] = {
        "first_monday": script.FIRST_MONDAY.isoformat(),
        "weeks": script.WEEKS,
        "families": {
            one["id"]: {"a_week": one["rate"]}
            | (
                {
                    "fix": one["fix"]["name"],
                    "released_at": released[one["id"]].isoformat(),
                    "times": one["fix"]["effect"],
                }
                if "fix" in one
                else {}
            )
            for one in told["families"]
        },
        "outages": [one["id"] for one in told["bursts"]],
        "family_of": {str(number): one for number, one in enumerate(families, 1) if one},
    }
    return json.dumps(truth, indent=0, ensure_ascii=False) + "\n"


def _do_not_wait_for_the_disk(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def main() -> None:
    """Make it, and say how long that took."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        result = made(Path(folder))
    write(result)
    size = (FOLDER / history.FILE).stat().st_size
    sys.stdout.write(
        f"{len(result.history)} characters, {size} bytes, {time.monotonic() - began:.1f} s\n"
    )


if __name__ == "__main__":
    main()
