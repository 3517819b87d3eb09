"""What a card shows. The one place that composes it: later capabilities add their lines here."""

from bot.domain.content import Card
from bot.domain.incident import Incident
from bot.domain.privacy import seen_in_channel
from bot.domain.settings import Settings


def compose(incident: Incident, settings: Settings) -> Card:
    """Return the card of an incident as the team's channel may see it."""
    return Card(seen=seen_in_channel(incident), zone=settings.team.zone, emoji=settings.emoji)
