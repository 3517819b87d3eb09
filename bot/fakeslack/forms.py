"""Choosing, filling in and sending, with the checks Slack's client makes before it sends."""

from bot.fakeslack import responses
from bot.fakeslack.delivery import INTERACTIVE, Delivery
from bot.fakeslack.errors import Json
from bot.fakeslack.fields import complaint, filled_value, is_empty
from bot.fakeslack.messages import Kind
from bot.fakeslack.payloads import Act
from bot.fakeslack.surface import Control, controls, find_control
from bot.fakeslack.views import View
from bot.fakeslack.world import World

REQUIRED = "Please complete this required field."


def fill(world: World, view: View, what: str, value: object) -> tuple[Control, Json]:
    """Put the value into the field; gives back the field and what it now holds."""
    control = find_control(view.blocks, what)
    new = chosen(world, view.user, control, value)
    with world.workspace.lock:
        view.set_value(control, new)
        view.errors.pop(control.block_id, None)
    return control, new


def chosen(world: World, user: str, control: Control, value: object) -> Json:
    """What the control holds once this person chose or typed the value.

    Raises LookupError for what Slack's client would not offer them.
    """
    new = filled_value(control.element, value)
    found = new.get("selected_conversations") or [new.get("selected_conversation")]
    for channel in found:
        if channel is not None and not _is_listed(world, user, control.element, str(channel)):
            raise LookupError(f"{channel} is not listed here")
    return new


def _is_listed(world: World, user: str, element: Json, channel: str) -> bool:
    """Whether a menu of conversations has this one, by what the person sees and by its filter.

    https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object
    """
    workspace = world.workspace
    conversation = workspace.conversations.get(channel)
    if conversation is None or conversation.deleted or conversation.archived:
        return False
    if conversation.is_private and user not in conversation.members:
        return False
    wanted = element.get("filter", {})
    if wanted.get("exclude_external_shared_channels") and conversation.is_ext_shared:
        return False
    with_bot = any(workspace.users[member].is_bot for member in conversation.members)
    if wanted.get("exclude_bot_users") and conversation.kind is Kind.IM and with_bot:
        return False
    return _FILTER_NAMES[conversation.kind] in wanted.get("include", _FILTER_NAMES.values())


_FILTER_NAMES = {Kind.PUBLIC: "public", Kind.PRIVATE: "private", Kind.IM: "im", Kind.MPIM: "mpim"}


def submission(act: Act, view: View) -> Delivery:
    """The submission, ready to send; when `view.errors` is not empty it must not be sent."""
    if not view.spec.get("submit"):
        raise LookupError("this modal has no submit button")
    act.world.views.note(view, errors=_complaints(view), trouble=None)
    delivery = Delivery(INTERACTIVE, act.app, act.submission(view))
    delivery.on_settled = lambda d: responses.submission_settled(act.world, d, view)
    return delivery


def _complaints(view: View) -> dict[str, str]:
    """What keeps the form from being sent, by block id."""
    found = {}
    for control in controls(view.blocks):
        if control.block.get("type") == "input" and (said := _complaint(view, control)):
            found[control.block_id] = said
    return found


def _complaint(view: View, control: Control) -> str | None:
    value = view.values.get(control.block_id, {}).get(control.action_id, {})
    if is_empty(value):
        return None if control.block.get("optional") else REQUIRED
    return complaint(control.element, value)
