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
    # The rota.
    NO_ROTATION = "no_rotation"
    NO_ROTATIONS = "no_rotations"
    NOT_IN_ROTATION = "not_in_rotation"
    TAKES_NO_PART = "takes_no_part"
    ENDS_FIRST = "ends_first"
    IS_OVER = "is_over"
    HAS_BEGUN = "has_begun"
    OWN_REQUEST = "own_request"
    NOT_FOR_YOU = "not_for_you"
    ALREADY_TAKEN = "already_taken"
    CALLED_OFF = "called_off"
    NOT_YOUR_SHIFT = "not_your_shift"
    NO_SHIFT_THAT_DAY = "no_shift_that_day"
    SHIFTS_HAVE_CHANGED = "shifts_have_changed"
    OFF_THEN = "off_then"
    TOO_LONG = "too_long"
    NO_DATES = "no_dates"
    NO_SUCH_DAY = "no_such_day"
    TWO_READINGS = "two_readings"
    GONE = "gone"
    TOO_FAR = "too_far"
    NO_DAY = "no_day"


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
