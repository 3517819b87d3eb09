"""What was done to an incident, by whom, when: append only, told in the order it happened."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.ids import Front, Number, UserId
from bot.domain.incident import State
from bot.domain.needed_by import When
from bot.domain.severity import Impact


class What(StrEnum):
    """The kinds of entries. Verbs keep their names."""

    FILED = "filed"
    DESCRIBED = "described"
    CLAIMED = "claim"
    TAKEN_OVER = "take_over"
    RELEASED = "release"
    ASKED = "ask"
    QUESTION = "question"
    UNASKED = "unasked"
    REPLIED = "reply"
    PARKED = "park"
    UNPARKED = "unparked"
    STOPGAP = "stopgap"
    ANSWERED = "answer"
    WROTE = "wrote"
    CONFIRMED = "confirmed"
    DECLINED = "decline"
    DUPLICATE = "mark_duplicate"
    REASSIGNED = "reassign"
    SEVERITY = "change_severity"
    WITHDRAWN = "withdraw"
    REOPENED = "reopen"
    UNDONE = "undone"
    SAID_MORE = "said_more"
    EDITED = "edited"
    LET_SEE = "let_see"


ENDINGS = frozenset({What.STOPGAP, What.ANSWERED, What.DECLINED, What.DUPLICATE, What.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of an incident's story.

    `words` are what was typed; of an edit, what the request said before. `as_of` is the day that
    it is about: that of the data, or the one until which it is parked. `seq` is the incident's
    version after the change, so a story has no two lines in one place.
    `source_key` names the delivery that caused it; the same delivery writes one line, once.
    """

    front: Front
    number: Number
    seq: int
    at: datetime
    by: UserId
    what: What
    source_key: str
    state: State
    owner: UserId | None = None
    words: str | None = None
    link: str | None = None
    as_of: date | None = None


def described_as(*, impact: Impact | None = None, when: When | None = None) -> str:
    """Return how a tap on one of the two questions is kept, whatever its button says."""
    return f"impact:{impact}" if impact else f"when:{when}"
