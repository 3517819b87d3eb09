"""Filling in a modal and sending it, with the checks Slack's client makes before it sends."""

from bot.fakeslack import responses
from bot.fakeslack.delivery import INTERACTIVE, Delivery
from bot.fakeslack.errors import Json
from bot.fakeslack.fields import complaint, filled_value, is_empty
from bot.fakeslack.payloads import Act
from bot.fakeslack.surface import Control, controls, find_control
from bot.fakeslack.views import View
from bot.fakeslack.world import World

REQUIRED = "Please complete this required field."


def fill(world: World, view: View, what: str, value: object) -> tuple[Control, Json]:
    """Put the value into the field; gives back the field and what it now holds."""
    control = find_control(view.blocks, what)
    new = filled_value(control.element, value)
    with world.workspace.lock:
        view.set_value(control, new)
        view.errors.pop(control.block_id, None)
    return control, new


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
