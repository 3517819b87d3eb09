"""What somebody does in the browser, as JSON, done with the hands of a person."""

from collections.abc import Callable
from typing import Any

from bot.fakeslack import forms
from bot.fakeslack.delivery import Delivery
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.fields import initial_value
from bot.fakeslack.hands import Person
from bot.fakeslack.messages import Conversation, Kind, Message
from bot.fakeslack.page.refused import PageError
from bot.fakeslack.page.shown import Sight
from bot.fakeslack.surface import Control, controls
from bot.fakeslack.views import View

TEXT_LIMIT = 12_000  # what Slack's own client lets one type

_SHAPES = "A field takes a text, some take a list of texts, or nothing."
_BUTTONS = ("button", "workflow_button")


class Hands(Person):
    """A person whose acts arrive as JSON. Each returns once the app has answered, or given up on.

    Raises PageError, with a sentence, for what Slack's client would not let them do.
    """

    def __init__(self, sight: Sight) -> None:
        super().__init__(sight.world, sight.user)
        self._sight = sight

    def does(self, wish: Json) -> Json:
        act = self._known().get(_text(wish, "do"))
        if act is None:
            raise PageError(f"Nobody can {wish['do']!r} here.")
        try:
            return act(wish)
        except KeyError:
            raise  # a bug
        except (LookupError, PermissionError, SlackError) as error:
            raise PageError(f"That is not possible here: {error}.") from error

    def _known(self) -> dict[str, Callable[[Json], Json]]:
        return {
            "type": self._types,
            "edit": self._edits,
            "delete": self._deletes,
            "react": self._reacts,
            "unreact": self._unreacts,
            "press": self._presses,
            "select": self._selects,
            "submit": self._submits,
            "close": self._closes,
            "shortcut": self._uses_shortcut,
            "home": self._opens_home,
            "join": self._joins,
            "leave": self._leaves,
        }

    # Words

    def _types(self, wish: Json) -> Json:
        conversation = self._open_to(wish)
        line, thread = _line(wish), wish.get("thread")
        if not line.startswith("/"):
            return self._says(conversation, line, thread)
        if thread is not None:
            command = line.partition(" ")[0]
            raise PageError(f"{command} does not work in threads. Use it in the channel itself.")
        return _answer(self.types(line, conversation.id))

    def _says(self, conversation: Conversation, line: str, thread: object) -> Json:
        if thread is None:
            return _answer() | {"ts": self.says(line, conversation.id).ts}
        root = self._sight.message(conversation.id, str(thread))
        if root.ephemeral_to is not None:
            raise PageError("What only you can see cannot be replied to.")
        return _answer() | {"ts": self.says(line, conversation.id, thread=root).ts}

    def _edits(self, wish: Json) -> Json:
        self.edits(self._own(wish), _line(wish))
        return _answer()

    def _deletes(self, wish: Json) -> Json:
        """Delete one's own message, or take off the screen what only oneself sees there."""
        message = self._message(wish)
        if message.ephemeral_to is not None:
            self._world.workspace.delete(message, self.id)
            return _answer()
        self.deletes(self._own(wish))
        return _answer()

    def _own(self, wish: Json) -> Message:
        message = self._message(wish)
        if message.user != self.id:
            raise PageError("Only whoever wrote a message can change or delete it.", 403)
        return message

    # Reactions

    def _reacts(self, wish: Json) -> Json:
        return _answer(self.reacts(_text(wish, "name"), to=self._reachable(wish)))

    def _unreacts(self, wish: Json) -> Json:
        return _answer(self.unreacts(_text(wish, "name"), to=self._reachable(wish)))

    def _reachable(self, wish: Json) -> Message:
        self._open_to(wish)
        message = self._message(wish)
        if message.ephemeral_to is not None:
            raise PageError("What only you can see takes no reactions.")
        return message

    # Buttons, menus, forms

    def _presses(self, wish: Json) -> Json:
        on, control = self._control(wish)
        if control.element["type"] not in _BUTTONS:
            raise PageError("This is no button.")
        self._fills_in(on, wish)
        return _answer(self._acts(on, control, None, confirms=True))

    def _selects(self, wish: Json) -> Json:
        on, control = self._control(wish)
        new = self._chosen(control, wish.get("value"))
        self._fills_in(on, wish)
        is_input = control.block.get("type") == "input"
        if is_input and not control.block.get("dispatch_action"):
            if isinstance(on, View):
                self._put(on, control, new)
            return _answer()
        return _answer(self._acts(on, control, new, confirms=True))

    def _submits(self, wish: Json) -> Json:
        view = self._top(_text(wish, "view"))
        with self._sight.page.sending(view.id):
            self._fills_in(view, wish)
            return _answer(self.submits())

    def _closes(self, wish: Json) -> Json:
        self._top(_text(wish, "view"))
        return _answer(self.dismisses(everything=bool(wish.get("everything"))))

    def _control(self, wish: Json) -> tuple[Message | View, Control]:
        """What is used, and what it is on."""
        on = self._on(wish.get("on"))
        block_id, action_id = _text(wish, "block_id"), _text(wish, "action_id")
        found = [one for one in controls(self._blocks(on)) if one.action_id == action_id]
        exact = [one for one in found if one.block_id == block_id]
        if exact:
            return on, exact[0]
        # An app may redraw a message, under new block ids, in the very moment of a press.
        if isinstance(on, Message) and len(found) == 1:
            return on, found[0]
        raise PageError("This is not there any more.", 404)

    def _on(self, where: object) -> Message | View:
        if not isinstance(where, dict):
            raise PageError("It must be said what this is on: a message or a view.")
        if "view" not in where:
            return self._message(where)
        home = self._sight.home()
        if home is not None and home.id == where["view"]:
            return home
        return self._top(_text(where, "view"))

    def _top(self, view_id: str) -> View:
        view = self.modal
        if view is None or view.id != view_id:
            raise PageError("This form is not open any more.", 404)
        return view

    def _fills_in(self, on: Message | View, wish: Json) -> None:
        """Put into the fields what the page holds for them: all of it, or nothing if one is wrong.

        A field that the view no longer has is left out.
        """
        if not isinstance(on, View):
            return
        values = _fields(wish.get("values"))
        new = [
            (control, self._chosen(control, values[control.block_id][control.action_id]))
            for control in controls(on.blocks)
            if control.action_id in values.get(control.block_id, ())
            and initial_value(control.element) is not None
        ]
        for control, value in new:
            self._put(on, control, value)

    def _put(self, view: View, control: Control, value: Json) -> None:
        with self._world.workspace.lock:
            view.set_value(control, value)
            view.errors.pop(control.block_id, None)

    def _chosen(self, control: Control, value: object) -> Json:
        """What the field holds once this was chosen or typed."""
        element = control.element
        if element["type"] != "overflow" and initial_value(element) is None:
            raise PageError("There is nothing to choose here.")
        try:
            return forms.chosen(self._world, self.id, control, _as_typed(element, value))
        except LookupError as error:
            raise PageError(f"That cannot be chosen here: {error}.") from error

    # Everything else

    def _uses_shortcut(self, wish: Json) -> Json:
        callback_id, on = _text(wish, "callback_id"), wish.get("on")
        message = None if on is None else self._on(on)
        if isinstance(message, View):
            raise PageError("A shortcut is for a message, or for no place at all.")
        return _answer(self.uses_shortcut(callback_id, on=message))

    def _opens_home(self, wish: Json) -> Json:
        app, tab = self._sight.app(), wish.get("tab", "home")
        if app is None:
            raise PageError("There is no app here.", 404)
        if tab not in ("home", "messages"):
            raise PageError("An app has two tabs: home and messages.")
        return _answer(self.opens_home(app, tab)) | {"channel": self.dms(app).id}

    def _joins(self, wish: Json) -> Json:
        conversation = self._open_to(wish)
        if conversation.kind is not Kind.PUBLIC:
            raise PageError("Only public channels can be joined.")
        change = self._world.workspace.join(conversation.id, self.id)
        return _answer(self._finish(self._world.announce(change)))

    def _leaves(self, wish: Json) -> Json:
        conversation = self._sight.conversation(_text(wish, "channel"))
        if conversation.kind in (Kind.IM, Kind.MPIM):
            raise PageError("Nobody leaves a direct message.")
        change = self._world.workspace.leave(conversation.id, self.id)
        return _answer(self._finish(self._world.announce(change)))

    # What a wish is about

    def _message(self, where: Json) -> Message:
        return self._sight.message(_text(where, "channel"), _text(where, "ts"))

    def _open_to(self, wish: Json) -> Conversation:
        """The channel, in which something can still be said."""
        conversation = self._sight.conversation(_text(wish, "channel"))
        if conversation.archived:
            raise PageError(f"#{conversation.name} is archived.")
        return conversation


def _answer(delivery: Delivery | None = None) -> Json:
    """Done; `answered` is false when the app was told and said nothing."""
    was_told = delivery is not None and bool(delivery.envelopes)
    return {"ok": True, "answered": not was_told or bool(delivery and delivery.acked)}


# Reading JSON


def _text(wish: Json, key: str) -> str:
    value = wish.get(key)
    if not isinstance(value, str) or not value:
        raise PageError(f"“{key}” is missing.")
    return value


def _line(wish: Json) -> str:
    """What was typed, with something in it."""
    line = wish.get("text")
    if not isinstance(line, str) or not line.strip():
        raise PageError("There is nothing to send.")
    if len(line) > TEXT_LIMIT:
        raise PageError(f"A message may have {TEXT_LIMIT:,} characters; this one has more.")
    return line.strip()


def _fields(values: object) -> dict[str, Json]:
    if values is None:
        return {}
    if not isinstance(values, dict) or not all(isinstance(v, dict) for v in values.values()):
        raise PageError("“values” are texts by block id and action id.")
    return values


def _as_typed(element: Json, value: object) -> Any:  # noqa: ANN401  (as `forms.chosen` takes it)
    """The page's value in the shape that the field takes."""
    kind = str(element["type"])
    if kind.startswith("multi_") or kind == "checkboxes":
        return _texts(value)
    if kind == "file_input":
        raise PageError("Files cannot be sent here.")
    if value is None or value == "":
        return None
    if kind == "datetimepicker":
        return _moment(value)
    if not isinstance(value, str):
        raise PageError(_SHAPES)
    if kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
        return {"type": "rich_text", "elements": [section]}
    return value


def _texts(value: object) -> list[str]:
    many = value if isinstance(value, list) else [value] if value else []
    if not all(isinstance(item, str) for item in many):
        raise PageError(_SHAPES)
    return list(map(str, many))


def _moment(value: object) -> int:
    if isinstance(value, (str, int)) and str(value).isdecimal():
        return int(value)
    raise PageError(_SHAPES)
