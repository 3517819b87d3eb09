"""In which order open incidents should be worked on."""

from collections.abc import Iterable
from datetime import date, datetime

from bot.domain.incident import Incident, State
from bot.domain.severity import Severity, counts_as

_FAR = date.max


def in_order(incidents: Iterable[Incident]) -> list[Incident]:
    """Return them worst severity first, then by date needed, then oldest first.

    *Not set* counts as S3 and sorts first among them: it may be worse than it looks. What is
    parked can wait, and comes last.
    """
    return sorted(incidents, key=_rank)


def _rank(incident: Incident) -> tuple[bool, Severity, bool, date, datetime, int]:
    needed = incident.needed_by.day if incident.needed_by else None
    severity = incident.severity
    return (
        incident.state is State.PARKED,
        counts_as(severity),
        severity is not None,
        needed or _FAR,
        incident.filed_at,
        incident.number,
    )
