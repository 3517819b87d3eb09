"""Say one parcel to Slack, and find a post again whose answer was lost."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.domain.content import (
    Card,
    Confirmation,
    Prompt,
    QuestionClosed,
    Refused,
    Told,
    Trouble,
    Words,
)
from bot.domain.delivery import Failure
from bot.domain.ids import ChannelId, MessageRef, UserId
from bot.domain.notice import Call, Kind
from bot.services.outbox import Parcel
from bot.slack import names
from bot.slack.errors import sort
from bot.slack.render import card, confirmation, refusal, told
from bot.slack.render.parts import Message

log = logging.getLogger(__name__)

RENDERERS: Mapping[type, Callable[[Any], Message]] = {
    Card: card.card,
    Words: card.thread_words,
    Told: told.told,
    Prompt: told.prompt,
    QuestionClosed: told.question_closed,
    Trouble: told.trouble,
    Refused: refusal.refused,
    Confirmation: confirmation.confirmation,
}

_OK = 200
_PAGE = 200
# Clocks differ, and a message may be a little older than the try we know of.
_LOOK_BACK = timedelta(seconds=60)
_SLACK_HOSTS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})


class ResponseUrlIsDead(Exception):  # noqa: N818  # expected: they live for half an hour
    """The answer of a response URL; whoever waited for it has gone on."""


class Wire:
    """One workspace's way to Slack. Every method makes one call, or two where it says so."""

    def __init__(self, client: WebClient) -> None:
        """Use a client without retry handlers: a write that was lost must be looked for first."""
        self._client = client
        self._hosts = _SLACK_HOSTS | {urlsplit(client.base_url).hostname}

    def call_of(self, parcel: Parcel) -> Call:
        """Return what the parcel will ask of Slack."""
        match parcel.notice.kind:
            case Kind.PROFILE:
                return Call.READ
            case Kind.LOOK:
                return Call.LOOK
            case Kind.PROMPT | Kind.REFUSE:
                return Call.EPHEMERAL
            case Kind.CONFIRM:
                return Call.RESPOND
            case _:
                return Call.UPDATE if parcel.shown else Call.POST

    def say(self, parcel: Parcel) -> MessageRef | None:
        """Post, update or whisper it; return where it is, None for what nobody else sees.

        Raises whatever Slack or the network raised.
        """
        said = RENDERERS[type(parcel.content)](parcel.content)
        content = {"text": said.text} | ({} if parcel.leased.is_plain else {"blocks": said.blocks})
        match self.call_of(parcel):
            case Call.UPDATE:
                return self._update(parcel, content)
            case Call.EPHEMERAL:
                self._whisper(parcel, content)
                return None
            case Call.RESPOND:
                self._respond(parcel, content)
                return None
            case _:
                return self._post(parcel, content)

    def find(self, parcel: Parcel) -> MessageRef | None:
        """Return the message that an earlier try has posted, by its metadata, or None.

        Needs a history scope; without one it cannot be known, and a double is possible
        (https://docs.slack.dev/messaging/message-metadata).
        """
        since = parcel.leased.unsure_since
        if since is None or self.call_of(parcel) is not Call.POST:
            return None
        oldest = f"{(since - _LOOK_BACK).timestamp():.6f}"
        channel = parcel.thread.channel if parcel.thread else self._channel_id(parcel.place)
        for message in self._posted_since(parcel, channel, oldest):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("key") == parcel.notice.key:
                return MessageRef(ChannelId(channel), message["ts"])
        return None

    def _posted_since(self, parcel: Parcel, channel: str, oldest: str) -> Iterator[dict[str, Any]]:
        ask: Callable[..., SlackResponse] = self._client.conversations_history
        if parcel.thread:
            ask = partial(self._client.conversations_replies, ts=parcel.thread.ts)
        cursor = None
        while True:
            found = ask(
                channel=channel,
                oldest=oldest,
                include_all_metadata=True,
                limit=_PAGE,
                cursor=cursor,
            )
            yield from found["messages"]
            cursor = (found.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    def profile(self, user: str) -> dict[str, Any]:
        """Return Slack's user object."""
        found: dict[str, Any] = self._client.users_info(user=user)["user"]
        return found

    def emoji(self, card: MessageRef) -> list[tuple[str, UserId]]:
        """Return (name, who) of every emoji on a message, everybody named."""
        found = self._client.reactions_get(channel=card.channel, timestamp=card.ts, full=True)
        reactions = found["message"].get("reactions", [])
        return [(one["name"], UserId(user)) for one in reactions for user in one["users"]]

    def _post(self, parcel: Parcel, content: dict[str, Any]) -> MessageRef:
        place = parcel.thread.channel if parcel.thread else parcel.place
        thread: dict[str, Any] = {"thread_ts": parcel.thread.ts} if parcel.thread else {}
        if thread and parcel.notice.kind is Kind.TELL:
            # An ending that only sits in a thread is easily missed on a phone.
            thread["reply_broadcast"] = True
        response = self._client.chat_postMessage(
            channel=place,
            metadata={
                "event_type": names.METADATA_EVENT,
                "event_payload": {"key": parcel.notice.key},
            },
            unfurl_links=False,
            unfurl_media=False,
            **thread,
            **content,
        )
        return MessageRef(ChannelId(response["channel"]), response["ts"])

    def _update(self, parcel: Parcel, content: dict[str, Any]) -> MessageRef | None:
        ref = parcel.shown
        if ref is None:
            raise AssertionError("unreachable")
        # Without blocks an update would leave the old buttons off and nothing in their place.
        self._client.chat_update(channel=ref.channel, ts=ref.ts, **({"blocks": []} | content))
        return ref

    def _whisper(self, parcel: Parcel, content: dict[str, Any]) -> None:
        target = parcel.notice.target
        user, channel = target.user or "", target.channel or ""
        try:
            self._client.chat_postEphemeral(channel=channel, user=user, **content)
        except SlackApiError as error:
            trouble = sort(error)
            if trouble is None or trouble.failure not in {Failure.PERSON, Failure.CONFIG}:
                raise
            # They left the channel, or we were removed from it: their own messages still work.
            self._client.chat_postMessage(channel=user, **content)

    def _respond(self, parcel: Parcel, content: dict[str, Any]) -> None:
        url = parcel.notice.target.url or ""
        if urlsplit(url).hostname not in self._hosts:
            raise ResponseUrlIsDead("not an address of Slack")
        webhook = WebhookClient(url, timeout=10, retry_handlers=[])
        answer = webhook.send_dict({"replace_original": True, **content})
        if answer.status_code != _OK:
            raise ResponseUrlIsDead(f"{answer.status_code} {answer.body[:80]}")

    def _channel_id(self, place: str) -> str:
        """Return the channel of a place; a person's is opened, which posts nothing."""
        if place[:1] not in "UW":
            return place
        return str(self._client.conversations_open(users=place)["channel"]["id"])
