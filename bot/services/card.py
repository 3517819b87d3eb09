"""What a card shows. The one place that composes it: later capabilities add their lines here."""

from bot.domain.incident import Incident
from bot.domain.notice import Card
from bot.domain.privacy import THE_TEAMS_CHANNEL, Seen, seen_by
from bot.domain.settings import Settings


def compose(incident: Incident, settings: Settings) -> Card:
    """Return the card of an incident as the team's channel may see it."""
    seen = seen_by(incident, THE_TEAMS_CHANNEL) or Seen(incident, is_hidden=True)
    return Card(seen=seen, zone=settings.team.zone)
