"""usergroups.*: handles that stand for several people."""

from bot.fakeslack.api import ApiCall, Method
from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.people import UserGroup
from bot.fakeslack.rates import TIER_2


def list_(call: ApiCall) -> Json:
    include_users = call.flag("include_users")
    groups = [
        group.as_json(include_users=include_users)
        for group in call.world.workspace.usergroups.values()
        if call.flag("include_disabled") or not group.disabled
    ]
    return {"usergroups": groups}


def _enabled(call: ApiCall) -> UserGroup:
    group = call.world.workspace.usergroups.get(call.required("usergroup"))
    if group is None or group.disabled:
        raise SlackError("no_such_subteam")
    return group


def users_list(call: ApiCall) -> Json:
    return {"users": list(_enabled(call).users)}


def users_update(call: ApiCall) -> Json:
    """Replace the whole list; it cannot be emptied."""
    _refuse_editing(call)
    group = _enabled(call)
    users = call.names("users")
    if not users:
        raise SlackError("no_users_provided")
    known = call.world.workspace.users
    if any(user not in known or known[user].deleted for user in users):
        raise SlackError("invalid_users")
    with call.world.workspace.lock:
        group.users = list(dict.fromkeys(users))
        call.world.workspace.log("usergroup_changed", usergroup=group.id)
    return {"usergroup": group.as_json(include_users=True)}


def create(call: ApiCall) -> Json:
    _refuse_editing(call)
    workspace = call.world.workspace
    name = call.required("name")
    handle = call.text("handle") or name.lower().replace(" ", "-")
    if any(group.handle == handle for group in workspace.usergroups.values()):
        raise SlackError("handle_already_exists")
    with workspace.lock:
        group = UserGroup(workspace.ids.next("S"), workspace.team_id, name, handle)
        group.description = call.text("description")
        group.created = workspace.epoch()
        group.created_by = call.app.bot_user_id
        workspace.usergroups[group.id] = group
        workspace.log("usergroup_changed", usergroup=group.id)
    return {"usergroup": group.as_json()}


def _refuse_editing(call: ApiCall) -> None:
    """A bot may edit groups only on a paid plan where everyone may.

    https://docs.slack.dev/reference/methods/usergroups.users.update
    """
    if not call.world.workspace.is_paid:
        raise SlackError("plan_upgrade_required")
    if call.world.workspace.usergroup_editors != "everyone":
        raise SlackError("permission_denied")


METHODS = {
    "usergroups.list": Method(list_, ("usergroups:read",), TIER_2),
    "usergroups.users.list": Method(users_list, ("usergroups:read",), TIER_2),
    "usergroups.users.update": Method(users_update, ("usergroups:write",), TIER_2),
    "usergroups.create": Method(create, ("usergroups:write",), TIER_2),
}
