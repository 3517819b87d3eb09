import pytest

from tests.fakeslack.making import EVENTS, SCOPES, Json, a_manifest


@pytest.fixture
def heard(listen):
    """Events of a type, once one came."""
    listener = listen()

    def of(kind, n=1):
        listener.wait_for("events_api")
        with listener._heard:
            listener._heard.wait_for(lambda: len(only(kind)) >= n, 2)
        return only(kind)

    def only(kind) -> list[Json]:
        return [event for event in listener.events if event["type"] == kind]

    return of


def test_an_event_is_wrapped_as_slack_wraps_it(fake, app, ada, channel, clock, listen):
    listener = listen()

    delivery = ada.reacts("eyes", to=ada.says("x", in_=channel))

    sent = delivery.sent
    assert sent == listener.payloads[-1]
    assert sent["type"] == "event_callback"
    assert sent["api_app_id"] == app.app_id
    assert sent["team_id"] == fake.workspace.team_id
    assert sent["event_id"].startswith("Ev")
    assert sent["event_time"] == int(clock().timestamp())
    assert sent["authorizations"][0]["user_id"] == app.bot_user_id
    assert sent["is_ext_shared_channel"] is False
    assert {"token", "event_context"} <= set(sent)


def test_a_reaction_tells_who_put_what_on_what(ada, channel, heard):
    message = ada.says("x", in_=channel)

    delivery = ada.reacts("eyes", to=message)
    ada.unreacts("eyes", to=message)

    (added,) = heard("reaction_added")
    (removed,) = heard("reaction_removed")
    assert added == delivery.event
    assert added["item"] == {"type": "message", "channel": channel.id, "ts": message.ts}
    assert (added["user"], added["reaction"], added["item_user"]) == (ada.id, "eyes", ada.id)
    assert float(removed["event_ts"]) > float(added["event_ts"])


def test_each_event_has_its_own_id_and_time(ada, channel, listen):
    listener = listen()
    message = ada.says("x", in_=channel)

    for name in ("a", "b", "c"):
        ada.reacts(name, to=message)

    stamps = [event["event_ts"] for event in listener.events]
    ids = {payload["event_id"] for payload in listener.payloads}
    assert stamps == sorted(set(stamps))
    assert len(ids) == 4


def test_the_same_reaction_twice_is_no_event(ada, channel):
    message = ada.says("x", in_=channel)
    ada.reacts("eyes", to=message)

    assert ada.reacts("eyes", to=message) is None
    assert ada.unreacts("tada", to=message) is None


def test_the_bot_hears_of_its_own_reaction(client, app, ada, channel, heard):
    message = ada.says("x", in_=channel)

    client.reactions_add(channel=channel.id, timestamp=message.ts, name="eyes")

    (event,) = heard("reaction_added")
    assert event["user"] == app.bot_user_id


@pytest.mark.parametrize("private", [True, False])
def test_nothing_is_heard_from_where_the_bot_is_not(fake, ada, listen, private):
    listen()
    elsewhere = fake.channel("elsewhere", members=[ada], private=private)

    assert ada.reacts("eyes", to=ada.says("x", in_=elsewhere)) is None


@pytest.mark.parametrize(
    ("scopes", "events"),
    [
        (SCOPES, [e for e in EVENTS if e != "reaction_added"]),
        ([s for s in SCOPES if s != "reactions:read"], EVENTS),
    ],
)
def test_an_event_needs_its_subscription_and_its_scope(fake, ada, scopes, events):
    app = fake.install(a_manifest(scopes=scopes, events=events))
    channel = fake.channel("here", members=[ada, app])

    message = ada.says("x", in_=channel)

    assert ada.reacts("eyes", to=message) is None


def test_messages_are_heard_where_the_bot_is(client, app, ada, channel, heard):
    first = ada.says("hello <b> & @hydrant", in_=channel)
    ada.says("more", in_=channel, thread=first)
    client.chat_postMessage(channel=channel.id, text="mine")

    hers, reply, own = heard("message", n=3)
    assert hers["text"] == f"hello &lt;b&gt; &amp; <@{app.bot_user_id}>"
    assert (hers["channel_type"], hers["event_ts"]) == ("channel", first.ts)
    assert reply["thread_ts"] == first.ts
    assert own["bot_id"] == app.bot_id
    (mention,) = heard("app_mention")
    assert mention["ts"] == first.ts


def test_kinds_of_conversation_are_told_apart(fake, app, ada, heard):
    ada.says("in private", in_=fake.channel("secret", members=[ada, app], private=True))
    ada.says("to the bot", in_=ada.dms())

    assert [event["channel_type"] for event in heard("message", n=2)] == ["group", "im"]


def test_edits_and_deletions_are_heard(ada, channel, heard):
    message = ada.says("x", in_=channel)
    ada.edits(message, "y")
    ada.deletes(message)

    _, changed, deleted = heard("message", n=3)
    assert changed["subtype"] == "message_changed"
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("x", "y")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", message.ts)


def test_metadata_of_the_subscribed_type_is_followed(client, fake, ada, channel, heard):
    def card(number) -> Json:
        return {"event_type": "card", "event_payload": {"id": number}}

    posted = client.chat_postMessage(channel=channel.id, text="x", metadata=card("1"))
    client.chat_update(channel=channel.id, ts=posted["ts"], text="y", metadata=card("2"))
    other = {"event_type": "other", "event_payload": {}}
    client.chat_postMessage(channel=channel.id, text="z", metadata=other)
    ada.deletes(fake.message(channel.id, posted["ts"]))

    (new,) = heard("message_metadata_posted")
    (changed,) = heard("message_metadata_updated")
    (gone,) = heard("message_metadata_deleted")
    assert (new["message_ts"], new["metadata"]) == (posted["ts"], card("1"))
    assert (changed["previous_metadata"], changed["metadata"]) == (card("1"), card("2"))
    assert (gone["message_ts"], gone["previous_metadata"]) == (posted["ts"], card("2"))


def test_coming_and_going_is_heard(fake, app, ada, bob, heard):
    channel = fake.channel("here", members=[ada])
    channel.invite(app, by=ada)
    channel.invite(bob)
    channel.kick(bob)
    channel.kick(app)

    joined = heard("member_joined_channel", n=2)
    assert [(e["user"], e.get("inviter")) for e in joined] == [
        (app.bot_user_id, ada.id),
        (bob.id, None),
    ]
    assert [e["user"] for e in heard("member_left_channel")] == [bob.id]
    assert [e["channel"] for e in heard("channel_left")] == [channel.id]


def test_what_happens_to_a_channel_is_heard(fake, app, ada, channel, heard):
    secret = fake.channel("secret", members=[ada, app], private=True)

    channel.archive(by=ada)
    channel.unarchive(by=ada)
    channel.rename("data-fire")
    secret.archive()

    assert heard("channel_archive")[0]["user"] == ada.id
    assert heard("channel_unarchive")[0]["channel"] == channel.id
    assert heard("channel_rename")[0]["channel"]["name"] == "data-fire"
    assert heard("group_archive")[0]["channel"] == secret.id


def test_sharing_and_deleting_a_channel_is_heard(fake, ada, channel, heard):
    eve = fake.person("eve", is_stranger=True)

    channel.connect(eve)
    channel.disconnect()
    channel.delete(by=ada)

    (shared,), (unshared,) = heard("channel_shared"), heard("channel_unshared")
    assert (shared["channel"], shared["connected_team_id"]) == (channel.id, eve.user.team_id)
    assert unshared["previously_connected_team_id"] == eve.user.team_id
    assert heard("channel_deleted")[0]["channel"] == channel.id


def test_emoji_that_come_and_go_are_heard_of(fake, heard):
    fake.custom_emoji("hydrant", alias_of="fire_engine")
    fake.remove_emoji("hydrant")

    added, removed = heard("emoji_changed", n=2)
    assert (added["subtype"], added["name"]) == ("add", "hydrant")
    assert added["value"] == "alias:fire_engine"
    assert (removed["subtype"], removed["names"]) == ("remove", ["hydrant"])


def test_a_changed_person_is_heard_of(fake, ada, heard):
    ada.changes(deleted=True)
    fake.person("ada", deleted=False, tz="Asia/Tokyo")

    gone, back = heard("user_change", n=2)
    assert gone["user"]["deleted"] is True
    assert (back["user"]["deleted"], back["user"]["tz"]) == (False, "Asia/Tokyo")


def test_opening_the_home_tab_is_heard(client, ada, listen):
    listen()
    first = ada.opens_home()
    client.views_publish(user_id=ada.id, view={"type": "home", "blocks": []})
    second = ada.opens_home()

    assert (first.event["tab"], first.event["channel"]) == ("home", ada.dms().id)
    assert "view" not in first.event
    assert second.event["view"]["type"] == "home"


def test_an_uninstalled_app_hears_of_that_last(fake, app, ada, channel, heard):
    fake.uninstall(app)

    assert heard("tokens_revoked")[0]["tokens"] == {"oauth": [], "bot": [app.bot_user_id]}
    assert len(heard("app_uninstalled")) == 1
    ada.says("anyone?", in_=channel)
    assert fake.deliveries[-1].event["type"] == "app_uninstalled"
