"""The made history: half a year of a company's incidents, shipped as rows.

It was made by `bot.demo.lives` through the use cases, on one fixed calendar. Names stand for ids,
moments and days are numbers, so that it fits any workspace and can be moved by whole weeks. Whoever
changes the script, the lives or the tables makes it anew: `python -m tests.demo.remake`.
"""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from typing import Any

from bot.demo.script import HOME, LAST_FRIDAY

FILE = "history.json.gz"
TRUTH = "truth.json"
# What a history is kept of: neither what was still to be said, nor where messages stood.
TABLES = (
    *("counter", "incident", "entry", "follower", "closing"),
    *("roster", "seat", "duty", "time_off", "cover", "exchange", "override", "handoff"),
)
_FRIDAY = 4

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def packed(tables: Mapping[str, Sequence[Mapping[str, Any]]], names: Mapping[str, str]) -> str:
    """Return rows as text: each table's columns, and their values with ids by name.

    A column in which nothing stands is left out, so that one which is added later changes nothing.
    """
    whole = {table: _table(list(rows), names) for table, rows in tables.items()}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str, ids: Mapping[str, str], *, by: timedelta) -> Tables:
    """Return the rows, with ids for names, and everything `by` so much later on the wall clock."""
    found: Tables = {}
    for table, told in json.loads(text).items():
        readers = [(name, _reader(kind, ids, by)) for name, kind in told["columns"]]
        found[table] = [
            {
                name: None if value is None else read(value)
                for (name, read), value in zip(readers, row, strict=True)
            }
            for row in told["rows"]
        ]
    return found


def shipped() -> str:
    """Return the history as it was shipped."""
    file = resources.files("bot.demo").joinpath(FILE)
    return gzip.decompress(file.read_bytes()).decode()


def truth() -> dict[str, Any]:
    """Return what nobody at the company knows: the need behind each incident, what fixes did."""
    text = resources.files("bot.demo").joinpath(TRUTH).read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(text)
    return told


def compressed(text: str) -> bytes:
    """Return it as it is shipped; the same text gives the same bytes."""
    return gzip.compress(text.encode(), 9, mtime=0)


def shift_to(today: date) -> timedelta:
    """Return the whole weeks by which the history is moved to end on the Friday before `today`."""
    friday = today - timedelta(days=(today.weekday() - _FRIDAY - 1) % 7 + 1)
    return friday - LAST_FRIDAY


def _table(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> dict[str, Any]:
    used = [name for name in rows[0] if any(row[name] is not None for row in rows)] if rows else []
    kinds = {name: _kind(row[name] for row in rows) for name in used}
    return {
        "columns": [[name, kinds[name]] for name in used],
        "rows": [[_written(row[name], names) for name in used] for row in rows],
    }


def _kind(values: Iterable[object]) -> str:
    match next(value for value in values if value is not None):
        case datetime():
            return "moment"
        case date():
            return "day"
        case time():
            return "time"
        case _:
            return ""


def _written(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401  # a cell of any column
    match value:
        case datetime():
            return round(value.timestamp(), 3)
        case date():
            return value.toordinal()
        case time():
            return value.isoformat("minutes")
        case list():
            return [_written(one, names) for one in value]
        case str():
            return names.get(value, value)
        case _:
            return value


def _reader(kind: str, ids: Mapping[str, str], by: timedelta) -> Any:  # noqa: ANN401
    match kind:
        case "moment":
            return lambda seconds: moved(datetime.fromtimestamp(seconds, UTC), by)
        case "day":
            return lambda ordinal: date.fromordinal(ordinal) + by
        case "time":
            return time.fromisoformat
        case _:
            return lambda value: _read(value, ids)


def _read(value: Any, ids: Mapping[str, str]) -> Any:  # noqa: ANN401  # a cell of any column
    if isinstance(value, list):
        return [_read(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value


def moved(at: datetime, by: timedelta) -> datetime:
    """Return the moment whole days later, at the same time of the company's day."""
    if not by:
        return at
    return (at.astimezone(HOME) + by).astimezone(UTC)
