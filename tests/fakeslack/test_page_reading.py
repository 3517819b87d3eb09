"""What the page is told when it asks: only what the person may see."""

import json

import pytest

from tests.fakeslack.browser import state
from tests.fakeslack.making import a_home, a_manifest, a_modal, an_input, option, section

RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [{"type": "text", "text": "two "}, {"type": "text", "text": "words"}],
        }
    ],
}


@pytest.mark.usefixtures("app")
def test_the_page_asks_first_whom_one_wants_to_be(fake, browser, ada):
    boss = fake.person("boss", is_owner=True, title="Head of Data")
    fake.page.suggested = [boss.id]
    fake.page.titles = {ada.id: "Asks for things"}

    found = browser.get("people").json

    assert found["workspace"] == {"name": "Example", "domain": "example"}
    assert found["suggested"] == [boss.id]
    people = {one["name"]: one for one in found["people"]}
    assert sorted(people) == ["ada", "boss"]
    assert (people["ada"]["title"], people["ada"]["role"]) == ("Asks for things", "Member")
    assert (people["boss"]["title"], people["boss"]["role"]) == ("Head of Data", "Workspace owner")
    assert people["ada"]["real_name"] == "Ada Lovelace"
    assert people["ada"]["tz"] == "Europe/London"
    assert people["ada"].keys() >= {"id", "is_bot", "is_admin", "deleted", "locale", "color"}


@pytest.mark.parametrize(
    ("traits", "role"),
    [
        ({"is_admin": True}, "Workspace admin"),
        ({"is_restricted": True}, "Guest"),
        ({"is_stranger": True}, "From another company"),
    ],
)
def test_the_page_knows_what_people_are_in_the_workspace(fake, browser, traits, role):
    fake.person("zoe", **traits)

    (zoe,) = browser.get("people").json["people"]

    assert zoe["role"] == role


def test_a_window_begins_with_all_that_it_needs(fake, app, browser, ada, channel, clock):
    said = ada.says("hello", in_=channel)

    found = state(browser, ada)

    assert found["n"] == fake.page.news.n
    assert found["now"] == clock().timestamp()
    assert found["me"]["id"] == ada.id
    assert found["people"].keys() >= {ada.id, app.bot_user_id, "USLACKBOT"}
    assert found["apps"] == [{"id": app.app_id, "name": "Hydrant", "bot_user_id": app.bot_user_id}]
    (place,) = found["channels"]
    assert (place["id"], place["name"], place["kind"]) == (
        channel.id,
        "data-rapid",
        "public_channel",
    )
    assert place["members"] == [ada.id, app.bot_user_id]
    assert (place["is_member"], place["archived"], place["with"]) == (True, False, None)
    assert [m["ts"] for m in found["messages"][channel.id]["items"]] == [said.ts]
    assert found["messages"][channel.id]["has_more"] is False
    assert [one["command"] for one in found["commands"]] == ["/rapid", "/raw"]
    assert found["commands"][0] | {"hint": ""} == {
        "command": "/rapid",
        "description": "File",
        "hint": "",
        "app": app.app_id,
    }
    assert {(one["callback_id"], one["type"]) for one in found["shortcuts"]} == {
        ("file", "message"),
        ("new", "global"),
    }
    assert (found["modal"], found["home"], found["emoji"]) == (None, None, {})
    assert found["controls"] == {
        "machine": False,
        "tour": None,
        "faults": ["none", "slow", "429", "5xx", "dropped", "disconnect"],
        "fault": "none",
    }


def test_a_message_is_told_as_it_now_stands(fake, app, client, browser, ada, bob, channel):
    ts = client.chat_postMessage(channel=channel.id, text="x", blocks=[section("Card")])["ts"]
    bob.says("a reply", in_=channel, thread=ts)
    ada.reacts("eyes", to=fake.message(channel.id, ts))
    client.chat_update(channel=channel.id, ts=ts, text="y", blocks=[section("Card, changed")])

    (card,) = state(browser, ada)["messages"][channel.id]["items"]

    assert (card["ts"], card["channel"], card["text"]) == (ts, channel.id, "y")
    assert (card["user"], card["app_id"], card["bot_id"]) == (
        app.bot_user_id,
        app.app_id,
        app.bot_id,
    )
    assert card["blocks"][0]["text"]["text"] == "Card, changed"
    assert card["reactions"] == [{"name": "eyes", "users": [ada.id]}]
    assert (card["edited"], card["deleted"], card["ephemeral"]) == (True, False, False)
    assert (card["reply_count"], card["reply_users"]) == (1, [bob.id])
    assert card["latest_reply"] > ts
    assert card["thread_ts"] is None


def test_a_deleted_message_with_replies_stays_as_a_gap(browser, ada, channel):
    root = ada.says("regretted words", in_=channel)
    reply = ada.says("a reply", in_=channel, thread=root)
    ada.deletes(root)

    (gap,) = state(browser, ada)["messages"][channel.id]["items"]
    thread = browser.get("thread", ada, channel=channel.id, ts=root.ts).json

    assert gap["deleted"]
    assert (gap["text"], gap["blocks"], gap["reactions"]) == ("", [], [])
    assert [m["ts"] for m in thread["replies"]] == [reply.ts]
    assert "regretted words" not in json.dumps(thread)


def test_a_thread_has_its_root_and_replies_oldest_first(browser, ada, bob, channel):
    root = ada.says("root", in_=channel)
    first, second = (bob.says(text, in_=channel, thread=root) for text in ("one", "two"))

    by_root = browser.get("thread", ada, channel=channel.id, ts=root.ts).json
    by_reply = browser.get("thread", ada, channel=channel.id, ts=second.ts).json
    none = browser.get("thread", ada, channel=channel.id, ts="1.000000")

    assert none.error == "There is no such thread."
    assert by_root == by_reply
    assert (by_root["root"]["ts"], by_root["root"]["reply_count"]) == (root.ts, 2)
    assert [m["ts"] for m in by_root["replies"]] == [first.ts, second.ts]
    assert by_root["replies"][0]["thread_ts"] == root.ts


def test_a_long_channel_comes_in_portions(browser, ada, channel):
    said = [ada.says(f"no. {n}", in_=channel).ts for n in range(230)]

    begun = state(browser, ada)["messages"][channel.id]
    older = browser.get(
        "messages", ada, channel=channel.id, before=begun["items"][0]["ts"], limit=20
    ).json
    oldest = browser.get("messages", ada, channel=channel.id, before=older["items"][0]["ts"]).json

    assert [m["ts"] for m in begun["items"]] == said[30:]
    assert [m["ts"] for m in older["items"]] == said[10:30]
    assert [m["ts"] for m in oldest["items"]] == said[:10]
    assert (begun["has_more"], older["has_more"], oldest["has_more"]) == (True, True, False)


def test_a_form_and_a_home_are_shown_with_what_they_hold(fake, app, client, browser, ada):
    client.views_publish(user_id=ada.id, view=a_home(section("Welcome")))
    fields = [
        an_input(),
        an_input("when", element={"type": "datepicker", "initial_date": "2026-11-24"}),
        an_input(
            "how",
            element={"type": "static_select", "options": [option()], "initial_option": option()},
        ),
        an_input("rich", element={"type": "rich_text_input", "initial_value": RICH}),
        an_input(
            "which",
            element={"type": "checkboxes", "options": [option()], "initial_options": [option()]},
        ),
    ]
    fake.world.views.open(app.app_id, ada.id, a_modal(*fields))
    fake.world.views.push(app.app_id, ada.id, a_modal(*fields, close={"text": "Back"}))

    found = state(browser, ada)

    modal, home = found["modal"], found["home"]
    assert (modal["type"], modal["title"], modal["submit"], modal["close"]) == (
        "modal",
        "Form",
        "File",
        "Back",
    )
    assert modal["values"] == {
        "what": {"value": None},
        "when": {"value": "2026-11-24"},
        "how": {"value": "a"},
        "rich": {"value": "two words"},
        "which": {"value": ["a"]},
    }
    assert (modal["stack"], modal["errors"], modal["trouble"]) == (2, {}, None)
    assert modal["id"] == ada.modal.id
    assert modal["callback_id"] == "form"
    assert (home["type"], home["blocks"][0]["text"]["text"]) == ("home", "Welcome")


def test_custom_emoji_are_told(fake, browser, ada):
    fake.custom_emoji("hydrant")
    fake.custom_emoji("squirt", alias_of="hydrant")

    emoji = state(browser, ada)["emoji"]

    assert emoji["hydrant"].startswith("https://")
    assert emoji["squirt"] == "alias:hydrant"


@pytest.mark.usefixtures("app")
def test_two_installed_apps_are_both_offered(fake, browser, ada):
    other = a_manifest(name="Other", slash_commands=[{"command": "/other", "usage_hint": "[x]"}])
    fake.install(other)

    found = state(browser, ada)

    assert [one["name"] for one in found["apps"]] == ["Hydrant", "Other"]
    assert found["commands"][-1]["command"] == "/other"
    assert found["commands"][-1]["hint"] == "[x]"


# For one's own eyes only


def test_what_is_anothers_never_reaches_me(fake, app, client, browser, ada, bob, channel, private):
    channel.invite(bob)
    bob.says("hush one", in_=private)
    bob.says("hush two", in_=bob.dms())
    client.chat_postEphemeral(channel=channel.id, user=bob.id, text="hush three")
    fake.world.views.open(app.app_id, bob.id, a_modal(section("hush four")))
    client.views_publish(user_id=bob.id, view=a_home(section("hush five")))

    mine, his = (browser.get("state", person).text for person in (ada, bob))
    messages = browser.get("messages", ada, channel=channel.id).text

    assert his.count("hush") == 5
    assert "hush" not in mine
    assert "hush" not in messages
    assert private.id not in mine
    assert bob.dms().id not in mine


@pytest.mark.parametrize("what", ["messages", "thread"])
def test_a_private_channel_is_to_others_as_none(browser, ada, bob, private, what):
    said = bob.says("hush", in_=private)
    whisper = {"channel": private.id, "ts": said.ts}
    nowhere = {"channel": "C0NOWHERE", "ts": said.ts}

    assert browser.get(what, bob, **whisper).status == 200
    refused, unknown = browser.get(what, ada, **whisper), browser.get(what, ada, **nowhere)

    assert (refused.status, refused.error) == (404, "There is no such channel.")
    assert (unknown.status, unknown.error) == (refused.status, refused.error)


def test_a_thread_keeps_an_ephemeral_reply_for_its_reader(client, browser, ada, bob, channel):
    channel.invite(bob)
    root = ada.says("root", in_=channel)
    client.chat_postEphemeral(channel=channel.id, user=bob.id, text="psst", thread_ts=root.ts)

    mine, his = (
        browser.get("thread", person, channel=channel.id, ts=root.ts).json for person in (ada, bob)
    )

    assert mine["replies"] == []
    assert [(m["text"], m["ephemeral"]) for m in his["replies"]] == [("psst", True)]


@pytest.mark.parametrize("traits", [{"is_stranger": True}, {"is_restricted": True}])
def test_guests_and_other_companies_see_only_their_own_channels(fake, browser, channel, traits):
    zoe = fake.person("zoe", **traits)
    shared = fake.channel("shared", members=[zoe])

    found = state(browser, zoe)

    assert [one["id"] for one in found["channels"]] == [shared.id]
    assert found["messages"].keys() == {shared.id}
    assert browser.get("messages", zoe, channel=channel.id).status == 404


def test_nobody_can_be_a_bot_or_somebody_who_is_gone(app, browser, ada):
    ada.changes(deleted=True)

    gone = browser.get("state", ada)

    assert (gone.status, gone.error) == (403, "Ada Lovelace is deactivated.")
    for nobody in (app.bot_user_id, "USLACKBOT", "U0NOBODY"):
        answer = browser.ask("GET", f"/page/api/state?as={nobody}")
        assert (answer.status, answer.error) == (
            404,
            "There is nobody here whom you could be by that id.",
        )
    assert browser.get("state").error == "“as” is missing."


# Files and addresses


def test_the_page_itself_is_served(browser):
    index = browser.ask("GET", "/?as=U1")
    script = browser.ask("GET", "/page/app.js")

    assert (index.status, script.status) == (200, 200)
    assert index.headers["Content-Type"] == "text/html; charset=utf-8"
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "/page/app.js" in index.text
    assert index.headers["Set-Cookie"] is None


@pytest.mark.parametrize(
    "path",
    [
        "/page/../routes.py",
        "/page/%2e%2e/routes.py",
        "/page/..%2froutes.py",
        "/page/..%5croutes.py",
        "/page//etc/passwd",
        "/page/%2fetc%2fpasswd",
        "/page/%00",
        "/page/.",
        "/page/",
        "/page/none.js",
    ],
)
def test_no_other_file_of_this_machine_is_served(browser, path):
    answer = browser.ask("GET", path)

    assert (answer.status, answer.error) == (404, "There is no such file.")


@pytest.mark.parametrize(("method", "path"), [("GET", "none"), ("POST", "none"), ("GET", "act")])
def test_an_address_with_nothing_behind_it_says_so(browser, method, path):
    body = b"{}" if method == "POST" else None

    answer = browser.ask(method, f"/page/api/{path}", body, {"Content-Type": "application/json"})

    assert (answer.status, answer.error) == (404, "There is nothing at this address.")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "What was sent is not JSON."),
        (b"{", "What was sent is not JSON."),
        (b"\xff\xfe", "What was sent is not JSON."),
        (b"[" * 100_000, "What was sent is not JSON."),
        (b'{"as": "\\ud800"}', "What was sent is not JSON."),
        (b"[]", "What is sent here must be a JSON object."),
        (b"null", "What is sent here must be a JSON object."),
        (b"{}", "“as” is missing."),
        (b'{"as": 7}', "“as” is missing."),
    ],
)
def test_what_is_no_act_at_all_is_refused_with_a_sentence(browser, body, sentence):
    answer = browser.ask("POST", "/page/api/act", body, {"Content-Type": "application/json"})

    assert (answer.status, answer.error) == (400, sentence)


def test_more_than_anybody_types_is_refused(browser, ada):
    assert browser.act(ada, "type", text="x" * 300_000).status == 413


@pytest.mark.parametrize("limit", ["x", "-1", "1" * 5000, ""])
def test_a_number_must_be_one(browser, ada, channel, limit):
    answer = browser.get("messages", ada, channel=channel.id, limit=limit)

    assert (answer.status, answer.error) == (400, "“limit” must be a number.")
