import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakeslack.making import a_manifest, actions, button, section


def test_a_message_is_stored_as_posted(client, fake, channel):
    blocks = [section("*a* &amp; <b>"), actions()]

    posted = client.chat_postMessage(channel=channel.id, text="a &amp; b", blocks=blocks)

    (message,) = fake.history(channel)
    assert message.ts == posted["ts"]
    assert message.text == "a &amp; b"
    assert message.blocks[0]["text"]["text"] == "*a* &amp; <b>"
    assert message.button_labels() == ["Claim"]
    assert message.plain() == "*a* &amp; <b>\nClaim"


def test_ids_are_added_where_the_app_gave_none(client, fake, channel):
    blocks = [actions({"type": "button", "text": {"type": "plain_text", "text": "Go"}})]

    client.chat_postMessage(channel=channel.id, text="x", blocks=blocks)

    (message,) = fake.history(channel)
    assert message.blocks[0]["block_id"]
    assert message.blocks[0]["elements"][0]["action_id"]


def test_time_stamps_grow_while_the_clock_stands(client, channel):
    stamps = [client.chat_postMessage(channel=channel.id, text="x")["ts"] for _ in range(3)]

    assert stamps == sorted(set(stamps))
    assert all(len(ts.partition(".")[2]) == 6 for ts in stamps)


def test_a_message_to_a_person_lands_in_their_dm(client, fake, ada, app):
    posted = client.chat_postMessage(channel=ada.id, text="psst")

    assert posted["channel"] == fake.bot_dm(ada).id
    assert posted["channel"].startswith("D")
    assert ada.last(ada.dms(app)).text == "psst"


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("data-rapid", "channel_not_found"),
        ("#data-rapid", "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
        ("U0NOBODY", "channel_not_found"),
        ("without bot", "not_in_channel"),
        ("private", "channel_not_found"),
        ("archived", "is_archived"),
        ("deactivated", "user_disabled"),
        ("a bot", "cannot_dm_bot"),
    ],
)
@pytest.mark.usefixtures("channel")
def test_slack_says_why_it_does_not_post(client, fake, ada, refused, where, error):
    app = fake.world.apps[0]
    fake.channel("old", members=[ada, app]).archive()
    places = {
        "without bot": fake.channel("elsewhere", members=[ada]).id,
        "private": fake.channel("secret", members=[ada], private=True).id,
        "archived": fake.channel("old").id,
        "deactivated": fake.person("gone", deleted=True).id,
        "a bot": fake.person("robot", is_bot=True).id,
    }

    assert refused(client.chat_postMessage, channel=places.get(where, where), text="x") == error


def test_messages_can_be_turned_off_for_the_app(fake, refused, ada):
    mute = fake.install(a_manifest(app_home={"messages_tab_enabled": False}))
    client = WebClient(token=mute.bot_token, base_url=fake.api_url)

    assert refused(client.chat_postMessage, channel=ada.id, text="x") == "messages_tab_disabled"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_text"),
        ({"text": ""}, "no_text"),
        ({"blocks": "{"}, "invalid_blocks_format"),
        ({"blocks": '{"type":"section"}'}, "invalid_blocks_format"),
        ({"blocks": [{"type": "poem"}]}, "invalid_blocks"),
        ({"blocks": [None]}, "invalid_blocks"),
        ({"text": "x", "attachments": [{"text": "y"}] * 101}, "too_many_attachments"),
        ({"text": "x", "attachments": "z"}, "invalid_attachments"),
        ({"text": "x", "metadata": "z"}, "invalid_metadata_format"),
    ],
)
def test_content_slack_does_not_take(client, channel, refused, content, error):
    call = client.api_call

    assert refused(call, "chat.postMessage", json={"channel": channel.id, **content}) == error


def test_invalid_blocks_are_explained(client, channel):
    with pytest.raises(SlackApiError) as refusal:
        client.chat_postMessage(channel=channel.id, text="x", blocks=[section("x" * 3001)])

    assert refusal.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_long_text_is_cut_when_posted_and_refused_when_edited(client, fake, channel, refused):
    posted = client.chat_postMessage(channel=channel.id, text="x" * 40_001)

    assert len(fake.history(channel)[0].text) == 40_000
    key = {"channel": channel.id, "ts": posted["ts"]}
    assert client.chat_update(**key, text="x" * 4000)["ok"]
    assert refused(client.chat_update, **key, text="x" * 4001) == "msg_too_long"


def test_metadata_is_kept_and_comes_back_only_when_asked(client, channel):
    metadata = {"event_type": "card", "event_payload": {"id": "7"}}

    posted = client.chat_postMessage(channel=channel.id, text="x", metadata=metadata)

    assert posted["message"]["metadata"] == metadata
    (plain,) = client.conversations_history(channel=channel.id)["messages"]
    (full,) = client.conversations_history(channel=channel.id, include_all_metadata=True)[
        "messages"
    ]
    assert "metadata" not in plain
    assert full["metadata"] == metadata


def test_metadata_of_a_bad_type_is_dropped_with_a_warning(client, channel):
    metadata = {"event_type": "my card!", "event_payload": {"id": "7"}}

    posted = client.chat_postMessage(channel=channel.id, text="x", metadata=metadata)

    assert posted["warning"] == "invalid_metadata_schema"
    assert "metadata" not in posted["message"]


def test_the_same_client_msg_id_posts_once(client, channel, refused):
    twice = {"channel": channel.id, "text": "x", "client_msg_id": "one"}

    first, second = client.chat_postMessage(**twice), client.chat_postMessage(**twice)

    assert second["is_duplicate"]
    assert second["ts"] == first["ts"]
    client.chat_delete(channel=channel.id, ts=first["ts"])
    assert refused(client.chat_postMessage, **twice) == "duplicate_message_not_found"


def test_replies_stay_in_the_thread_unless_broadcast(client, fake, channel):
    root = client.chat_postMessage(channel=channel.id, text="root")["ts"]
    reply = client.chat_postMessage(channel=channel.id, text="reply", thread_ts=root)["ts"]
    client.chat_postMessage(channel=channel.id, text="loud", thread_ts=root, reply_broadcast=True)

    assert [m.text for m in fake.history(channel)] == ["root", "loud"]
    assert [m.text for m in fake.thread(fake.message(channel.id, reply))] == [
        "root",
        "reply",
        "loud",
    ]


def test_a_reply_needs_a_living_root(client, ada, channel, refused):
    root = client.chat_postMessage(channel=channel.id, text="root")["ts"]
    reply = client.chat_postMessage(channel=channel.id, text="reply", thread_ts=root)["ts"]
    client.chat_postEphemeral(channel=channel.id, user=ada.id, text="x")
    hidden = ada.last(channel).ts
    post = {"channel": channel.id, "text": "x"}

    assert refused(client.chat_postMessage, **post, thread_ts=reply) == "cannot_reply_to_message"
    assert refused(client.chat_postMessage, **post, thread_ts=hidden) == "cannot_reply_to_message"
    assert refused(client.chat_postMessage, **post, thread_ts="1.000000") == "thread_not_found"
    client.chat_delete(channel=channel.id, ts=root)
    assert refused(client.chat_postMessage, **post, thread_ts=root) == "thread_not_found"


def test_an_edit_without_blocks_takes_them_off(client, fake, channel):
    metadata = {"event_type": "card", "event_payload": {"id": "7"}}
    posted = client.chat_postMessage(
        channel=channel.id, text="x", blocks=[section()], metadata=metadata
    )

    client.chat_update(channel=channel.id, ts=posted["ts"], text="y")

    (message,) = fake.history(channel)
    assert (message.text, message.blocks, message.metadata) == ("y", [], metadata)
    assert message.edited["user"] == message.user


def test_only_own_messages_can_be_edited_or_deleted(client, ada, channel, refused):
    hers = ada.says("mine", in_=channel)
    key = {"channel": channel.id, "ts": hers.ts}

    assert refused(client.chat_update, **key, text="x") == "cant_update_message"
    assert refused(client.chat_delete, **key) == "cant_delete_message"


def test_what_is_gone_or_ephemeral_cannot_be_edited(client, ada, channel, refused):
    posted = client.chat_postMessage(channel=channel.id, text="x")["ts"]
    client.chat_delete(channel=channel.id, ts=posted)
    client.chat_postEphemeral(channel=channel.id, user=ada.id, text="x")
    hidden = ada.last(channel).ts

    for ts in (posted, hidden, "1.000000"):
        assert refused(client.chat_update, channel=channel.id, ts=ts, text="y") == (
            "message_not_found"
        )


def test_an_ephemeral_message_is_seen_by_one_person_only(client, fake, ada, bob, channel):
    channel.invite(bob)

    client.chat_postEphemeral(channel=channel.id, user=ada.id, text="just you")

    assert ada.last(channel).text == "just you"
    assert bob.sees(channel) == fake.history(channel) == []
    assert client.conversations_history(channel=channel.id)["messages"] == []


def test_an_ephemeral_message_needs_both_in_the_channel(client, fake, ada, bob, channel, refused):
    elsewhere = fake.channel("elsewhere", members=[ada])
    say = client.chat_postEphemeral

    assert refused(say, channel=channel.id, user=bob.id, text="x") == "user_not_in_channel"
    assert refused(say, channel=elsewhere.id, user=ada.id, text="x") == "not_in_channel"
    assert say(channel=ada.dms().id, user=ada.id, text="x")["ok"]


def test_a_permalink_names_channel_and_time(client, fake, channel, refused):
    root = client.chat_postMessage(channel=channel.id, text="x")["ts"]
    reply = client.chat_postMessage(channel=channel.id, text="x", thread_ts=root)["ts"]
    find = client.chat_getPermalink

    link = find(channel=channel.id, message_ts=root)["permalink"]

    assert link == f"{fake.workspace.url}archives/{channel.id}/p{root.replace('.', '')}"
    in_thread = find(channel=channel.id, message_ts=reply)["permalink"]
    assert in_thread.endswith(f"?thread_ts={root}&cid={channel.id}")
    assert refused(find, channel=channel.id, message_ts="1.000000") == "message_not_found"


def test_buttons_inside_attachments_show_too(client, fake, channel):
    blocks = [actions(button(label="Inside"))]
    attachments = [{"color": "#f00", "blocks": blocks}]

    client.chat_postMessage(channel=channel.id, text="x", attachments=attachments)

    assert fake.history(channel)[0].button_labels() == ["Inside"]
