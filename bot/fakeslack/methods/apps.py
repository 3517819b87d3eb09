"""auth.*, apps.*, team.*, emoji.*, blocks.*: who the app is, and what needs no conversation."""

import copy
from collections.abc import Callable

from bot.fakeslack.api import ApiCall, Method
from bot.fakeslack.emoji import CATEGORIES_VERSION, categories_json
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.installation import Token
from bot.fakeslack.limits import BlockFault, check_message, check_view
from bot.fakeslack.rates import SPECIAL, TIER_2, TIER_3


def auth_test(call: ApiCall) -> Json:
    workspace, app = call.world.workspace, call.app
    about: Json = {
        "url": workspace.url,
        "team": workspace.name,
        "user": app.bot_user.name,
        "team_id": workspace.team_id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }
    return about | ({"enterprise_id": app.enterprise_id} if app.enterprise_id else {})


def connections_open(call: ApiCall) -> Json:
    """A WebSocket address that is good for one connection, soon."""
    base = call.world.url.replace("http://", "ws://", 1)
    ticket = call.world.tickets.issue(call.app)
    address = f"{base}/link?ticket={ticket}&app_id={call.app.app_id}"
    if call.flag("debug_reconnects"):
        address += "&debug_reconnects=true"
    return {"url": address}


def manifest_export(call: ApiCall) -> Json:
    """The app's manifest as it now is.

    As in Slack it is not to the letter what was pasted: `_metadata` is gone, and switches that were
    left out are there.
    """
    wanted = call.required("app_id")
    app = next((app for app in call.world.apps if app.app_id == wanted), None)
    if app is None:
        raise SlackError("app_not_found")
    manifest = copy.deepcopy(app.manifest)
    manifest.pop("_metadata", None)
    manifest["settings"] = _SWITCHES | manifest.get("settings", {})
    return {"manifest": manifest}


_SWITCHES: Json = {
    "org_deploy_enabled": False,
    "socket_mode_enabled": False,
    "token_rotation_enabled": False,
}


def team_info(call: ApiCall) -> Json:
    workspace = call.world.workspace
    about: Json = {
        "id": workspace.team_id,
        "name": workspace.name,
        "url": workspace.url,
        "domain": workspace.domain,
        "email_domain": "",
        "icon": {"image_default": True},
    }
    if workspace.enterprise_id:
        about |= {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.name}
    return {"team": about}


def emoji_list(call: ApiCall) -> Json:
    """The workspace's own emoji; an alias points to the name it stands for.

    Standard ones are told by category, and only when asked for.
    """
    workspace = call.world.workspace
    own: Json = {"emoji": dict(workspace.emoji), "cache_ts": f"{workspace.epoch()}.000000"}
    if not call.flag("include_categories"):
        return own
    return own | {"categories_version": CATEGORIES_VERSION, "categories": categories_json()}


def blocks_validate(call: ApiCall) -> Json:
    """Nothing when the JSON would be accepted; else each fault with its JSON pointer.

    https://docs.slack.dev/reference/methods/blocks.validate
    """
    given = [name for name in _CHECKS if name in call.args]
    if len(given) != 1:
        said = "must provide exactly one of `blocks`, `view`, or `message`"
        raise SlackError("invalid_arguments", messages=[said])
    name = given[0]
    faults = _CHECKS[name](call.json(name, "invalid_arguments"))
    if faults:
        raise SlackError(f"invalid_{name}", errors=[fault.as_json() for fault in faults])
    return {}


def _check_blocks(blocks: object) -> list[BlockFault]:
    return check_message(blocks, at="")


def _check_message(message: object) -> list[BlockFault]:
    if not isinstance(message, dict):
        raise SlackError("invalid_arguments")
    return check_message(message.get("blocks", []))


def _check_view(view: object) -> list[BlockFault]:
    return check_view(view, at="")


_CHECKS: dict[str, Callable[[object], list[BlockFault]]] = {
    "blocks": _check_blocks,
    "message": _check_message,
    "view": _check_view,
}

METHODS = {
    "auth.test": Method(auth_test, (), SPECIAL),
    "apps.connections.open": Method(
        connections_open, (), TIER_3, token=Token.APP, app_scope="connections:write"
    ),
    "apps.manifest.export": Method(manifest_export, (), TIER_3, token=Token.CONFIG),
    "team.info": Method(team_info, ("team:read",), TIER_3),
    "emoji.list": Method(emoji_list, ("emoji:read",), TIER_2),
    "blocks.validate": Method(blocks_validate, (), SPECIAL),
}
