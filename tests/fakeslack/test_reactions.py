from typing import Any

import pytest


@pytest.fixture
def message(ada, channel):
    return ada.says("look", in_=channel)


def key(message) -> dict[str, str]:
    return {"channel": message.channel, "timestamp": message.ts}


def test_a_reaction_is_added_once_per_person(client, app, message, refused):
    client.reactions_add(**key(message), name="eyes")

    assert message.reactions == {"eyes": [app.bot_user_id]}
    assert refused(client.reactions_add, **key(message), name=":eyes:") == "already_reacted"


def test_a_bot_cannot_take_off_another_s_reaction(client, ada, message, refused):
    ada.reacts("eyes", to=message)

    assert refused(client.reactions_remove, **key(message), name="eyes") == "no_reaction"
    assert message.reactions == {"eyes": [ada.id]}


def test_the_last_one_off_takes_the_emoji_away(client, ada, message):
    client.reactions_add(**key(message), name="eyes")
    ada.reacts("eyes", to=message)

    client.reactions_remove(**key(message), name="eyes")
    assert message.reactions == {"eyes": [ada.id]}
    ada.unreacts("eyes", to=message)
    assert message.reactions == {}


def test_reactions_are_told_with_everyone_in_full(client, fake, channel, message):
    crowd = [fake.person(f"p{number}") for number in range(60)]
    channel.invite(*crowd)
    for person in crowd:
        person.reacts("eyes", to=message)

    def told(**options) -> Any:
        return client.reactions_get(**key(message), **options)["message"]["reactions"][0]

    assert told()["count"] == told(full=True)["count"] == 60
    assert len(told()["users"]) == 50
    assert len(told(full=True)["users"]) == 60


def test_a_message_is_told_with_or_without_reactions(client, fake, ada, message):
    told = client.reactions_get(**key(message))["message"]

    link = f"https://{fake.workspace.domain}.slack.com/archives/{message.channel}/p"
    assert "reactions" not in told
    assert "thread_ts" not in told
    assert (told["text"], told["user"], told["ts"]) == ("look", ada.id, message.ts)
    assert told["permalink"] == link + message.ts.replace(".", "")


def test_a_reply_is_told_with_its_thread(client, app, message):
    posted = client.chat_postMessage(channel=message.channel, text="hi", thread_ts=message.ts)

    told = client.reactions_get(channel=message.channel, timestamp=posted["ts"])["message"]

    assert (told["bot_id"], told["thread_ts"]) == (app.bot_id, message.ts)
    assert told["permalink"].endswith(f"?thread_ts={message.ts}&cid={message.channel}")
    link = client.chat_getPermalink(channel=message.channel, message_ts=posted["ts"])
    assert link["permalink"] == told["permalink"]


@pytest.mark.parametrize("name", ["raised_hand::skin-tone-3", "+1", "e-mail", "handshake"])
def test_names_may_have_tones(client, message, name):
    client.reactions_add(**key(message), name=name)

    assert name in message.reactions


@pytest.mark.parametrize("name", ["Eyes!", "raised_hand::skin-tone-9", "two words"])
def test_names_that_can_be_none_are_refused(client, message, refused, name):
    assert refused(client.reactions_add, **key(message), name=name) == "invalid_name"


def test_there_are_limits_per_message_and_person(client, fake, channel, message, refused):
    for number in range(23):
        client.reactions_add(**key(message), name=f"e{number}")
    assert refused(client.reactions_add, **key(message), name="more") == "too_many_reactions"

    for number in range(23, 50):
        person = fake.person(f"p{number}")
        channel.invite(person)
        person.reacts(f"e{number}", to=message)
    assert refused(client.reactions_add, **key(message), name="more") == "too_many_emoji"


def test_what_is_gone_takes_no_reaction(client, ada, message, refused):
    ada.deletes(message)

    assert refused(client.reactions_add, **key(message), name="eyes") == "message_not_found"
    with pytest.raises(LookupError):
        ada.reacts("eyes", to=message)


def test_the_bot_reacts_only_where_it_is(client, fake, ada, refused):
    elsewhere = ada.says("x", in_=fake.channel("elsewhere", members=[ada]))

    assert refused(client.reactions_add, **key(elsewhere), name="eyes") == "not_in_channel"
