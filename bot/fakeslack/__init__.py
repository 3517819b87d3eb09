"""A fake Slack workspace that speaks HTTP and WebSocket, and refuses what Slack refuses."""

from bot.fakeslack.changes import Change
from bot.fakeslack.channels import Channel
from bot.fakeslack.delivery import Delivery
from bot.fakeslack.fake import FakeSlack
from bot.fakeslack.hands import Person
from bot.fakeslack.installation import Installation
from bot.fakeslack.messages import Message
from bot.fakeslack.methods import METHODS
from bot.fakeslack.views import View
from bot.fakeslack.world import Call

__all__ = [
    "METHODS",
    "Call",
    "Change",
    "Channel",
    "Delivery",
    "FakeSlack",
    "Installation",
    "Message",
    "Person",
    "View",
]
