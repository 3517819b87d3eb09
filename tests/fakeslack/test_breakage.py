"""What an administrator can do to an app behind its back."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakeslack.making import SCOPES, a_manifest


@pytest.fixture
def with_app_token(fake, app):
    return WebClient(token=app.app_token, base_url=fake.api_url, retry_handlers=[])


@pytest.fixture
def exported(fake, app):
    """The manifest as somebody with the configuration token reads it."""
    keeper = WebClient(token=app.config_token, base_url=fake.api_url, retry_handlers=[])

    def export():
        return keeper.apps_manifest_export(app_id=app.app_id)["manifest"]

    return export


def test_a_scope_may_be_withdrawn_and_granted_again(client, fake, app, ada, refused):
    fake.withdraw_scopes(app, "users:read")
    without = client.auth_test().headers["x-oauth-scopes"].split(",")

    assert refused(client.users_info, user=ada.id) == "missing_scope"
    assert without == [scope for scope in SCOPES if scope != "users:read"]
    fake.reinstall(app)
    assert client.users_info(user=ada.id)["ok"]


def test_a_scope_that_is_added_counts_from_the_next_installation_on(client, fake, app):
    fake.edit_manifest(app, a_manifest(scopes=[*SCOPES, "files:read"]))
    before = client.auth_test().headers["x-oauth-scopes"]

    fake.reinstall(app)

    assert "files:read" not in before
    assert "files:read" in client.auth_test().headers["x-oauth-scopes"]


def test_the_messages_tab_may_be_switched_off(client, fake, app, ada, refused):
    dm = ada.dms().id

    fake.switch_messages_tab(app, is_on=False)
    for channel in (dm, ada.id):
        assert refused(client.chat_postMessage, channel=channel, text="x") == (
            "messages_tab_disabled"
        )
    fake.switch_messages_tab(app, is_on=True)

    assert client.chat_postMessage(channel=dm, text="x")["ok"]


def test_an_app_level_token_may_be_invalid(app, with_app_token, refused):
    app.app_token_error = "invalid_auth"

    assert refused(with_app_token.apps_connections_open, app_token=app.app_token) == "invalid_auth"


def test_an_app_level_token_may_lack_its_scope(app, with_app_token):
    app.app_scopes = ("authorizations:read",)

    with pytest.raises(SlackApiError) as refusal:
        with_app_token.apps_connections_open(app_token=app.app_token)

    response = refusal.value.response
    assert response["error"] == "missing_scope"
    assert (response["needed"], response["provided"]) == (
        "connections:write",
        "authorizations:read",
    )


def test_a_bot_removed_from_a_channel_can_no_longer_post_there(client, app, channel, refused):
    channel.kick(app)

    assert refused(client.chat_postMessage, channel=channel.id, text="x") == "not_in_channel"


def test_the_manifest_is_exported_without_its_metadata_and_with_every_switch(fake, app, exported):
    told = exported()

    assert told["features"] == app.manifest["features"]
    assert told["oauth_config"]["scopes"]["bot"] == SCOPES
    assert "_metadata" not in told
    assert told["settings"]["socket_mode_enabled"] is True
    assert told["settings"]["token_rotation_enabled"] is False
    fake.edit_manifest(app, {**told, "_metadata": {"major_version": 2}})
    assert exported() == told


def test_a_manifest_that_was_edited_is_exported_so(fake, app, exported):
    edited = a_manifest(events=["reaction_added"])

    fake.edit_manifest(app, edited)

    events = exported()["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["reaction_added"]


def test_what_was_installed_does_not_follow_the_manifest_it_came_from(fake, exported):
    manifest = a_manifest()
    installed = fake.install(manifest)

    manifest["settings"]["event_subscriptions"]["bot_events"] = []

    assert installed.events
    assert exported()["settings"]["event_subscriptions"]["bot_events"]


@pytest.mark.parametrize(
    ("token", "error"),
    [
        ("xoxe.xoxp-1-somebody", "invalid_auth"),
        ("", "not_authed"),
        ("bot", "not_allowed_token_type"),
        ("app", "not_allowed_token_type"),
    ],
)
def test_only_the_configuration_token_exports_a_manifest(fake, app, refused, token, error):
    mine = {"bot": app.bot_token, "app": app.app_token}.get(token, token)
    stranger = WebClient(token=mine, base_url=fake.api_url)

    assert refused(stranger.apps_manifest_export, app_id=app.app_id) == error


def test_a_configuration_token_is_for_manifests_only_and_wears_out(fake, app, exported, refused):
    keeper = WebClient(token=app.config_token, base_url=fake.api_url)

    assert refused(keeper.auth_test) == "not_allowed_token_type"
    assert refused(keeper.apps_manifest_export, app_id="A0NOBODY") == "app_not_found"
    app.config_token_error = "token_expired"
    assert refused(exported) == "token_expired"


def test_revoked_bot_tokens_leave_the_configuration_token_alone(fake, app, exported):
    fake.revoke_tokens(app)

    assert exported()["display_information"] == {"name": "Hydrant"}
