"""Emoji put on messages and taken off."""

from typing import Any

from slack_bolt import App

from bot.domain.ids import Front
from bot.services import Services
from bot.slack import forms


def register(app: App) -> None:
    """Listen to emoji."""
    app.event("reaction_added")(on_reaction_added)
    app.event("reaction_removed")(on_reaction_removed)


def on_reaction_added(event: dict[str, Any], services: Services, front: Front) -> None:
    """Do what the emoji means on a card."""
    toggle = forms.toggle(event, is_on=True)
    if toggle:
        services.reactions.toggled(front, toggle)


def on_reaction_removed(event: dict[str, Any], services: Services, front: Front) -> None:
    """Do what taking it off means."""
    toggle = forms.toggle(event, is_on=False)
    if toggle:
        services.reactions.toggled(front, toggle)
