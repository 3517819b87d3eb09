"""Modals and home tabs as they now stand on people's screens."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.fakeslack import surface
from bot.fakeslack.changes import Change
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.fields import initial_value
from bot.fakeslack.ids import micros, secret
from bot.fakeslack.workspace import Workspace

STACK_LIMIT = 3


@dataclass(slots=True, eq=False)
class View:
    """One modal or home tab. It is live: an update shows in the object you hold."""

    id: str
    app_id: str
    user: str
    type: str
    spec: Json
    hash: str = ""
    root_view_id: str = ""
    previous_view_id: str | None = None
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    # What the person reads beside their inputs, by block id.
    errors: dict[str, str] = field(default_factory=dict)
    # What the person reads above the form when the app did not answer.
    trouble: str | None = None
    is_open: bool = True

    @property
    def callback_id(self) -> str:
        return str(self.spec.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        return str(self.spec.get("private_metadata", ""))

    @property
    def external_id(self) -> str:
        return str(self.spec.get("external_id", ""))

    @property
    def title(self) -> str:
        return str((self.spec.get("title") or {}).get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        found: list[Json] = self.spec["blocks"]
        return found

    @property
    def state(self) -> Json:
        """What `view.state` holds in payloads."""
        return {"values": self.values}

    def button_labels(self) -> list[str]:
        return surface.button_labels(self.blocks)

    def plain(self) -> str:
        """All text that shows, errors included."""
        pieces = [self.title, surface.words(self.blocks), *self.errors.values(), self.trouble or ""]
        return "\n".join(piece for piece in pieces if piece)

    def as_json(self, team_id: str, bot_id: str) -> Json:
        """The view object of answers and payloads."""
        about: Json = {
            "id": self.id,
            "team_id": team_id,
            "type": self.type,
            "blocks": self.blocks,
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "state": self.state,
            "hash": self.hash,
            "title": self.spec.get("title"),
            "close": self.spec.get("close"),
            "submit": self.spec.get("submit"),
            "clear_on_close": bool(self.spec.get("clear_on_close")),
            "notify_on_close": bool(self.spec.get("notify_on_close")),
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": self.app_id,
            "external_id": self.external_id,
            "app_installed_team_id": team_id,
            "bot_id": bot_id,
        }
        return about

    def show(self, spec: Json, at: datetime, serial: int) -> None:
        """Show this instead. As in Slack, what was typed stays where block and action ids stay."""
        self.spec = {**spec, "blocks": surface.with_ids(spec["blocks"])}
        stamp = micros(at)
        self.hash = f"{stamp // 1_000_000}.{secret(self.id, str(serial))[:8]}"
        self.errors = {}
        self.trouble = None
        kept = self.values
        self.values = {}
        for control in surface.controls(self.blocks):
            self._take_in(control, kept)

    def _take_in(self, control: surface.Control, kept: dict[str, dict[str, Json]]) -> None:
        value = initial_value(control.element)
        if value is None:
            return
        old = kept.get(control.block_id, {}).get(control.action_id)
        if old is not None and old["type"] == value["type"]:
            value = old
        self.values.setdefault(control.block_id, {})[control.action_id] = value

    def set_value(self, control: surface.Control, value: Json) -> None:
        self.values.setdefault(control.block_id, {})[control.action_id] = value


class Views:
    """Each person's stack of modals and their home tabs."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock: threading.RLock = workspace.lock
        self._serial = 0
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[tuple[str, str], View] = {}
        self._all: dict[str, View] = {}

    def top(self, user: str) -> View | None:
        """The modal this person has before their eyes."""
        with self._lock:
            stack = self._stacks.get(user)
            return stack[-1] if stack else None

    def stack(self, user: str) -> list[View]:
        with self._lock:
            return list(self._stacks.get(user, ()))

    def home(self, user: str, app_id: str) -> View | None:
        with self._lock:
            return self._homes.get((user, app_id))

    def find(self, view_id: str, app_id: str) -> View:
        """The view of that id on somebody's screen. Raises `not_found` for any other."""
        with self._lock:
            view = self._all.get(view_id)
            if view is None or view.app_id != app_id or not view.is_open:
                raise SlackError("not_found")
            return view

    def find_external(self, external_id: str, app_id: str) -> View:
        with self._lock:
            for view in self._open_views(app_id):
                if view.external_id == external_id:
                    return view
        raise SlackError("not_found")

    def open(self, app_id: str, user: str, spec: Json) -> View:
        """A new stack with this one modal; a modal already open gives way."""
        with self._lock:
            self._refuse_taken_external_id(spec, app_id)
            self.clear(user)
            view = self._new(app_id, user, spec)
            self._stacks[user] = [view]
            self._log("view_opened", view)
        return view

    def push(self, app_id: str, user: str, spec: Json) -> View:
        """The modal on top of the stack. Raises `push_limit_reached` on a full one."""
        with self._lock:
            stack = self._stacks.get(user, [])
            if not stack:
                raise SlackError("not_found")
            if len(stack) >= STACK_LIMIT:
                raise SlackError("push_limit_reached")
            self._refuse_taken_external_id(spec, app_id)
            view = self._new(app_id, user, spec)
            view.root_view_id = stack[0].id
            view.previous_view_id = stack[-1].id
            stack.append(view)
            self._log("view_pushed", view)
        return view

    def update(self, view: View, spec: Json, expected_hash: str | None = None) -> View:
        """Show something else there. Raises `hash_conflict` when the view moved on meanwhile."""
        with self._lock:
            if expected_hash and expected_hash != view.hash:
                raise SlackError("hash_conflict")
            if spec.get("external_id") != view.external_id:
                self._refuse_taken_external_id(spec, view.app_id)
            self._show(view, spec)
            self._log("view_updated", view)
        return view

    def publish(self, app_id: str, user: str, spec: Json, expected_hash: str | None = None) -> View:
        """Set the person's home tab of this app."""
        with self._lock:
            view = self._homes.get((user, app_id))
            if view is None:
                view = self._new(app_id, user, spec)
                self._homes[user, app_id] = view
            elif expected_hash and expected_hash != view.hash:
                raise SlackError("hash_conflict")
            else:
                self._show(view, spec)
            self._log("home_published", view)
        return view

    def close(self, view: View) -> None:
        """Close this one modal; those below it stay."""
        with self._lock:
            stack = self._stacks.get(view.user, [])
            if view in stack:
                stack.remove(view)
                self._close(view)

    def clear(self, user: str) -> list[View]:
        """Close the whole stack; gives back what was open, top first."""
        with self._lock:
            stack = self._stacks.pop(user, [])
            return [self._close(view) for view in reversed(stack)]

    def note(self, view: View, *, errors: dict[str, str], trouble: str | None) -> Change:
        """Show the person what went wrong with their submission."""
        with self._lock:
            view.errors = errors
            view.trouble = trouble
            return self._log("view_errors", view)

    def _new(self, app_id: str, user: str, spec: Json) -> View:
        view = View(self._workspace.ids.next("V"), app_id, user, str(spec["type"]), spec)
        view.root_view_id = view.id
        self._show(view, spec)
        self._all[view.id] = view
        return view

    def _show(self, view: View, spec: Json) -> None:
        self._serial += 1
        view.show(spec, self._workspace.now(), self._serial)

    def _close(self, view: View) -> View:
        view.is_open = False
        self._log("view_closed", view)
        return view

    def _log(self, kind: str, view: View) -> Change:
        about: dict[str, Any] = {"view": view.id, "user": view.user, "app": view.app_id}
        return self._workspace.log(kind, **about)

    def _refuse_taken_external_id(self, spec: Json, app_id: str) -> None:
        wanted = spec.get("external_id")
        taken = (view.external_id for view in self._open_views(app_id))
        if wanted and wanted in taken:
            raise SlackError("duplicate_external_id")

    def _open_views(self, app_id: str) -> Iterator[View]:
        return (v for v in self._all.values() if v.is_open and v.app_id == app_id)
