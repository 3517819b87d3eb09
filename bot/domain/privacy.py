"""Who sees the text of an incident. Every renderer is given a `Seen`, never a bare incident."""

from dataclasses import dataclass, replace

from bot.domain.ids import UserId
from bot.domain.incident import Incident
from bot.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody reading, or the team's channel (`user_id` is None), where members read along."""

    user_id: UserId | None
    is_member: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident as one viewer may see it; where `is_hidden`, text and words are gone."""

    incident: Incident
    is_hidden: bool


THE_TEAMS_CHANNEL = Viewer(user_id=None, is_member=True)


def viewer(user_id: UserId, settings: Settings) -> Viewer:
    """Return the person as a viewer."""
    return Viewer(user_id=user_id, is_member=user_id in settings.team_members)


def seen_by(incident: Incident, viewer: Viewer) -> Seen | None:
    """Return what the viewer may see, or None if they may not know that it exists.

    Public incidents are seen by everyone. Of a private one its requester, its owner and those
    named by them see all; members see number, severity, state and that it is private.
    """
    if not incident.is_private:
        return Seen(incident, is_hidden=False)
    if viewer.user_id and viewer.user_id in {incident.requester, incident.owner, *incident.named}:
        return Seen(incident, is_hidden=False)
    if viewer.is_member:
        return Seen(replace(incident, text="", ending=None), is_hidden=True)
    return None
