import pytest

from bot.fakeslack import FakeSlack
from tests.fakeslack.listener import Silence
from tests.fakeslack.making import a_manifest, section


def test_a_command_is_sent_as_slack_sends_it(fake, app, ada, channel, listen):
    listen()

    sent = ada.types("/raw  revenue is zero ", in_=channel).sent

    assert sent == sent | {
        "token": app.verification_token,
        "team_id": fake.workspace.team_id,
        "team_domain": fake.workspace.domain,
        "channel_id": channel.id,
        "channel_name": "data-rapid",
        "user_id": ada.id,
        "user_name": "ada",
        "command": "/raw",
        "text": "revenue is zero",
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
    }
    assert sent["response_url"].startswith(f"{fake.url}/commands/")
    assert sent["trigger_id"]
    assert "enterprise_id" not in sent


def test_a_command_works_where_the_bot_is_not(fake, app, ada, listen):
    listen(lambda _: {"text": "filed"})
    places = {
        "elsewhere": fake.channel("elsewhere", members=[ada]),
        "privategroup": fake.channel("secret", members=[ada], private=True),
        "directmessage": ada.dms(app),
    }

    for name, place in places.items():
        assert ada.types("/rapid x", in_=place).sent["channel_name"] == name
        assert ada.last(place).text == "filed"


def test_text_is_escaped_only_when_the_command_asks_for_it(fake, ada, bob, channel, listen):
    listen()
    secret = fake.channel("secret", private=True)
    typed = "@bob & <b> in #data-rapid, #secret see https://x.example/?a=1&b=2."

    escaped = ada.types(f"/rapid {typed}", in_=channel).sent["text"]
    raw = ada.types(f"/raw {typed}", in_=channel).sent["text"]

    assert raw == typed
    assert escaped == (
        f"<@{bob.id}|bob> &amp; &lt;b&gt; in <#{channel.id}|data-rapid>, <#{secret.id}|> "
        "see <https://x.example/?a=1&amp;b=2>."
    )


def test_the_answer_is_for_the_typist_alone_unless_it_says_otherwise(ada, bob, channel, listen):
    channel.invite(bob)
    answers = [
        {"text": "private"},
        {"response_type": "in_channel", "text": "public"},
        {},
        {"blocks": [section("blocks")]},
    ]
    left = list(answers)
    listener = listen()
    listener.answer = lambda e: left.pop(0) if e["type"] == "slash_commands" else None

    for _ in answers:
        ada.types("/rapid x", in_=channel)

    assert [m.plain() for m in ada.sees(channel)] == ["private", "/rapid x", "public", "blocks"]
    assert [m.plain() for m in bob.sees(channel)] == ["/rapid x", "public"]
    assert ada.sees(channel)[0].ephemeral_to == ada.id


def test_slack_tells_when_the_app_did_not_answer(fake, ada, channel, listen):
    fake.courier.ack_within = 0.05

    def silent(_envelope):
        raise Silence

    nobody = ada.types("/rapid x", in_=channel)
    listen(silent)
    silence = ada.types("/rapid x", in_=channel)

    assert (nobody.acked, silence.acked) == (False, False)
    assert [m.text for m in ada.sees(channel)] == [
        '/rapid failed with the error "operation_timeout"'
    ] * 2


def test_slack_tells_when_the_answer_cannot_be_shown(ada, channel, listen):
    listen(lambda _: {"blocks": [{"type": "poem"}]})

    ada.types("/rapid x", in_=channel)

    assert "invalid_command_response" in ada.last(channel).text


def test_an_unknown_command_reaches_nobody(fake, ada, channel):
    delivery = ada.types("/unknown x", in_=channel)

    assert (delivery.acked, delivery.attempts) == (False, 0)
    assert ada.last(channel).text == "/unknown is not a valid command."
    assert [d for d in fake.deliveries if d.kind == "slash_commands"] == []


def test_commands_are_not_for_people_from_elsewhere(fake, channel):
    eve = fake.person("eve", is_stranger=True)
    channel.invite(eve)

    assert eve.types("/rapid x", in_=channel).attempts == 0


def test_of_two_apps_the_one_installed_last_gets_the_command(fake, ada, channel):
    newer = fake.install(a_manifest(name="Newer"))

    assert ada.types("/rapid x", in_=channel).sent["api_app_id"] == newer.app_id


def test_on_a_grid_the_organisation_is_named(clock):
    with FakeSlack.start(now=clock, enterprise_id="E0GRID") as fake:
        app = fake.install(a_manifest())
        ada = fake.person("ada")

        sent = ada.types("/rapid x", in_=ada.dms(app)).sent
        shortcut = ada.uses_shortcut("new").sent

    assert ada.id.startswith("W")
    assert sent["enterprise_id"] == "E0GRID"
    assert shortcut["enterprise"]["id"] == "E0GRID"


@pytest.mark.parametrize("bad", ["x", "/rapid"])
def test_a_person_types_only_where_they_are(fake, ada, bob, bad):
    secret = fake.channel("secret", members=[ada], private=True)

    with pytest.raises(PermissionError):
        bob.types(bad, in_=secret)
