"""What happens to people: they were renamed, have moved, or have left."""

from datetime import UTC, datetime
from typing import Any

from slack_bolt import App

from bot.domain.ids import Front
from bot.services import Services
from bot.slack.profiles import person


def register(app: App) -> None:
    """Listen to profiles that change."""
    app.event("user_change")(on_user_change)


def on_user_change(event: dict[str, Any], services: Services, front: Front) -> None:
    """Keep what is new about somebody; who has left gives back what they had."""
    at = datetime.fromtimestamp(float(event["event_ts"]), tz=UTC)
    services.people.changed(person(front, event["user"], at))
