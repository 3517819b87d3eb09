"""views.*: modals and home tabs."""

from bot.fakeslack import posting
from bot.fakeslack.api import ApiCall, Method, missing
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.limits import check_view, is_too_large
from bot.fakeslack.rates import TIER_4
from bot.fakeslack.triggers import Trigger
from bot.fakeslack.views import View


def checked_spec(spec: object, *types: str) -> Json:
    """The view as the app described it, if Slack would show it."""
    if not isinstance(spec, dict):
        raise SlackError("invalid_arguments", messages=["[ERROR] must provide an object"])
    if is_too_large(spec):
        raise SlackError("view_too_large")
    posting.refuse_faulty(check_view(spec), "invalid_arguments")
    if spec["type"] not in types:
        wanted = " or ".join(types)
        raise SlackError("invalid_arguments", messages=[f"[ERROR] view type must be {wanted}"])
    return spec


def _spec(call: ApiCall, *types: str) -> Json:
    if "view" not in call.args:
        raise missing("view")
    return checked_spec(call.json("view", "invalid_arguments"), *types)


def _trigger(call: ApiCall) -> Trigger:
    trigger_id = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger_id:
        raise missing("trigger_id")
    return call.world.triggers.exchange(trigger_id, call.app.app_id)


def open_(call: ApiCall) -> Json:
    """Show a modal to the person who caused the trigger."""
    spec = _spec(call, "modal")
    trigger = _trigger(call)
    return _answer(call, call.world.views.open(call.app.app_id, trigger.user, spec))


def push(call: ApiCall) -> Json:
    """Show a modal on top of the one the trigger came from."""
    spec = _spec(call, "modal")
    trigger = _trigger(call)
    if trigger.from_view is None:
        raise SlackError("invalid_trigger_id")
    return _answer(call, call.world.views.push(call.app.app_id, trigger.user, spec))


def update(call: ApiCall) -> Json:
    spec = _spec(call, "modal", "home")
    view = _existing(call)
    return _answer(call, call.world.views.update(view, spec, call.optional("hash")))


def _existing(call: ApiCall) -> View:
    views, app_id = call.world.views, call.app.app_id
    if view_id := call.text("view_id"):
        return views.find(view_id, app_id)
    if external_id := call.text("external_id"):
        return views.find_external(external_id, app_id)
    raise missing("view_id")


def publish(call: ApiCall) -> Json:
    """Set a person's home tab."""
    if not call.app.app_home.get("home_tab_enabled"):
        raise SlackError("not_enabled")
    user_id = call.required("user_id")
    if user_id not in call.world.workspace.users:
        raise SlackError("invalid_arguments", messages=["[ERROR] invalid user_id"])
    spec = _spec(call, "home")
    views = call.world.views
    return _answer(call, views.publish(call.app.app_id, user_id, spec, call.optional("hash")))


def _answer(call: ApiCall, view: View) -> Json:
    return {"view": view.as_json(call.world.workspace.team_id, call.app.bot_id)}


METHODS = {
    "views.open": Method(open_, (), TIER_4),
    "views.push": Method(push, (), TIER_4),
    "views.update": Method(update, (), TIER_4),
    "views.publish": Method(publish, (), TIER_4),
}
