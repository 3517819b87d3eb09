"""A person's home in Slack: which lists stand in it, and how long it is kept fresh."""

from datetime import timedelta
from enum import StrEnum

# Whoever has not looked for a week reads it anew when they look again.
OPEN_FOR = timedelta(days=7)
# A list shows so many, and its other pages on request.
PAGE = 10


class HomeList(StrEnum):
    """The lists of a home; the first two are for analysts alone."""

    HELD = "held"
    QUEUE = "queue"
    OPEN = "open"
    ENDED = "ended"


def within(page: int, total: int) -> int:
    """Return the page if the list has it, otherwise the nearest that it has; the first is 0."""
    last = max(0, (total - 1) // PAGE)
    return min(max(page, 0), last)
