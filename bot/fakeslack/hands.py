"""What people do: type, react, press, choose, fill in, send, look."""

from collections.abc import Sequence
from typing import Unpack

from bot.fakeslack import forms, responses, text
from bot.fakeslack.channels import Channel, channel_id
from bot.fakeslack.delivery import INTERACTIVE, SLASH_COMMANDS, Delivery
from bot.fakeslack.errors import Json
from bot.fakeslack.installation import Installation
from bot.fakeslack.messages import Conversation, Kind, Message
from bot.fakeslack.methods.reactions import checked_name
from bot.fakeslack.payloads import Act
from bot.fakeslack.people import User
from bot.fakeslack.surface import Control, find_control
from bot.fakeslack.traits import UserTraits
from bot.fakeslack.views import View
from bot.fakeslack.world import World


class Person:
    """A person in the workspace. Each act returns once the app has answered it or Slack gave up."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self.user = user

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    def changes(self, **traits: Unpack[UserTraits]) -> None:
        """Change something in the profile, `deleted=True` for deactivation included."""
        self._world.announce(self._world.workspace.change_user(self.user, **traits))

    # Typing

    def types(self, line: str, in_: Channel | str) -> Delivery:
        """Send a slash command. Its answer shows in `sees`, as a rule to this person alone."""
        conversation = self._conversation(in_)
        name, _, rest = line.strip().partition(" ")
        app = self._command_owner(name)
        if app is None:
            said = f"{name} is not a valid command."
            responses.slackbot_says(self._world, self.id, conversation.id, said)
            return Delivery(SLASH_COMMANDS, None, {"command": name, "text": rest})
        sent = self._act(app).command(conversation, name, rest.strip())
        delivery = Delivery(SLASH_COMMANDS, app, sent)
        delivery.on_settled = lambda d: responses.command_settled(
            self._world, d, self.id, conversation.id
        )
        return self._world.courier.deliver(delivery)

    def _command_owner(self, name: str) -> Installation | None:
        """The app that answers: of several, the one installed last. None for people from elsewhere.

        https://docs.slack.dev/interactivity/implementing-slash-commands and https://docs.slack.dev/apis/slack-connect
        """
        if self.user.is_stranger:
            return None
        owners = [app for app in self._world.active_apps() if name in app.commands]
        return owners[-1] if owners else None

    def says(self, line: str, in_: Channel | str, thread: Message | str | None = None) -> Message:
        """Post a message, or a reply under the given one; joins a public channel first."""
        conversation = self._conversation(in_)
        if conversation.kind is not Kind.PUBLIC and self.id not in conversation.members:
            raise PermissionError(f"{self.name} is not in {conversation.name}")
        if conversation.archived:
            raise PermissionError(f"{conversation.name} is archived")
        workspace = self._world.workspace
        message = Message(
            ts="",
            channel=conversation.id,
            user=self.id,
            text=text.encoded(line, workspace),
            thread_ts=_root_ts(thread),
        )
        if self.id not in conversation.members:
            self._world.announce(workspace.join(conversation.id, self.id))
        self._finish(self._world.announce(workspace.post(message)))
        return message

    def edits(self, message: Message, line: str) -> None:
        workspace = self._world.workspace
        change = workspace.edit(message, text=text.encoded(line, workspace))
        self._finish(self._world.announce(change))

    def deletes(self, message: Message) -> None:
        """Delete a message, one's own or, as an admin would, any."""
        change = self._world.workspace.delete(message, self.id)
        self._finish(self._world.announce(change))

    # Reacting

    def reacts(self, name: str, to: Message) -> Delivery | None:
        """Put the emoji on; None when no app hears of it or it was there already."""
        self._refuse_unreachable(to)
        change = self._world.workspace.react(to, self.id, checked_name(name))
        return self._finish(self._world.announce(change))

    def unreacts(self, name: str, to: Message) -> Delivery | None:
        """Take the emoji off; None when no app hears of it or it was not there."""
        self._refuse_unreachable(to)
        change = self._world.workspace.unreact(to, self.id, checked_name(name))
        return self._finish(self._world.announce(change))

    def _refuse_unreachable(self, message: Message) -> None:
        """Nobody reacts to what is gone, ephemeral, archived or hidden from them."""
        if message.deleted or message.ephemeral_to is not None:
            raise LookupError("this message takes no reactions")
        conversation = self._conversation(message.channel)
        if conversation.archived:
            raise PermissionError(f"{conversation.name} is archived")

    # Pressing and choosing

    def presses(self, on: Message | View, what: str, *, confirms: bool = True) -> Delivery:
        """Press the button with this action id or label, and confirm if it asks.

        Raises LookupError when it is not there to be pressed.
        """
        control = find_control(self._blocks(on), what, types=("button", "workflow_button"))
        return self._acts(on, control, None, confirms=confirms)

    def selects(
        self, on: Message | View, what: str, value: object, *, confirms: bool = True
    ) -> Delivery:
        """Choose in a select, menu, date picker or the like; options go by value or text."""
        control = find_control(self._blocks(on), what)
        new = forms.chosen(self._world, self.id, control, value)
        return self._acts(on, control, new, confirms=confirms)

    def _acts(
        self, on: Message | View, control: Control, new: Json | None, *, confirms: bool
    ) -> Delivery:
        app = self._app(on.app_id)
        if isinstance(on, View):
            if new is not None and control.element["type"] != "overflow":
                on.set_value(control, new)
            sent = self._act(app).on_view(on, control, new)
        else:
            conversation = self._conversation(on.channel)
            sent = self._act(app).on_message(conversation, on, control, new)
        delivery = Delivery(INTERACTIVE, app, sent)
        if control.element.get("confirm") and not confirms:
            return delivery
        return self._world.courier.deliver(delivery)

    def _blocks(self, on: Message | View) -> list[Json]:
        """What this person can use there."""
        if isinstance(on, View):
            if not on.is_open or on.user != self.id:
                raise LookupError(f"{self.name} does not have this view open")
            return on.blocks
        if on.deleted or on.ephemeral_to not in (None, self.id):
            raise LookupError(f"{self.name} does not see this message")
        self._conversation(on.channel)
        return on.all_blocks()

    # Modals

    @property
    def modal(self) -> View | None:
        """The modal on top of this person's screen."""
        return self._world.views.top(self.id)

    def fills(self, what: str, value: object) -> Delivery | None:
        """Put a value into the field with this action id, label or block id.

        Gives back a delivery when the field tells the app at once (`dispatch_action`).
        """
        view = self._open_modal()
        control, new = forms.fill(self._world, view, what, value)
        is_told = control.block.get("type") != "input" or control.block.get("dispatch_action")
        return self._acts(view, control, new, confirms=True) if is_told else None

    def submits(self) -> Delivery:
        """Send the form, unless Slack's client finds a field empty or wrong and says so there."""
        view = self._open_modal()
        delivery = forms.submission(self._act(self._app(view.app_id)), view)
        if view.errors:
            return delivery
        return self._world.courier.deliver(delivery)

    def dismisses(self, *, everything: bool = False) -> Delivery | None:
        """Close the top modal, or all with the X; a delivery when the app asked to be told."""
        view = self._open_modal()
        if everything or view.spec.get("clear_on_close"):
            closed = self._world.views.clear(self.id)
        else:
            self._world.views.close(view)
            closed = [view]
        cleared = everything or bool(view.spec.get("clear_on_close"))
        told = [self._tells_closed(v, cleared=cleared) for v in closed]
        return next((delivery for delivery in told if delivery), None)

    def _tells_closed(self, view: View, *, cleared: bool) -> Delivery | None:
        if not view.spec.get("notify_on_close"):
            return None
        app = self._app(view.app_id)
        sent = self._act(app).closing(view, cleared=cleared)
        return self._world.courier.deliver(Delivery(INTERACTIVE, app, sent))

    def _open_modal(self) -> View:
        view = self.modal
        if view is None:
            raise LookupError(f"{self.name} has no modal open")
        return view

    # Shortcuts and the home tab

    def uses_shortcut(self, callback_id: str, on: Message | None = None) -> Delivery:
        """Choose the shortcut from the menu, or from a message's own menu.

        Raises LookupError when Slack would not offer it: unknown, of the other type, or on an
        ephemeral message.
        """
        app = self._shortcut_owner(callback_id, "global" if on is None else "message")
        if on is None:
            sent = self._act(app).shortcut(callback_id)
        else:
            if on.ephemeral_to is not None or on.deleted:
                raise LookupError("this message has no shortcuts")
            conversation = self._conversation(on.channel)
            sent = self._act(app).message_shortcut(conversation, on, callback_id)
        return self._world.courier.deliver(Delivery(INTERACTIVE, app, sent))

    def _shortcut_owner(self, callback_id: str, kind: str) -> Installation:
        for app in self._world.active_apps():
            shortcut = app.shortcuts.get(callback_id)
            if shortcut and shortcut["type"] == kind and not self.user.is_stranger:
                return app
        raise LookupError(f"there is no {kind} shortcut {callback_id!r}")

    def opens_home(self, app: Installation | None = None, tab: str = "home") -> Delivery | None:
        """Look at the app's home tab; None when the app does not hear of it."""
        app = app or self._world.active_apps()[-1]
        view = self._world.views.home(self.id, app.app_id)
        change = self._world.workspace.log(
            "home_opened",
            user=self.id,
            app=app.app_id,
            channel=self._world.dm_with(app, self.id),
            tab=tab,
            view=view and view.as_json(app.team_id, app.bot_id),
            event_ts=self._world.workspace.next_stamp(),
        )
        return self._finish(self._world.announce(change))

    def home(self, app: Installation | None = None) -> View | None:
        """The home tab as the app last published it for this person."""
        app = app or self._world.active_apps()[-1]
        return self._world.views.home(self.id, app.app_id)

    # Looking

    def sees(self, where: Channel | str) -> list[Message]:
        """What this person sees there, newest last, with what is for their eyes only."""
        conversation = self._conversation(where)
        with self._world.workspace.lock:
            return [
                message
                for message in conversation.messages.values()
                if not message.deleted and message.ephemeral_to in (None, self.id)
            ]

    def last(self, where: Channel | str) -> Message:
        """The newest message this person sees there. Raises LookupError when there is none."""
        seen = self.sees(where)
        if not seen:
            raise LookupError(f"{self.name} sees no message there")
        return seen[-1]

    def dms(self, app: Installation | None = None) -> Channel:
        """The DM with the app's bot."""
        app = app or self._world.active_apps()[-1]
        conversation, _ = self._world.workspace.dm_between(app.bot_user_id, self.id)
        return Channel(self._world, conversation)

    def _conversation(self, where: Channel | str) -> Conversation:
        """The conversation, if this person may see it."""
        conversation = self._world.workspace.conversations[channel_id(where)]
        if conversation.is_private and self.id not in conversation.members:
            raise PermissionError(f"{self.name} is not in {conversation.name or 'this DM'}")
        if conversation.deleted:
            raise LookupError(f"{conversation.name} was deleted")
        return conversation

    def _act(self, app: Installation) -> Act:
        return Act(self._world, app, self.user)

    def _app(self, app_id: str | None) -> Installation:
        for app in self._world.active_apps():
            if app.app_id == app_id:
                return app
        raise LookupError("this belongs to no installed app")

    def _finish(self, deliveries: Sequence[Delivery]) -> Delivery | None:
        """Wait for what the act set going; the first delivery, if there is one."""
        for delivery in deliveries:
            self._world.courier.wait(delivery)
        return deliveries[0] if deliveries else None

    def __repr__(self) -> str:
        return f"<Person {self.id} {self.name}>"


def _root_ts(thread: Message | str | None) -> str | None:
    """A reply to a reply lands in the same thread, as in Slack's own client."""
    if isinstance(thread, Message):
        return thread.thread_ts or thread.ts
    return thread
