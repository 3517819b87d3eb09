import pytest
from slack_sdk import WebClient

from tests.fakeslack.making import SCOPES, a_manifest


def test_a_channel_tells_whether_the_bot_is_in_it(client, fake, ada, channel):
    elsewhere = fake.channel("elsewhere", members=[ada], topic="Far")

    mine = client.conversations_info(channel=channel.id, include_num_members=True)["channel"]
    other = client.conversations_info(channel=elsewhere.id)["channel"]

    assert (mine["is_member"], mine["num_members"], mine["is_private"]) == (True, 2, False)
    assert (other["is_member"], other["topic"]["value"]) == (False, "Far")


def test_each_kind_of_conversation_is_told_as_such(client, fake, ada, bob, app):
    def told(channel) -> dict[str, bool]:
        about = client.conversations_info(channel=channel)["channel"]
        return {name: about[name] for name in about if name in ("is_private", "is_im", "is_mpim")}

    public = fake.channel("open", members=[ada]).id
    private = fake.channel("secret", members=[ada, app], private=True).id
    several = client.conversations_open(users=[ada.id, bob.id])["channel"]["id"]

    assert told(public) == {"is_private": False, "is_im": False, "is_mpim": False}
    assert told(private) == {"is_private": True, "is_im": False, "is_mpim": False}
    assert told(several) == {"is_private": True, "is_im": False, "is_mpim": True}
    assert told(ada.dms().id) == {"is_im": True}


def test_a_channel_may_be_shared_with_another_company(client, fake, channel):
    eve = fake.person("eve", is_stranger=True)

    channel.connect(eve)
    shared = client.conversations_info(channel=channel.id)["channel"]
    members = channel.members
    channel.disconnect()

    assert shared["is_ext_shared"]
    assert shared["is_shared"]
    assert eve.user.team_id in shared["shared_team_ids"]
    assert eve.id in members
    assert eve.id not in channel.members
    assert not client.conversations_info(channel=channel.id)["channel"]["is_ext_shared"]


def test_a_deleted_channel_is_as_if_it_had_never_been(client, ada, channel, refused):
    message = ada.says("x", in_=channel)

    channel.delete()

    assert refused(client.conversations_info, channel=channel.id) == "channel_not_found"
    assert refused(client.chat_postMessage, channel=channel.id, text="x") == "channel_not_found"
    assert client.conversations_list()["channels"] == []
    with pytest.raises(LookupError, match="deleted"):
        ada.reacts("eyes", to=message)


def test_private_channels_exist_only_for_their_members(client, fake, app, ada, refused):
    secret = fake.channel("secret", members=[ada], private=True)

    assert refused(client.conversations_info, channel=secret.id) == "channel_not_found"
    secret.invite(app)
    assert client.conversations_info(channel=secret.id)["channel"]["is_private"]


def test_each_kind_of_conversation_has_its_own_scope(fake, ada, refused):
    narrow = fake.install(a_manifest(scopes=["channels:read", "channels:history"]))
    client = WebClient(token=narrow.bot_token, base_url=fake.api_url)
    secret = fake.channel("secret", members=[ada, narrow], private=True)

    assert refused(client.conversations_info, channel=secret.id) == "missing_scope"
    assert refused(client.conversations_history, channel=ada.dms(narrow).id) == "missing_scope"
    assert refused(client.conversations_list, types="public_channel,im") == "missing_scope"


def test_lists_come_in_pages(client, fake, ada):
    for number in range(5):
        fake.channel(f"c{number}", members=[ada])

    first = client.conversations_list(limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_list(limit=3, cursor=cursor)

    names = [c["name"] for c in first["channels"] + second["channels"]]
    assert names == [f"c{number}" for number in range(5)]
    assert second["response_metadata"]["next_cursor"] == ""


def test_lists_leave_out_what_was_not_asked_for(client, fake, ada, app):
    fake.channel("secret", members=[ada, app], private=True)
    fake.channel("old", members=[ada]).archive()
    fake.channel("new", members=[ada])

    found = client.conversations_list(exclude_archived=True)["channels"]
    private = client.conversations_list(types="private_channel")["channels"]

    assert [c["name"] for c in found] == ["new"]
    assert [c["name"] for c in private] == ["secret"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"cursor": "nonsense"}, "invalid_cursor"),
        ({"limit": 1001}, "invalid_limit"),
        ({"types": "lounge"}, "invalid_types"),
    ],
)
def test_lists_refuse_what_they_do_not_know(client, refused, arguments, error):
    assert refused(client.conversations_list, **arguments) == error


def test_members_are_listed(client, ada, app, channel):
    assert client.conversations_members(channel=channel.id)["members"] == [ada.id, app.bot_user_id]


def test_history_is_newest_first_and_between_its_bounds(client, clock, ada, channel):
    stamps = []
    for number in range(4):
        clock.tick(10)
        stamps.append(ada.says(f"m{number}", in_=channel).ts)

    def texts(**bounds) -> list[str]:
        found = client.conversations_history(channel=channel.id, **bounds)["messages"]
        return [m["text"] for m in found]

    assert texts() == ["m3", "m2", "m1", "m0"]
    assert texts(oldest=stamps[1]) == ["m3", "m2"]
    assert texts(oldest=stamps[1], latest=stamps[3]) == ["m2"]
    assert texts(oldest=stamps[1], latest=stamps[3], inclusive=True) == ["m3", "m2", "m1"]
    assert texts(limit=1) == ["m3"]


def test_history_pages_on(client, ada, channel):
    for number in range(3):
        ada.says(f"m{number}", in_=channel)

    first = client.conversations_history(channel=channel.id, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    rest = client.conversations_history(channel=channel.id, limit=2, cursor=cursor)

    assert first["has_more"]
    assert [m["text"] for m in rest["messages"]] == ["m0"]
    assert not rest["has_more"]


def test_history_needs_membership(client, fake, ada, refused):
    elsewhere = fake.channel("elsewhere", members=[ada])

    assert refused(client.conversations_history, channel=elsewhere.id) == "not_in_channel"


def test_a_thread_is_told_with_its_root(client, ada, channel, refused):
    root = ada.says("root", in_=channel)
    reply = ada.says("reply", in_=channel, thread=root)

    found = client.conversations_replies(channel=channel.id, ts=root.ts)["messages"]

    assert [m["text"] for m in found] == ["root", "reply"]
    assert (found[0]["reply_count"], found[0]["latest_reply"]) == (1, reply.ts)
    assert found[1]["parent_user_id"] == ada.id
    later = client.conversations_replies(channel=channel.id, ts=root.ts, oldest=reply.ts)
    assert [m["text"] for m in later["messages"]] == ["root"]
    assert (
        refused(client.conversations_replies, channel=channel.id, ts="1.000000")
        == "thread_not_found"
    )


def test_a_dm_is_opened_once(client, ada):
    first = client.conversations_open(users=ada.id)
    second = client.conversations_open(users=ada.id, return_im=True)

    assert first["channel"]["id"].startswith("D")
    assert second["already_open"]
    assert second["channel"] == second["channel"] | {"id": first["channel"]["id"], "user": ada.id}


def test_several_people_share_a_group_dm(client, ada, bob):
    one = client.conversations_open(users=[ada.id, bob.id])["channel"]["id"]

    assert client.conversations_open(users=[bob.id, ada.id])["channel"]["id"] == one
    assert client.chat_postMessage(channel=one, text="hello both")["ok"]


@pytest.mark.parametrize(
    ("who", "error"),
    [("nobody", "user_not_found"), ("gone", "user_disabled"), ("robot", "cannot_dm_bot")],
)
def test_some_people_cannot_be_written_to(client, fake, refused, who, error):
    people = {
        "gone": fake.person("gone", deleted=True).id,
        "robot": fake.person("robot", is_bot=True).id,
    }

    assert refused(client.conversations_open, users=people.get(who, "U0")) == error


def test_the_bot_joins_public_channels_only(client, fake, app, ada, refused):
    public = fake.channel("elsewhere", members=[ada])
    secret = fake.channel("secret", members=[ada, app], private=True)
    old = fake.channel("old", members=[ada])
    old.archive()

    assert client.conversations_join(channel=public.id)["channel"]["is_member"]
    assert client.conversations_join(channel=public.id)["warning"] == "already_in_channel"
    assert refused(client.conversations_join, channel=old.id) == "is_archived"
    assert (
        refused(client.conversations_join, channel=secret.id)
        == "method_not_supported_for_channel_type"
    )


def test_posting_in_public_without_joining_takes_a_scope(fake, ada):
    loud = fake.install(a_manifest(scopes=[*SCOPES, "chat:write.public"]))
    client = WebClient(token=loud.bot_token, base_url=fake.api_url)
    elsewhere = fake.channel("elsewhere", members=[ada])

    assert client.chat_postMessage(channel=elsewhere.id, text="x")["ok"]


def test_a_channel_asked_for_twice_is_the_same(fake, ada, bob):
    one = fake.channel("one", members=[ada])

    again = fake.channel("one", members=[bob])

    assert again == one
    assert one.members == [ada.id, bob.id]
    one.kick(bob)
    assert one.members == [ada.id]


def test_people_act_only_where_they_are(fake, ada, bob):
    secret = fake.channel("secret", members=[ada], private=True)
    old = fake.channel("old", members=[ada])
    message = ada.says("x", in_=old)
    old.archive()

    with pytest.raises(PermissionError):
        bob.says("hello", in_=secret)
    with pytest.raises(PermissionError):
        ada.says("hello", in_=old)
    with pytest.raises(PermissionError):
        ada.reacts("eyes", to=message)
    with pytest.raises(PermissionError):
        bob.sees(secret)
