"""What somebody does on the page is done by their hands, and refused as Slack refuses it."""

import threading
from datetime import datetime

import pytest

from bot.fakeslack import Message
from tests.fakeslack.listener import Silence
from tests.fakeslack.making import (
    a_home,
    a_modal,
    actions,
    an_input,
    button,
    option,
    plain,
    section,
)

FIELDS = [
    an_input(),
    an_input("when", element={"type": "datepicker"}, optional=True),
    an_input("at", element={"type": "datetimepicker"}, optional=True),
    an_input(
        "how",
        element={"type": "static_select", "options": [option(), option("b", "B")]},
        optional=True,
    ),
    an_input("who", element={"type": "multi_users_select"}, optional=True),
    an_input("rich", element={"type": "rich_text_input"}, optional=True),
]


@pytest.fixture
def connected(listen):
    """An app that acknowledges everything."""
    return listen()


@pytest.fixture
def form(fake, app, ada):
    return fake.world.views.open(app.app_id, ada.id, a_modal(*FIELDS))


@pytest.fixture
def card(client, fake, channel):
    """A message of the app with a button, a menu and an overflow."""
    overflow = {"type": "overflow", "action_id": "more", "options": [option(), option("b", "B")]}
    menu = {"type": "static_select", "action_id": "menu", "options": [option(), option("b", "B")]}
    asking = button("sure", "Sure", confirm={"title": plain(), "text": plain()})
    blocks = [
        actions(button(), asking, block_id="first"),
        actions(button(value="second"), block_id="second"),
        actions(menu, overflow, block_id="third"),
    ]
    ts = client.chat_postMessage(channel=channel.id, text="card", blocks=blocks)["ts"]
    return fake.message(channel.id, ts)


def at(message: Message) -> dict[str, str]:
    return {"channel": message.channel, "ts": message.ts}


# Words


def test_a_message_is_posted(browser, fake, connected, ada, channel):
    answer = browser.act(ada, "type", channel=channel.id, text=" hello <world> ")

    assert (answer.status, answer.json["ok"]) == (200, True)
    (said,) = fake.history(channel)
    assert (said.ts, said.user, said.text) == (answer.json["ts"], ada.id, "hello &lt;world&gt;")
    assert connected.events[-1]["ts"] == said.ts


def test_a_reply_stands_in_its_thread(browser, fake, ada, bob, channel):
    root = bob.says("root", in_=channel)

    browser.act(ada, "type", channel=channel.id, text="reply", thread=root.ts)

    assert [m.text for m in fake.thread(root)] == ["root", "reply"]


def test_a_command_is_answered_when_the_app_has_answered(browser, listen, ada, channel):
    listen(lambda _frame: {"text": "Done."})

    answer = browser.act(ada, "type", channel=channel.id, text="/rapid sev2 down")

    assert answer.json == {"ok": True, "answered": True}
    assert ada.last(channel).text == "Done."


def test_a_command_nobody_answers_says_so(browser, fake, listen, ada, channel):
    fake.courier.ack_within = 0.05

    def says_nothing(_frame):
        raise Silence

    listen(says_nothing)

    answer = browser.act(ada, "type", channel=channel.id, text="/rapid")

    assert answer.json == {"ok": True, "answered": False}
    assert "operation_timeout" in ada.last(channel).text


def test_an_unknown_command_is_answered_by_slack(browser, ada, channel):
    assert browser.act(ada, "type", channel=channel.id, text="/nonsense").status == 200
    assert ada.last(channel).text == "/nonsense is not a valid command."


def test_commands_do_not_work_in_threads(browser, fake, ada, channel):
    root = ada.says("root", in_=channel)

    answer = browser.act(ada, "type", channel=channel.id, text="/rapid x", thread=root.ts)

    assert answer.error == "/rapid does not work in threads. Use it in the channel itself."
    assert [d for d in fake.deliveries if d.kind == "slash_commands"] == []


def test_nothing_is_sent_for_no_words(browser, fake, ada, channel):
    for text in ("", "  \n ", None, 7):
        answer = browser.act(ada, "type", channel=channel.id, text=text)
        assert answer.error == "There is nothing to send."
    longest = browser.act(ada, "type", channel=channel.id, text="x" * 12_001)

    assert longest.error == "A message may have 12,000 characters; this one has more."
    assert fake.history(channel) == []


def test_an_archived_channel_takes_nothing(browser, ada, channel):
    said = ada.says("x", in_=channel)
    channel.archive()

    for do, what in (("type", {"text": "y"}), ("react", at(said) | {"name": "eyes"}), ("join", {})):
        answer = browser.act(ada, do, **{"channel": channel.id, **what})
        assert answer.error == "#data-rapid is archived."


def test_one_s_own_words_can_be_changed_and_deleted(browser, fake, ada, channel):
    said = ada.says("x", in_=channel)

    assert browser.act(ada, "edit", **at(said), text="y").status == 200
    assert (said.text, said.edited is not None) == ("y", True)
    assert browser.act(ada, "delete", **at(said)).status == 200
    assert fake.history(channel) == []
    again = browser.act(ada, "delete", **at(said))
    assert again.error == "This message is not there any more."


def test_another_s_words_cannot(browser, ada, bob, channel):
    said = bob.says("x", in_=channel)

    for do in ("edit", "delete"):
        answer = browser.act(ada, do, **at(said), text="y")
        assert answer.error == "Only whoever wrote a message can change or delete it."
    assert (said.text, said.deleted) == ("x", False)


def test_what_only_one_sees_can_be_taken_off_the_screen(browser, fake, client, ada, channel):
    ts = client.chat_postEphemeral(channel=channel.id, user=ada.id, text="psst")["message_ts"]
    told = len(fake.deliveries)

    answer = browser.act(ada, "delete", channel=channel.id, ts=ts)

    assert answer.status == 200
    assert ada.sees(channel) == []
    assert len(fake.deliveries) == told


# Reactions


def test_reactions_go_on_and_off(browser, connected, ada, channel):
    said = ada.says("x", in_=channel)

    assert browser.act(ada, "react", **at(said), name="eyes").status == 200
    assert said.reactions == {"eyes": [ada.id]}
    assert connected.events[-1]["type"] == "reaction_added"
    assert browser.act(ada, "unreact", **at(said), name="eyes").status == 200
    assert said.reactions == {}


def test_no_emoji_is_no_reaction(browser, ada, channel):
    said = ada.says("x", in_=channel)

    answer = browser.act(ada, "react", **at(said), name="No Such Thing!")

    assert answer.error == "That is not possible here: invalid_name."


def test_nobody_reacts_to_what_only_they_see(browser, client, ada, channel):
    ts = client.chat_postEphemeral(channel=channel.id, user=ada.id, text="psst")["message_ts"]

    answer = browser.act(ada, "react", channel=channel.id, ts=ts, name="eyes")

    assert answer.error == "What only you can see takes no reactions."
    reply = browser.act(ada, "type", channel=channel.id, text="x", thread=ts)
    assert reply.error == "What only you can see cannot be replied to."


# Buttons and menus


def test_a_button_is_pressed_where_it_is(browser, connected, ada, card):
    """The same action stands in two blocks."""
    answer = browser.act(ada, "press", on=at(card), block_id="second", action_id="claim")

    assert answer.json == {"ok": True, "answered": True}
    (action,) = connected.payloads[-1]["actions"]
    assert (action["block_id"], action["value"]) == ("second", "second")


def test_a_button_that_asks_first_was_confirmed_on_the_page(browser, connected, ada, card):
    browser.act(ada, "press", on=at(card), block_id="first", action_id="sure")

    assert connected.payloads[-1]["actions"][0]["action_id"] == "sure"


@pytest.mark.parametrize("action_id", ["menu", "more"])
def test_an_option_is_chosen_from_a_menu(browser, connected, ada, card, action_id):
    browser.act(ada, "select", on=at(card), block_id="third", action_id=action_id, value="b")

    assert connected.payloads[-1]["actions"][0]["selected_option"]["value"] == "b"


@pytest.mark.parametrize(
    ("do", "what", "sentence"),
    [
        ("press", {"block_id": "third", "action_id": "menu"}, "This is no button."),
        (
            "select",
            {"block_id": "first", "action_id": "claim", "value": "x"},
            "There is nothing to choose here.",
        ),
        (
            "select",
            {"block_id": "third", "action_id": "menu", "value": "z"},
            "That cannot be chosen here: no option 'z'; there is 'A', 'B'.",
        ),
        (
            "select",
            {"block_id": "third", "action_id": "menu", "value": {"a": 1}},
            "A field takes a text, some take a list of texts, or nothing.",
        ),
        ("press", {"block_id": "first", "action_id": "gone"}, "This is not there any more."),
        ("press", {"block_id": "first"}, "“action_id” is missing."),
    ],
)
def test_what_cannot_be_used_is_refused(browser, fake, ada, card, do, what, sentence):
    told = len(fake.deliveries)

    answer = browser.act(ada, do, on=at(card), **what)

    assert answer.error == sentence
    assert len(fake.deliveries) == told


def test_a_button_must_be_on_something(browser, ada):
    answer = browser.act(ada, "press", block_id="b", action_id="a")

    assert answer.error == "It must be said what this is on: a message or a view."


def test_a_home_has_buttons_too(browser, client, connected, ada):
    view = client.views_publish(user_id=ada.id, view=a_home(actions(button(), block_id="b")))

    answer = browser.act(
        ada, "press", on={"view": view["view"]["id"]}, block_id="b", action_id="claim"
    )

    assert answer.json["answered"]
    assert connected.payloads[-1]["view"]["type"] == "home"


# Forms


def test_a_form_is_sent_with_what_was_filled_in(browser, connected, ada, bob, form):
    values = {
        "what": {"value": "down"},
        "when": {"value": "2026-11-24"},
        "at": {"value": "1795518000"},
        "how": {"value": "b"},
        "who": {"value": [bob.id]},
        "rich": {"value": "long words"},
        "gone": {"value": "a field of an earlier view"},
    }

    answer = browser.act(ada, "submit", view=form.id, values=values)

    assert answer.json == {"ok": True, "answered": True}
    sent = {
        block_id: {key: value for key, value in held["value"].items() if key != "type"}
        for block_id, held in connected.payloads[-1]["view"]["state"]["values"].items()
    }
    assert sent["what"] == {"value": "down"}
    assert sent["when"] == {"selected_date": "2026-11-24"}
    assert sent["at"] == {"selected_date_time": 1795518000}
    assert sent["how"]["selected_option"]["value"] == "b"
    assert sent["who"] == {"selected_users": [bob.id]}
    section_of_rich = sent["rich"]["rich_text_value"]["elements"][0]
    assert section_of_rich["elements"] == [{"type": "text", "text": "long words"}]
    assert ada.modal is None


def test_what_was_emptied_is_sent_as_nothing(browser, connected, ada, form):
    ada.fills("when", "2026-11-24")
    values = {
        "what": {"value": "x"},
        "when": {"value": ""},
        "how": {"value": None},
        "who": {"value": None},
    }

    browser.act(ada, "submit", view=form.id, values=values)

    sent = connected.payloads[-1]["view"]["state"]["values"]
    assert sent["when"]["value"]["selected_date"] is None
    assert sent["how"]["value"]["selected_option"] is None
    assert sent["who"]["value"]["selected_users"] == []


def test_a_form_with_a_hole_stays_open_and_says_where(browser, connected, ada, form):
    answer = browser.act(ada, "submit", view=form.id, values={})

    assert answer.status == 200
    assert ada.modal.errors == {"what": "Please complete this required field."}
    assert connected.payloads == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"when": {"value": "soon"}}, "That cannot be chosen here: a datepicker does not have"),
        ({"at": {"value": "soon"}}, "A field takes a text, some take a list"),
        ({"who": {"value": [1]}}, "A field takes a text, some take a list"),
        ({"what": {"value": ["a"]}}, "A field takes a text, some take a list"),
        ({"what": "down"}, "“values” are texts by block id and action id."),
        ([], "“values” are texts by block id and action id."),
    ],
)
def test_values_that_fit_no_field_leave_all_as_it_was(browser, ada, form, values, sentence):
    both = {"what": {"value": "x"}, **values} if isinstance(values, dict) else values
    before = dict(form.values["what"])

    answer = browser.act(ada, "submit", view=form.id, values=both)

    assert answer.error.startswith(sentence)
    assert form.values["what"] == before
    assert ada.modal is form


def test_a_form_on_its_way_cannot_be_sent_twice(browser, listen, ada, form):
    may_answer, is_sent = threading.Event(), threading.Event()

    def waits(_frame):
        is_sent.set()
        may_answer.wait(3)

    listen(waits)
    values = {"what": {"value": "x"}}
    first = []
    other = threading.Thread(
        target=lambda: first.append(browser.act(ada, "submit", view=form.id, values=values))
    )
    other.start()
    is_sent.wait(3)

    second = browser.act(ada, "submit", view=form.id, values=values)

    may_answer.set()
    other.join(3)
    assert second.error == "This form is being sent already."
    assert first[0].status == 200


def test_two_people_act_at_once(browser, listen, ada, bob, channel):
    """Neither waits for the other: both deliveries are out before either is answered."""
    both_are_out = threading.Barrier(2, timeout=3)
    for _ in range(2):
        listen(lambda _frame: both_are_out.wait() and None)
    answers = []

    def types(person):
        answers.append(browser.act(person, "type", channel=channel.id, text="/rapid x"))

    threads = [threading.Thread(target=types, args=(person,)) for person in (ada, bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)

    assert [answer.json for answer in answers] == [{"ok": True, "answered": True}] * 2


def test_what_is_typed_reaches_the_app_with_a_button_of_the_form(
    browser, fake, app, connected, ada
):
    view = fake.world.views.open(
        app.app_id, ada.id, a_modal(an_input(), actions(button(), block_id="b"))
    )

    browser.act(
        ada,
        "press",
        on={"view": view.id},
        block_id="b",
        action_id="claim",
        values={"what": {"value": "half a sen"}},
    )

    state = connected.payloads[-1]["view"]["state"]["values"]
    assert state["what"]["value"]["value"] == "half a sen"


@pytest.mark.parametrize("is_told", [True, False])
def test_a_field_tells_the_app_only_if_it_is_to(browser, fake, app, connected, ada, is_told):
    block = an_input("how", element={"type": "static_select", "options": [option()]})
    view = fake.world.views.open(app.app_id, ada.id, a_modal(block | {"dispatch_action": is_told}))

    answer = browser.act(
        ada, "select", on={"view": view.id}, block_id="how", action_id="value", value="a"
    )

    assert answer.status == 200
    assert len(connected.payloads) == int(is_told)
    assert view.values["how"]["value"]["selected_option"]["value"] == "a"


def test_only_the_form_on_top_can_be_used(browser, fake, app, ada, bob, form):
    fake.world.views.push(app.app_id, ada.id, a_modal())

    for person in (ada, bob):
        for do in ("submit", "close"):
            answer = browser.act(person, do, view=form.id)
            assert answer.error == "This form is not open any more."


def test_forms_are_closed_one_by_one_or_all(browser, fake, app, connected, ada, form):
    top = fake.world.views.push(app.app_id, ada.id, a_modal(notify_on_close=True))

    assert browser.act(ada, "close", view=top.id).status == 200
    assert ada.modal is form
    assert connected.payloads[-1]["type"] == "view_closed"
    fake.world.views.push(app.app_id, ada.id, a_modal())
    assert browser.act(ada, "close", view=ada.modal.id, everything=True).status == 200
    assert ada.modal is None


# Everything else


def test_shortcuts_are_used_with_and_without_a_message(browser, connected, ada, channel):
    said = ada.says("x", in_=channel)

    assert browser.act(ada, "shortcut", callback_id="new").json["answered"]
    assert browser.act(ada, "shortcut", callback_id="file", on=at(said)).json["answered"]

    assert [p["type"] for p in connected.payloads[-2:]] == ["shortcut", "message_action"]
    unknown = browser.act(ada, "shortcut", callback_id="file")
    assert unknown.error == "That is not possible here: there is no global shortcut 'file'."


def test_a_shortcut_is_for_messages_alone(browser, ada, form):
    answer = browser.act(ada, "shortcut", callback_id="file", on={"view": form.id})

    assert answer.error == "A shortcut is for a message, or for no place at all."


def test_opening_the_home_tells_the_app(browser, connected, ada):
    answer = browser.act(ada, "home", tab="home")

    assert (answer.json["answered"], answer.json["channel"]) == (True, ada.dms().id)
    assert connected.events[-1]["type"] == "app_home_opened"
    assert connected.events[-1]["tab"] == "home"
    odd = browser.act(ada, "home", tab="about")
    assert odd.error == "An app has two tabs: home and messages."


def test_there_is_no_home_without_an_app(browser, ada):
    assert browser.act(ada, "home", tab="home").error == "There is no app here."


def test_public_channels_are_joined_and_left(browser, fake, connected, ada, app):
    other = fake.channel("other", members=[app])

    assert browser.act(ada, "join", channel=other.id).status == 200
    assert ada.id in other.members
    assert connected.events[-1]["type"] == "member_joined_channel"
    assert browser.act(ada, "join", channel=other.id).status == 200
    assert browser.act(ada, "leave", channel=other.id).status == 200
    assert ada.id not in other.members


@pytest.mark.usefixtures("app")
def test_nobody_joins_or_leaves_what_is_between_people(browser, ada, bob, private):
    assert (
        browser.act(bob, "join", channel=private.id).error == "Only public channels can be joined."
    )
    assert (
        browser.act(ada, "leave", channel=ada.dms().id).error == "Nobody leaves a direct message."
    )


@pytest.mark.parametrize(
    ("do", "what"),
    [
        ("type", {"text": "x"}),
        ("edit", {"text": "x"}),
        ("delete", {}),
        ("react", {"name": "eyes"}),
        ("unreact", {"name": "eyes"}),
        ("join", {}),
        ("leave", {}),
    ],
)
def test_where_one_cannot_look_one_cannot_act(browser, ada, bob, private, do, what):
    said = bob.says("hush", in_=private)

    answer = browser.act(ada, do, **at(said), **what)

    assert (answer.status, answer.error) == (404, "There is no such channel.")
    assert (said.text, said.reactions, said.deleted) == ("hush", {}, False)


@pytest.mark.parametrize("do", ["press", "select", "shortcut"])
def test_nor_use_what_another_sees(browser, client, ada, bob, channel, do):
    channel.invite(bob)
    blocks = [actions(button(), block_id="b")]
    ts = client.chat_postEphemeral(channel=channel.id, user=bob.id, text="x", blocks=blocks)
    on = {"channel": channel.id, "ts": ts["message_ts"]}

    answer = browser.act(
        ada, do, on=on, block_id="b", action_id="claim", callback_id="file", value="x"
    )

    assert answer.error == "This message is not there any more."


def test_an_unknown_act_is_refused(browser, ada):
    assert browser.act(ada, "fly").error == "Nobody can 'fly' here."
    assert browser.post("act", {"as": ada.id}).error == "“do” is missing."


def test_a_bug_is_told_without_its_insides(browser, fake, caplog):
    nothing: dict[str, datetime] = {}
    fake.page.machine = lambda to: nothing[to]

    answer = browser.post("clock", {"to": "hour"})

    assert answer.status == 500
    assert answer.error == "Something broke here. Whoever runs this can see what."
    assert "KeyError" in caplog.text


def test_text_in_a_section_is_no_control(browser, client, ada, channel):
    ts = client.chat_postMessage(channel=channel.id, text="x", blocks=[section(block_id="s")])["ts"]

    answer = browser.act(
        ada, "press", on={"channel": channel.id, "ts": ts}, block_id="s", action_id="x"
    )

    assert answer.error == "This is not there any more."
