"""users.*: who is who."""

from bot.fakeslack.api import ApiCall, Method
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.methods.pages import next_cursor, page
from bot.fakeslack.rates import TIER_2, TIER_4

PAGE = 200


def info(call: ApiCall) -> Json:
    user = call.world.workspace.users.get(call.required("user"))
    if user is None:
        raise SlackError("user_not_found")
    include_locale = call.flag("include_locale")
    return {"user": user.as_json(call.world.now(), include_locale=include_locale)}


def list_(call: ApiCall) -> Json:
    now = call.world.now()
    everyone = list(call.world.workspace.users.values())
    shown, cursor = page(everyone, call.text("cursor"), call.number("limit", PAGE))
    include_locale = call.flag("include_locale")
    members = [user.as_json(now, include_locale=include_locale) for user in shown]
    return {"members": members, "cache_ts": int(now.timestamp()), **next_cursor(cursor)}


METHODS = {
    "users.info": Method(info, ("users:read",), TIER_4),
    "users.list": Method(list_, ("users:read",), TIER_2),
}
