import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.fakeslack import METHODS
from tests.fakeslack.making import SCOPES, a_manifest
from tests.fakeslack.web import fetch


def test_auth_test_tells_who_the_bot_is(client, fake, app):
    about = client.auth_test()

    assert about["user_id"] == app.bot_user_id
    assert about["bot_id"] == app.bot_id
    assert about["team_id"] == fake.workspace.team_id
    assert about["url"] == f"https://{fake.workspace.domain}.slack.com/"


def test_granted_scopes_come_as_a_header(client):
    header = client.auth_test().headers["x-oauth-scopes"]

    assert header.split(",") == SCOPES


def test_a_refusal_names_the_granted_scopes_too(client):
    answers = []
    for method in ("users.info", "chat.shout", "apps.connections.open"):
        with pytest.raises(SlackApiError) as refusal:
            client.api_call(method)
        answers.append(refusal.value.response)

    assert [answer.headers["x-oauth-scopes"].split(",") for answer in answers] == [SCOPES] * 3


def test_being_throttled_names_the_granted_scopes_too(client, fake):
    fake.faults.answer("auth.test", error="ratelimited", status=429, retry_after=7)

    with pytest.raises(SlackApiError) as refusal:
        client.auth_test()

    headers = {name.lower(): value for name, value in refusal.value.response.headers.items()}
    assert headers["x-oauth-scopes"].split(",") == SCOPES
    assert headers["retry-after"] == "7"


def test_an_app_level_token_has_scopes_of_its_own(client, app):
    answer = client.apps_connections_open(app_token=app.app_token)

    assert answer.headers["x-oauth-scopes"] == "connections:write"


def date_of(answer: SlackResponse) -> datetime:
    return parsedate_to_datetime(answer.headers["date"])


def test_each_answer_is_dated_by_the_fake_s_clock(client, clock):
    before = date_of(client.auth_test())
    clock.tick(minutes=2)

    assert before == clock() - timedelta(minutes=2)
    with pytest.raises(SlackApiError) as refusal:
        client.users_info(user="U0NOBODY")
    assert date_of(refusal.value.response) == clock()
    assert client.auth_test().headers["date"] == "Tue, 24 Nov 2026 09:02:00 GMT"


def test_the_clock_of_slack_s_servers_may_differ(client, fake, clock, channel):
    fake.clock_skew = timedelta(minutes=6)

    answer = client.chat_postMessage(channel=channel.id, text="x")

    assert date_of(answer) == clock() + timedelta(minutes=6)
    assert float(answer["ts"]) - clock().timestamp() < 1
    fake.faults.clear()
    assert date_of(client.auth_test()) == clock()


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-somebody", "invalid_auth")],
)
@pytest.mark.usefixtures("app")
def test_a_wrong_token_is_refused(fake, refused, token, error):
    stranger = WebClient(token=token, base_url=fake.api_url)

    assert refused(stranger.auth_test) == error


def test_an_unknown_method_is_refused(client, refused):
    assert refused(client.api_call, "chat.shout") == "unknown_method"


def test_each_token_has_its_methods(client, fake, app, refused):
    with_app_token = WebClient(token=app.app_token, base_url=fake.api_url)

    assert refused(with_app_token.auth_test) == "not_allowed_token_type"
    assert refused(client.api_call, "apps.connections.open") == "not_allowed_token_type"


def test_a_refusal_is_http_200(client):
    with pytest.raises(SlackApiError) as refusal:
        client.chat_postMessage(channel="C0", text="hi")

    assert refusal.value.response.status_code == 200


def test_a_missing_scope_is_named(fake, ada):
    poor = fake.install(a_manifest(scopes=["chat:write"]))
    client = WebClient(token=poor.bot_token, base_url=fake.api_url)

    with pytest.raises(SlackApiError) as refusal:
        client.users_info(user=ada.id)

    assert refusal.value.response["error"] == "missing_scope"
    assert refusal.value.response["needed"] == "users:read"
    assert refusal.value.response["provided"] == "chat:write"


@pytest.mark.parametrize("name", sorted(name for name in METHODS if METHODS[name].scopes))
def test_each_method_asks_for_its_scope(fake, refused, name):
    poor = fake.install(a_manifest(scopes=["commands"]))
    client = WebClient(token=poor.bot_token, base_url=fake.api_url)

    assert refused(client.api_call, name) == "missing_scope"


def test_optional_scopes_may_be_withheld_and_others_not(fake):
    manifest = a_manifest(optional=["emoji:read"])

    without = fake.install(manifest, withhold=["emoji:read"])

    assert not without.has("emoji:read")
    with pytest.raises(ValueError, match="chat:write"):
        fake.install(manifest, withhold=["chat:write"])


@pytest.mark.parametrize(
    "kind", ["application/json", "application/x-www-form-urlencoded; charset=utf-8"]
)
def test_arguments_come_as_json_or_as_a_form(fake, app, ada, kind):
    body = {"application/json": json.dumps({"user": ada.id})}.get(kind, f"user={ada.id}")
    headers = {"Content-Type": kind, "Authorization": f"Bearer {app.bot_token}"}

    _, answer = fetch(fake.api_url + "users.info", body.encode(), headers)

    assert json.loads(answer)["user"]["id"] == ada.id


def test_the_token_may_be_an_argument(fake, app):
    _, answer = fetch(f"{fake.api_url}auth.test?token={app.bot_token}")

    assert json.loads(answer)["ok"]


@pytest.mark.parametrize("body", ["[]", "{", "nonsense"])
def test_a_body_that_is_no_json_object_is_refused(fake, app, body):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {app.bot_token}"}

    _, answer = fetch(fake.api_url + "auth.test", body.encode(), headers)

    assert json.loads(answer)["error"] == "invalid_json"


def test_each_call_is_recorded_without_its_token(client, fake, clock, refused):
    client.auth_test()
    refused(client.chat_postMessage, channel="C0", text="hi")

    done, not_done = fake.calls
    assert (done.method, done.ok, done.error, done.status) == ("auth.test", True, None, 200)
    assert (not_done.ok, not_done.error, not_done.at) == (False, "channel_not_found", clock())
    assert "token" not in not_done.args
    assert fake.calls_of("auth.test") == [done]


def test_after_uninstalling_every_call_is_refused(client, fake, app, refused):
    fake.uninstall(app)

    assert refused(client.auth_test) == "account_inactive"


def test_revoked_tokens_work_again_when_restored(client, fake, app, refused):
    fake.revoke_tokens(app)

    assert refused(client.auth_test) == "token_revoked"
    fake.restore_tokens(app)
    assert client.auth_test()["ok"]


def test_the_team_is_told(client, fake):
    assert client.team_info()["team"]["domain"] == fake.workspace.domain


def test_only_custom_emoji_are_told_unless_categories_are_asked_for(client, fake):
    fake.custom_emoji("hydrant")
    fake.custom_emoji("squirt", alias_of="hydrant")

    told = client.emoji_list()

    assert told["emoji"]["hydrant"].startswith("https://")
    assert told["emoji"]["squirt"] == "alias:hydrant"
    assert set(told["emoji"]) == {"hydrant", "squirt"}
    assert "categories" not in told


def test_standard_emoji_are_told_by_category(client):
    told = client.emoji_list(include_categories=True)

    names = [name for category in told["categories"] for name in category["emoji_names"]]
    wanted = "eyes raised_hand adhesive_bandage white_check_mark sos snail ticket +1 -1 tada"
    assert set(wanted.split()) <= set(names)
    assert len(names) == len(set(names)) > 300
    assert told["emoji"] == {}


@pytest.mark.parametrize("name", ["eyes", "hydrant", "Two Words", ""])
def test_a_custom_emoji_has_a_name_of_its_own(fake, name):
    fake.custom_emoji("hydrant")

    with pytest.raises(ValueError, match="emoji"):
        fake.custom_emoji(name)


def test_a_custom_emoji_may_be_taken_away(client, fake):
    fake.custom_emoji("hydrant")

    fake.remove_emoji("hydrant")

    assert client.emoji_list()["emoji"] == {}


def test_blocks_validate_points_at_the_fault(client):
    with pytest.raises(SlackApiError) as refusal:
        client.blocks_validate(
            blocks=[{"type": "section", "text": {"type": "invalid", "text": "x"}}]
        )

    response = refusal.value.response
    assert response["error"] == "invalid_blocks"
    assert response["errors"] == [
        {
            "code": "failed_constraint",
            "message": "unsupported type: invalid",
            "pointer": "/0/text/type",
            "constraint": {"type": "enum", "expected": ["plain_text", "mrkdwn"]},
        }
    ]


def test_blocks_validate_takes_one_thing_at_a_time(client, refused):
    assert client.blocks_validate(message={"blocks": []})["ok"]
    assert client.blocks_validate(view={"type": "home", "blocks": []})["ok"]
    assert refused(client.blocks_validate) == "invalid_arguments"
    assert refused(client.blocks_validate, blocks=[], message={}) == "invalid_arguments"
    assert refused(client.blocks_validate, view={"type": "page"}) == "invalid_view"
