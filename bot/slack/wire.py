"""Say one parcel to Slack, and find a post again whose answer was lost."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.domain.content import (
    Arrived,
    AskConsent,
    Card,
    CheckSettings,
    Confirmation,
    ConsentSettled,
    CoverAsked,
    DatesMoved,
    Elected,
    FetchMessage,
    FiledHere,
    Handed,
    HandoffNote,
    Heard,
    Home,
    Invitation,
    Named,
    Numbered,
    Outcome,
    OwnerLeft,
    Prompt,
    QuestionClosed,
    Refused,
    ShiftIsNear,
    SwapAsked,
    SyncGroup,
    Told,
    Trouble,
    Uncovered,
    Unread,
    Words,
)
from bot.domain.delivery import Failure
from bot.domain.ids import ChannelId, Front, MessageRef, UserId
from bot.domain.notice import CALLS, Call, Kind
from bot.domain.ticket import Found
from bot.services.outbox import Parcel
from bot.services.settings import EVERYTHING, SECTIONS
from bot.slack import checkup, names
from bot.slack.errors import sort
from bot.slack.forms import mentioned
from bot.slack.profiles import person
from bot.slack.render import (
    aside,
    card,
    confirmation,
    duty,
    home,
    oncall,
    parts,
    prompt,
    refusal,
    setup,
    told,
)
from bot.slack.render.parts import Message
from bot.slack.speech import Speech, speech_in
from bot.slack.text import decode

log = logging.getLogger(__name__)

RENDERERS: Mapping[type, Callable[[Any, Speech], Message]] = {
    Card: card.card,
    Words: card.thread_words,
    Told: told.told,
    Prompt: prompt.prompt,
    Heard: aside.heard,
    Handed: aside.handed,
    Named: aside.named,
    OwnerLeft: aside.owner_left,
    FiledHere: aside.filed_here,
    Numbered: aside.numbered,
    AskConsent: aside.ask_consent,
    ConsentSettled: aside.consent_settled,
    Elected: setup.elected,
    Home: home.home,
    QuestionClosed: told.question_closed,
    Trouble: told.trouble,
    Refused: refusal.refused,
    Confirmation: confirmation.confirmation,
    Invitation: duty.invitation,
    CoverAsked: duty.cover,
    SwapAsked: duty.swap,
    HandoffNote: duty.note,
    Unread: duty.unread,
    ShiftIsNear: duty.near,
    Uncovered: duty.uncovered,
    DatesMoved: duty.moved,
    Arrived: duty.arrived,
    Outcome: oncall.outcome,
}

_OK = 200
# A message may mention many; the first few make it readable.
_NAMES = 5
_PAGE = 200
# Clocks differ, and a message may be a little older than the try we know of.
_LOOK_BACK = timedelta(seconds=60)
# The home tab is switched off, or has been published anew meanwhile: nobody misses this one.
_NOT_WANTED = frozenset({"not_enabled", "hash_conflict"})
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
        call = CALLS[parcel.notice.kind]
        return Call.UPDATE if call is Call.POST and parcel.shown else call

    def say(self, parcel: Parcel) -> MessageRef | None:
        """Post, update, whisper or publish it; return where it is, None for what nobody else sees.

        Raises whatever Slack or the network raised.
        """
        said = RENDERERS[type(parcel.content)](parcel.content, speech_in(parcel.locale))
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
            case Call.PUBLISH:
                self._publish(parcel, said)
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
        """Return Slack's user object, the locale included."""
        found: dict[str, Any] = self._client.users_info(user=user, include_locale=True)["user"]
        return found

    def fetch(self, wanted: FetchMessage, front: Front, now: datetime) -> Found:
        """Return a message that somebody wants filed, with the names of those it mentions.

        Reading its emoji brings the message itself along, so that no history scope is needed
        (https://docs.slack.dev/reference/methods/reactions.get). Makes two calls, one more for
        each person named or waiting, and one if the address is missing.
        """
        message = wanted.message
        item = self._client.reactions_get(channel=message.channel, timestamp=message.ts)["message"]
        channel = self._client.conversations_info(channel=message.channel)["channel"]
        text = str(item.get("text") or "")
        people = {
            user: person(front, self.profile(user), now).name for user in mentioned(text)[:_NAMES]
        }
        return Found(
            text=decode(text, people),
            account=UserId(item["user"]) if item.get("user") else None,
            author=self._author(item, front, now),
            url=item.get("permalink") or self._permalink(message),
            thread_ts=item.get("thread_ts"),
            outsiders=frozenset(
                user for user in wanted.readers if not self._takes_part(user, front, now)
            ),
            is_closed=any(channel.get(kind) for kind in ("is_private", "is_im", "is_mpim")),
        )

    def _author(self, item: dict[str, Any], front: Front, now: datetime) -> UserId | None:
        """Return who wrote a message; None if that was nobody who takes part here."""
        user = item.get("user")
        if user is None or item.get("bot_id"):
            return None
        return UserId(user) if self._takes_part(user, front, now) else None

    def _takes_part(self, user: str, front: Front, now: datetime) -> bool:
        return person(front, self.profile(user), now).takes_part

    def _permalink(self, message: MessageRef) -> str:
        found = self._client.chat_getPermalink(channel=message.channel, message_ts=message.ts)
        return str(found["permalink"])

    def emoji(self, card: MessageRef) -> list[tuple[str, UserId]]:
        """Return (name, who) of every emoji on a message, everybody named."""
        found = self._client.reactions_get(channel=card.channel, timestamp=card.ts, full=True)
        reactions = found["message"].get("reactions", [])
        return [(one["name"], UserId(user)) for one in reactions for user in one["users"]]

    def sync(self, wanted: SyncGroup) -> None:
        """Let a handle name exactly these people; it is written only if it names others.

        Writing replaces its whole list, and may be done by a bot only where everybody may
        (https://docs.slack.dev/reference/methods/usergroups.users.update). Makes two calls.
        """
        group, people = wanted.user_group, list(wanted.people)
        named = self._client.usergroups_users_list(usergroup=group)["users"]
        if set(named) != set(people):
            self._client.usergroups_users_update(usergroup=group, users=people)

    def check(self, parcel: Parcel, wanted: CheckSettings) -> None:
        """Look whether what was saved works, and show it in place of the form and in the list.

        An admin who has closed the form hears of it only if something does not work.
        """
        speech, settings = speech_in(parcel.locale), wanted.settings
        sections = SECTIONS if wanted.section == EVERYTHING else (wanted.section,)
        look, of_section = checkup.Round(self._client).look, checkup.of_section
        checks = [look(one, of_section, self._client, settings, one) for one in sections]
        findings = [finding for check in checks for finding in check.findings or ()]
        shown = self._show(wanted.view_id, setup.saved(findings, speech))
        if shown is None:
            if findings:
                said = setup.found(findings, speech)
                self._client.chat_postMessage(
                    channel=wanted.admin, text=said.text, blocks=said.blocks
                )
        elif shown["root_view_id"] != wanted.view_id:
            self._show(shown["root_view_id"], setup.hub(settings, speech))

    def _show(self, view_id: str, view: dict[str, Any]) -> dict[str, Any] | None:
        """Put a view in the place of that one; return it, or None if nobody has it open."""
        try:
            shown: dict[str, Any] = self._client.views_update(view_id=view_id, view=view)["view"]
        except SlackApiError as error:
            trouble = sort(error)
            if trouble is None or trouble.failure is not Failure.EXPIRED:
                raise
            return None
        return shown

    def _post(self, parcel: Parcel, content: dict[str, Any]) -> MessageRef:
        place = parcel.thread.channel if parcel.thread else parcel.place
        thread: dict[str, Any] = {"thread_ts": parcel.thread.ts} if parcel.thread else {}
        if thread and parcel.notice.kind in {Kind.TELL, Kind.HEAR}:
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

    def _publish(self, parcel: Parcel, said: Message) -> None:
        if not isinstance(parcel.content, Home):
            raise TypeError("Only a home can be published")
        blocks = [parts.section(said.text)] if parcel.leased.is_plain else said.blocks
        view = home.view(parcel.content, blocks)
        try:
            self._client.views_publish(user_id=parcel.content.reader, view=view)
        except SlackApiError as error:
            trouble = sort(error)
            if trouble is None or trouble.code not in _NOT_WANTED:
                raise
            log.info("%s was not published: %s", parcel.notice.key, trouble.code)

    def _channel_id(self, place: str) -> str:
        """Return the channel of a place; a person's is opened, which posts nothing."""
        if place[:1] not in "UW":
            return place
        return str(self._client.conversations_open(users=place)["channel"]["id"])
