"""Refusals: understood and declined, with a reason that a person can be told."""

from enum import StrEnum

from bot.domain.ids import Number, UserId


class Reason(StrEnum):
    """Why something was declined. The sentence for each is in the catalogues of `bot.slack`."""

    NOT_IN_TEAM = "not_in_team"
    ANOTHER_HAS_IT = "another_has_it"
    NOT_YOURS = "not_yours"
    NOT_THE_REQUESTER = "not_the_requester"
    NOT_ALLOWED = "not_allowed"
    NOBODY_HAS_IT = "nobody_has_it"
    ALREADY_ENDED = "already_ended"
    NOT_ENDED = "not_ended"
    NOT_WAITING = "not_waiting"
    WRONG_STATE = "wrong_state"
    UNKNOWN_INCIDENT = "unknown_incident"
    NO_REASON = "no_reason"
    TOO_LATE = "too_late"
    NOTHING_TYPED = "nothing_typed"
    NOT_SET_UP = "not_set_up"
    ITSELF = "itself"
    NOT_PRIVATE = "not_private"
    NOT_FROM_HERE = "not_from_here"
    NOT_AN_ADMIN = "not_an_admin"
    UNKNOWN_ORIGINAL = "unknown_original"
    CHANGED_MEANWHILE = "changed_meanwhile"
    FILED_BEFORE = "filed_before"
    LEFT_BY_AUTHOR = "left_by_author"
    NO_MESSAGE = "no_message"
    NO_SEVERITY = "no_severity"
    NO_NUMBER = "no_number"
    NO_PERSON = "no_person"
    NO_SUCH_ANSWER = "no_such_answer"
    DAY_IS_OVER = "day_is_over"


class Refusal(Exception):
    """Nothing was changed, for this reason; `number` and `owner` say what it is about."""

    def __init__(
        self, reason: Reason, number: Number | None = None, owner: UserId | None = None
    ) -> None:
        """Keep what the sentence for the person needs; the exception's text is for logs."""
        super().__init__(f"{reason} ({number})" if number else str(reason))
        self.reason = reason
        self.number = number
        self.owner = owner
