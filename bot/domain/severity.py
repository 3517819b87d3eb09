"""How bad an incident is: impact times urgency, in words that people use."""

from enum import StrEnum

from bot.domain.needed_by import NeededBy, When


class Impact(StrEnum):
    """What happens if it is late, as the requester said; a title is not an impact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Severity(StrEnum):
    """From S1, drop everything, to S4, when there is room. In order: S1 sorts first."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


# An incident nobody has rated keeps S3's clocks, so that silence is neither an alarm nor a grave.
ASSUMED = Severity.S3

# The ITIL matrix of impact and urgency, its two lowest priorities merged.
_MATRIX: dict[tuple[Impact, When], Severity] = {
    (Impact.HIGH, When.TODAY): Severity.S1,
    (Impact.HIGH, When.SOON): Severity.S2,
    (Impact.HIGH, When.LATER): Severity.S3,
    (Impact.MEDIUM, When.TODAY): Severity.S2,
    (Impact.MEDIUM, When.SOON): Severity.S3,
    (Impact.MEDIUM, When.LATER): Severity.S4,
    (Impact.LOW, When.TODAY): Severity.S3,
    (Impact.LOW, When.SOON): Severity.S4,
    (Impact.LOW, When.LATER): Severity.S4,
}


def rate(impact: Impact | None, needed_by: NeededBy | None) -> Severity | None:
    """Return the severity that impact and date give, or None while the impact is not known.

    Without a date, or with the answer that there is none, the urgency is *later*.
    """
    if impact is None:
        return None
    when = needed_by.when if needed_by else When.LATER
    return _MATRIX[impact, When.LATER if when is When.NO_DATE else when]


def counts_as(severity: Severity | None) -> Severity:
    """Return the severity whose clocks apply: *not set* counts as S3."""
    return severity or ASSUMED
