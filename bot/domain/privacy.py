"""Who sees the text of an incident. Every renderer is given a `Seen`, never a bare incident."""

from dataclasses import dataclass, replace

from bot.domain.ids import UserId
from bot.domain.incident import Incident
from bot.domain.settings import Settings

# In place of a requester who is not to be known.
SOMEBODY = UserId("")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who reads."""

    user_id: UserId
    is_member: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident as one viewer may see it; where `is_hidden`, words and requester are gone."""

    incident: Incident
    is_hidden: bool


def viewer(user_id: UserId, settings: Settings) -> Viewer:
    """Return the person as a viewer."""
    return Viewer(user_id=user_id, is_member=user_id in settings.team_members)


def seen_by(incident: Incident, viewer: Viewer) -> Seen | None:
    """Return what the viewer may see, or None if they may not know that it exists.

    Public incidents are seen by everyone. Of a private one its requester, its owner (while in the
    team) and those named by them see all; members see number, severity, state and that it is
    private.
    """
    if not incident.is_private:
        return Seen(incident, is_hidden=False)
    is_owner = viewer.is_member and viewer.user_id == incident.owner
    if is_owner or viewer.user_id in {incident.requester, *incident.named}:
        return Seen(incident, is_hidden=False)
    return seen_in_channel(incident) if viewer.is_member else None


def seen_in_channel(incident: Incident) -> Seen:
    """Return what the team's channel may see, where members read along."""
    return (
        Seen(_hide(incident), is_hidden=True)
        if incident.is_private
        else Seen(incident, is_hidden=False)
    )


def _hide(incident: Incident) -> Incident:
    """Return number, severity, state and owner: nothing that was typed, nor who asked for what."""
    return replace(
        incident,
        text="",
        requester=SOMEBODY,
        filed_from=None,
        link=None,
        source_url=None,
        question=None,
        impact=None,
        needed_by=None,
        ending=None,
        named=(),
        # Which other request it is the same as, says what it is about.
        duplicate_of=None,
    )
