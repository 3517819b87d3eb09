"""What happens to channels we depend on: they were opened again, or we were invited."""

from typing import Any

from slack_bolt import App, BoltContext

from bot.domain.ids import ChannelId, Front
from bot.services import Services


def register(app: App) -> None:
    """Listen to channels that work again."""
    app.event("channel_unarchive")(on_unarchived)
    app.event("group_unarchive")(on_unarchived)
    app.event("member_joined_channel")(on_joined)


def on_unarchived(event: dict[str, Any], services: Services, front: Front) -> None:
    """Say what has been waiting for the channel."""
    services.outbox.resume(front, ChannelId(event["channel"]))


def on_joined(
    event: dict[str, Any], services: Services, front: Front, context: BoltContext
) -> None:
    """Say what has been waiting for the channel, if it is we who joined."""
    if event["user"] == context.bot_user_id:
        services.outbox.resume(front, ChannelId(event["channel"]))
