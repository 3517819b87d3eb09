"""What an app is sent when a person acts: commands, buttons, forms, shortcuts.

https://docs.slack.dev/reference/interaction-payloads and
https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling
"""

from dataclasses import dataclass

from bot.fakeslack import text as typed
from bot.fakeslack.errors import Json
from bot.fakeslack.fields import initial_value
from bot.fakeslack.installation import Installation
from bot.fakeslack.messages import Conversation, Message
from bot.fakeslack.people import User
from bot.fakeslack.surface import Control, controls
from bot.fakeslack.views import View
from bot.fakeslack.world import World

_OF_THE_ELEMENT = ("text", "value", "url", "style", "placeholder", "confirm", "workflow")


@dataclass(frozen=True, slots=True)
class Act:
    """A person does something with an app; each method gives the payload that tells the app."""

    world: World
    app: Installation
    user: User

    def command(self, conversation: Conversation, name: str, rest: str) -> Json:
        """A slash command; every value is a string, as in the form it once was."""
        workspace = self.world.workspace
        if self.app.commands[name].get("should_escape"):
            rest = typed.escaped(rest, workspace)
        payload: Json = {
            "token": self.app.verification_token,
            "team_id": workspace.team_id,
            "team_domain": workspace.domain,
            "channel_id": conversation.id,
            "channel_name": conversation.name_in_payloads(),
            "user_id": self.user.id,
            "user_name": self.user.name,
            "command": name,
            "text": rest,
            "api_app_id": self.app.app_id,
            "is_enterprise_install": "false",
            "response_url": self._response_url(conversation),
            "trigger_id": self._trigger_id(),
        }
        if workspace.enterprise_id:
            payload["enterprise_id"] = workspace.enterprise_id
            payload["enterprise_name"] = workspace.name
        return payload

    def on_message(
        self, conversation: Conversation, message: Message, used: Control, new: Json | None
    ) -> Json:
        """A click on a message. Slack leaves `message` out when it is an ephemeral one."""
        payload = self._interaction("block_actions") | {
            "container": _container(message),
            "trigger_id": self._trigger_id(),
            "channel": {"id": conversation.id, "name": conversation.name_in_payloads()},
            "state": {"values": _message_state(message, used, new)},
            "response_url": self._response_url(conversation, message),
            "actions": [self._action(used, new)],
        }
        if message.ephemeral_to is not None:
            return payload
        return payload | {"message": conversation.message_json(message)}

    def on_view(self, view: View, used: Control, new: Json | None) -> Json:
        """A click in a modal or a home tab."""
        return self._interaction("block_actions") | {
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self._trigger_id(view),
            "view": self._view(view),
            "actions": [self._action(used, new)],
        }

    def submission(self, view: View) -> Json:
        return self._interaction("view_submission") | {
            "trigger_id": self._trigger_id(view),
            "view": self._view(view),
            "response_urls": self._response_urls(view),
        }

    def closing(self, view: View, *, cleared: bool) -> Json:
        return self._interaction("view_closed") | {
            "view": self._view(view),
            "is_cleared": cleared,
        }

    def shortcut(self, callback_id: str) -> Json:
        """A global shortcut, which knows no channel and has no response URL."""
        return self._interaction("shortcut") | {
            "callback_id": callback_id,
            "trigger_id": self._trigger_id(),
            "action_ts": self.world.workspace.next_stamp(),
        }

    def message_shortcut(
        self, conversation: Conversation, message: Message, callback_id: str
    ) -> Json:
        return self._interaction("message_action") | {
            "callback_id": callback_id,
            "trigger_id": self._trigger_id(),
            "action_ts": self.world.workspace.next_stamp(),
            "channel": {"id": conversation.id, "name": conversation.name_in_payloads()},
            "message_ts": message.ts,
            "message": conversation.message_json(message),
            "response_url": self._response_url(conversation),
        }

    def _interaction(self, kind: str) -> Json:
        """What every interaction tells: who did it, where, to which app."""
        workspace = self.world.workspace
        enterprise_id = workspace.enterprise_id
        return {
            "type": kind,
            "user": {
                "id": self.user.id,
                "username": self.user.name,
                "name": self.user.name,
                "team_id": self.user.team_id,
            },
            "api_app_id": self.app.app_id,
            "token": self.app.verification_token,
            "team": {"id": workspace.team_id, "domain": workspace.domain},
            "enterprise": (
                {"id": enterprise_id, "name": workspace.name} if enterprise_id else None
            ),
            "is_enterprise_install": False,
        }

    def _trigger_id(self, view: View | None = None) -> str:
        from_view = view.id if view is not None and view.type == "modal" else None
        return self.world.triggers.make(self.app.app_id, self.user.id, from_view)

    def _response_url(self, conversation: Conversation, source: Message | None = None) -> str:
        path = self.world.response_urls.make(self.app, self.user.id, conversation.id, source)
        return f"{self.world.url}/commands/{path}"

    def _response_urls(self, view: View) -> list[Json]:
        """One URL for each conversation chosen in an input that asks for it."""
        asking = (c for c in controls(view.blocks) if c.element.get("response_url_enabled"))
        found = []
        for control in asking:
            value = view.values.get(control.block_id, {}).get(control.action_id, {})
            channel = value.get("selected_conversation") or value.get("selected_channel")
            if conversation := self.world.workspace.conversations.get(str(channel)):
                found.append(
                    {
                        "block_id": control.block_id,
                        "action_id": control.action_id,
                        "channel_id": conversation.id,
                        "response_url": self._response_url(conversation),
                    }
                )
        return found

    def _view(self, view: View) -> Json:
        return view.as_json(self.world.workspace.team_id, self.app.bot_id)

    def _action(self, used: Control, new: Json | None) -> Json:
        element = used.element
        kept = {key: element[key] for key in _OF_THE_ELEMENT if key in element}
        return {
            "action_id": used.action_id,
            "block_id": used.block_id,
            "type": element["type"],
            **kept,
            **(new or {}),
            "action_ts": self.world.workspace.next_stamp(),
        }


def _container(message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def _message_state(message: Message, used: Control, new: Json | None) -> Json:
    """What the inputs on the message hold, the one just used with its new value."""
    values: dict[str, Json] = {}
    for control in controls(message.all_blocks()):
        value = initial_value(control.element)
        if value is None:
            continue
        is_used = (control.block_id, control.action_id) == (used.block_id, used.action_id)
        values.setdefault(control.block_id, {})[control.action_id] = new if is_used else value
    return values
