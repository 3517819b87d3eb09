import pytest

from bot.fakeslack.text import encoded, entities, escaped


@pytest.fixture
def names(fake, ada, channel):
    group = fake.usergroup("oncall")
    return {"ada": ada.id, "channel": channel.id, "oncall": group.id}


@pytest.mark.parametrize(
    ("typed", "message", "command"),
    [
        ("a & b < c > d", "a &amp; b &lt; c &gt; d", None),
        ("&amp;", "&amp;amp;", None),
        ("hi @ada!", "hi <@{ada}>!", "hi <@{ada}|ada>!"),
        ("see #data-rapid", "see <#{channel}|data-rapid>", None),
        ("@oncall please", "<!subteam^{oncall}> please", "<!subteam^{oncall}|@oncall> please"),
        ("@here and @channel", "<!here> and <!channel>", None),
        ("@nobody in #nowhere", "@nobody in #nowhere", None),
        ("ada@example.org", "ada@example.org", None),
        ("look: https://x.example/a?b=1&c=2.", "look: <https://x.example/a?b=1&amp;c=2>.", None),
        ("(https://x.example)", "(<https://x.example>)", None),
        ("<!channel>", "&lt;!channel&gt;", None),
        ("<@U123>", "&lt;@U123&gt;", None),
        ("", "", None),
    ],
)
def test_what_is_typed_is_encoded_as_slack_encodes_it(fake, names, typed, message, command):
    assert encoded(typed, fake.workspace) == message.format(**names)
    assert escaped(typed, fake.workspace) == (command or message).format(**names)


def test_a_private_channel_keeps_its_name(fake, ada):
    secret = fake.channel("secret", members=[ada], private=True)

    assert encoded("#secret", fake.workspace) == f"<#{secret.id}|>"


def test_entities_are_three():
    assert entities("&<>\"'") == "&amp;&lt;&gt;\"'"
