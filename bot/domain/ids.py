"""The names of things: who, where, and which front door a row belongs to."""

from dataclasses import dataclass
from typing import NewType

UserId = NewType("UserId", str)
ChannelId = NewType("ChannelId", str)
WorkspaceId = NewType("WorkspaceId", str)
FrontId = NewType("FrontId", str)

# Counts from 1 in each workspace; people read it as INC-42.
Number = NewType("Number", int)

MAIN = FrontId("main")


@dataclass(frozen=True, slots=True)
class Front:
    """One front door: a workspace (or an organisation, for an org-wide install) and a team in it.

    Every stored row belongs to exactly one front, and no use case crosses from one to another.
    """

    workspace_id: WorkspaceId
    front_id: FrontId = MAIN


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message in Slack: the channel Slack answered with and the message's `ts`, kept as text.

    `ts` is the key of a message only together with its channel
    (https://docs.slack.dev/messaging/retrieving-messages/#individual_messages).
    """

    channel: ChannelId
    ts: str


def label(number: Number) -> str:
    """How people say an incident: `INC-42`."""
    return f"INC-{number}"
