import pytest


def test_a_person_has_a_zone_and_a_locale(client, fake):
    ada = fake.person("ada", real_name="Ada Lovelace", tz="Asia/Kolkata", locale="en-GB")

    user = client.users_info(user=ada.id, include_locale=True)["user"]

    assert (user["real_name"], user["tz"], user["tz_offset"]) == (
        "Ada Lovelace",
        "Asia/Kolkata",
        19800,
    )
    assert user["locale"] == "en-GB"
    assert "locale" not in client.users_info(user=ada.id)["user"]


@pytest.mark.parametrize(("tz", "shown"), [(None, None), ("Mars/Olympus", "Mars/Olympus")])
def test_a_zone_may_be_missing_or_unknown(client, fake, tz, shown):
    user = client.users_info(user=fake.person("eve", tz=tz).id)["user"]

    assert user.get("tz") == shown
    assert "tz_offset" not in user


@pytest.mark.parametrize(
    ("traits", "told"),
    [
        ({"is_admin": True}, {"is_admin": True}),
        ({"is_owner": True}, {"is_owner": True, "is_admin": True}),
        ({"is_restricted": True}, {"is_restricted": True, "is_ultra_restricted": False}),
        ({"is_ultra_restricted": True}, {"is_restricted": True, "is_ultra_restricted": True}),
        ({"is_stranger": True}, {"is_stranger": True}),
        ({"is_bot": True}, {"is_bot": True}),
        ({"deleted": True}, {"deleted": True}),
    ],
)
def test_roles_are_told(client, fake, traits, told):
    user = client.users_info(user=fake.person("eve", **traits).id)["user"]

    assert user == user | told


def test_a_deactivated_person_lacks_roles_and_zone(client, fake):
    user = client.users_info(user=fake.person("gone", deleted=True).id)["user"]

    assert "tz" not in user
    assert "is_admin" not in user


def test_a_stranger_is_of_another_team_and_has_no_locale(client, fake):
    eve = fake.person("eve", is_stranger=True)

    user = client.users_info(user=eve.id, include_locale=True)["user"]

    assert user["team_id"] != fake.workspace.team_id
    assert "locale" not in user


def test_who_shares_a_channel_with_the_app_is_no_stranger_to_it(client, fake, channel):
    eve = fake.person("eve", is_stranger=True)
    unmet = client.users_info(user=eve.id)["user"]
    channel.connect(eve)

    met = client.users_info(user=eve.id)["user"]

    assert unmet["is_stranger"]
    assert "is_stranger" not in met
    assert met["team_id"] == unmet["team_id"] != fake.workspace.team_id


def test_a_bot_is_told_with_its_app(client, app, refused):
    bot = client.bots_info(bot=app.bot_id)["bot"]

    assert (bot["id"], bot["app_id"], bot["user_id"]) == (app.bot_id, app.app_id, app.bot_user_id)
    assert bot["deleted"] is False
    for nobody in ("B0NOBODY", ""):
        assert refused(client.bots_info, bot=nobody) == "bot_not_found"


def test_nobody_is_not_found(client, refused):
    assert refused(client.users_info, user="U0NOBODY") == "user_not_found"


def test_everyone_is_listed_in_pages(client, fake):
    for number in range(5):
        fake.person(f"p{number}")

    names, cursor = [], ""
    while True:
        page = client.users_list(limit=2, cursor=cursor)
        names += [user["name"] for user in page["members"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break

    assert names == ["slackbot", "hydrant", *(f"p{number}" for number in range(5))]


def test_a_group_is_made_and_filled(client, ada, bob):
    group = client.usergroups_create(name="On call", handle="oncall")["usergroup"]

    client.usergroups_users_update(usergroup=group["id"], users=[ada.id, bob.id])

    assert client.usergroups_users_list(usergroup=group["id"])["users"] == [ada.id, bob.id]
    (listed,) = client.usergroups_list(include_users=True)["usergroups"]
    assert (listed["handle"], listed["users"]) == ("oncall", [ada.id, bob.id])


def test_handles_are_taken_once(client, fake, refused):
    fake.usergroup("oncall")

    assert refused(client.usergroups_create, name="X", handle="oncall") == "handle_already_exists"


@pytest.mark.parametrize(
    ("case", "error"),
    [
        ("empty", "no_users_provided"),
        ("unknown", "invalid_users"),
        ("deactivated", "invalid_users"),
        ("disabled", "no_such_subteam"),
        ("missing", "no_such_subteam"),
        ("admins", "permission_denied"),
        ("free plan", "plan_upgrade_required"),
    ],
)
def test_a_group_refuses(client, fake, ada, refused, case, error):
    group = fake.usergroup("oncall", [ada], disabled=case == "disabled")
    users = {
        "empty": [],
        "unknown": ["U0"],
        "deactivated": [fake.person("gone", deleted=True).id],
    }
    fake.workspace.usergroup_editors = "admins" if case == "admins" else "everyone"
    fake.workspace.is_paid = case != "free plan"
    usergroup = "S0" if case == "missing" else group.id

    update = client.usergroups_users_update
    assert refused(update, usergroup=usergroup, users=users.get(case, [ada.id])) == error


def test_disabled_groups_are_listed_only_when_asked(client, fake):
    fake.usergroup("old", disabled=True)

    assert client.usergroups_list()["usergroups"] == []
    assert len(client.usergroups_list(include_disabled=True)["usergroups"]) == 1
