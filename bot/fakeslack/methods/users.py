"""users.*, bots.*: who is who."""

from bot.fakeslack.api import ApiCall, Method
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.methods.pages import next_cursor, page
from bot.fakeslack.people import User
from bot.fakeslack.rates import TIER_2, TIER_3, TIER_4

PAGE = 200


def info(call: ApiCall) -> Json:
    user = call.world.workspace.users.get(call.required("user"))
    if user is None:
        raise SlackError("user_not_found")
    return {"user": _shown(call, user)}


def _shown(call: ApiCall, user: User) -> Json:
    include_locale = call.flag("include_locale")
    return call.world.workspace.user_json(user, call.app.bot_user_id, include_locale=include_locale)


def list_(call: ApiCall) -> Json:
    everyone = list(call.world.workspace.users.values())
    shown, cursor = page(everyone, call.text("cursor"), call.number("limit", PAGE))
    members = [_shown(call, user) for user in shown]
    return {"members": members, "cache_ts": call.world.workspace.epoch(), **next_cursor(cursor)}


def bot_info(call: ApiCall) -> Json:
    """The bot of that id, and the app it belongs to."""
    users = call.world.workspace.users.values()
    bot = next((u for u in users if u.bot_id and u.bot_id == call.text("bot")), None)
    if bot is None:
        raise SlackError("bot_not_found")
    about: Json = {
        "id": bot.bot_id,
        "deleted": bot.deleted,
        "name": bot.real_name,
        "updated": bot.updated,
        "app_id": bot.app_id,
        "user_id": bot.id,
        "icons": {},
    }
    return {"bot": about}


METHODS = {
    "bots.info": Method(bot_info, ("users:read",), TIER_3),
    "users.info": Method(info, ("users:read",), TIER_4),
    "users.list": Method(list_, ("users:read",), TIER_2),
}
