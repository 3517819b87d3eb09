"""Cursors: a long list handed out page by page."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.fakeslack.errors import Json, SlackError

Item = TypeVar("Item")


def page(items: Sequence[Item], cursor: str, limit: int) -> tuple[list[Item], str]:
    """The items after the cursor, and the cursor of the next page, empty on the last."""
    start = _position(cursor) if cursor else 0
    end = start + max(1, limit)
    return list(items[start:end]), _cursor(end) if end < len(items) else ""


def next_cursor(cursor: str) -> Json:
    return {"response_metadata": {"next_cursor": cursor}}


def _cursor(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _position(cursor: str) -> int:
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
