"""The cards of a history, put into the channel where they were posted at their time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.demo.cast import REQUESTS, Cast
from bot.domain.ids import Front, Number, UserId
from bot.domain.incident import OPEN
from bot.fakeslack import FakeSlack, Installation, Message
from bot.fakeslack.ids import as_ts, micros
from bot.fakeslack.surface import with_ids
from bot.services import Services
from bot.services.card import compose
from bot.slack import names
from bot.slack.render.card import card
from bot.slack.speech import speech_in

SHOWN_FOR = timedelta(days=17)
_AFTER_FILING = timedelta(seconds=1)
_OPEN = frozenset(str(state) for state in OPEN)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the card of an incident stands."""

    number: Number
    requester: UserId
    ts: str
    posted_at: datetime

    def row(self, channel: str) -> dict[str, Any]:
        """Return what is remembered of the message, so that its buttons and emoji work."""
        return {
            "channel": channel,
            "ts": self.ts,
            "purpose": "card",
            "number": self.number,
            "seq": None,
            "is_current": True,
            "posted_at": self.posted_at,
        }


def to_show(incidents: Iterable[Row], since: datetime) -> list[Spot]:
    """Return where the cards are of what is open, or was filed since then."""
    return [
        _spot(one, one["filed_at"] + _AFTER_FILING)
        for one in incidents
        if one["state"] in _OPEN or one["filed_at"] >= since
    ]


def known(incidents: Iterable[Row], messages: Iterable[Row]) -> list[Spot]:
    """Return where the cards are that were shown before, as it was remembered."""
    requesters = {one["number"]: UserId(one["requester"]) for one in incidents}
    return [
        Spot(Number(one["number"]), requesters[one["number"]], one["ts"], one["posted_at"])
        for one in messages
        if one["purpose"] == "card" and one["is_current"] and one["number"] in requesters
    ]


def put_up(
    slack: FakeSlack,
    app: Installation,
    company: Cast,
    services: Services,
    front: Front,
    spots: Sequence[Spot],
    reactions: Iterable[Row] = (),
) -> None:
    """Show these cards as they stand now, with the emoji that people put on them."""
    settings = services.settings.current(front)
    speech = speech_in(settings.team.language)
    conversation = company.channels[REQUESTS].conversation
    emoji = _emoji(reactions)
    for spot in sorted(spots, key=lambda one: one.ts):
        seen, _ = services.queue.one(front, spot.number, spot.requester)
        said = card(compose(seen.incident, settings), speech)
        message = Message(
            ts=spot.ts,
            channel=conversation.id,
            user=app.bot_user_id,
            text=said.text,
            blocks=with_ids(said.blocks),
            metadata={
                "event_type": names.METADATA_EVENT,
                "event_payload": {"key": f"card:{spot.number}"},
            },
            bot_id=app.bot_id,
            app_id=app.app_id,
            team_id=app.team_id,
            reactions=emoji.get(spot.ts, {}),
        )
        with slack.workspace.lock:
            conversation.messages[spot.ts] = message
            # A window that was open before us has come back already, and hears of it thus.
            slack.workspace.log(
                "message_posted", channel=conversation.id, ts=spot.ts, user=app.bot_user_id
            )


def _spot(incident: Row, posted_at: datetime) -> Spot:
    ts = as_ts(micros(posted_at))
    return Spot(Number(incident["number"]), UserId(incident["requester"]), ts, posted_at)


def _emoji(reactions: Iterable[Row]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in reactions:
        if one["is_on"]:
            found.setdefault(one["ts"], {}).setdefault(one["name"], []).append(one["user"])
    return found
