from datetime import date, time
from typing import Any

import pytest

from tests.fakeslack.listener import Silence
from tests.fakeslack.making import (
    Json,
    a_modal,
    actions,
    an_input,
    button,
    mrkdwn,
    option,
    plain,
    section,
)

SURE = {"title": plain("Sure?"), "text": mrkdwn(), "confirm": plain("Yes"), "deny": plain("No")}


@pytest.fixture
def card(client, fake, channel):
    def post(*blocks, **more):
        posted = client.chat_postMessage(
            channel=channel.id, text="card", blocks=list(blocks) or [actions()], **more
        )
        return fake.message(channel.id, posted["ts"])

    return post


@pytest.fixture
def modal(fake, app, ada):
    """Put a modal before Ada's eyes."""

    def show(*blocks, **more):
        return fake.world.views.open(app.app_id, ada.id, a_modal(*blocks, **more))

    return show


# Buttons and menus on messages


def test_a_click_is_sent_as_slack_sends_it(fake, ada, channel, card, listen):
    listen()
    message = card(actions(button(value="7", style="primary"), block_id="verbs"))

    delivery = ada.presses(message, "claim")

    sent = delivery.sent
    assert delivery.acked
    assert sent["type"] == "block_actions"
    assert sent["user"] == {
        "id": ada.id,
        "username": "ada",
        "name": "ada",
        "team_id": fake.workspace.team_id,
    }
    assert sent["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": False,
    }
    assert sent["channel"] == {"id": channel.id, "name": "data-rapid"}
    assert sent["message"]["ts"] == message.ts
    assert sent["team"] == {"id": fake.workspace.team_id, "domain": fake.workspace.domain}
    assert (sent["enterprise"], sent["is_enterprise_install"]) == (None, False)
    assert {"trigger_id", "response_url", "token", "state"} <= set(sent)
    (action,) = sent["actions"]
    assert action.pop("action_ts")
    assert action == {
        "action_id": "claim",
        "block_id": "verbs",
        "type": "button",
        "text": plain("Claim"),
        "value": "7",
        "style": "primary",
    }


def test_a_button_goes_by_its_label_too(ada, card, listen):
    listen()
    message = card(actions(button("a", "Claim"), button("b", "Release")))

    assert ada.presses(message, "Release").sent["actions"][0]["action_id"] == "b"


def test_a_button_that_is_not_there_cannot_be_pressed(ada, card):
    with pytest.raises(LookupError, match=r"'Claim' \(claim\)"):
        ada.presses(card(), "Resolve")


def test_who_does_not_confirm_sends_nothing(ada, card, listen):
    listener = listen()
    message = card(actions(button(confirm=SURE)))

    assert ada.presses(message, "claim", confirms=False).attempts == 0
    assert ada.presses(message, "claim").acked
    assert len(listener.payloads) == 1 + len(listener.events)


def test_a_click_on_an_ephemeral_message_comes_without_the_message(
    client, ada, bob, channel, listen
):
    listen()
    channel.invite(bob)
    client.chat_postEphemeral(channel=channel.id, user=ada.id, text="x", blocks=[actions()])
    message = ada.last(channel)

    sent = ada.presses(message, "claim").sent

    assert "message" not in sent
    assert sent["container"]["is_ephemeral"] is True
    with pytest.raises(LookupError):
        bob.presses(message, "claim")


def test_a_click_in_a_thread_names_the_thread(ada, card, listen):
    listen()
    root = card()
    reply = card(thread_ts=root.ts)

    assert ada.presses(reply, "claim").sent["container"]["thread_ts"] == root.ts


def test_what_is_deleted_cannot_be_pressed(client, ada, channel, card):
    message = card()
    client.chat_delete(channel=channel.id, ts=message.ts)

    with pytest.raises(LookupError):
        ada.presses(message, "claim")


MENUS = {
    "static_select": ({"options": [option("a", "A"), option("b", "B")]}, "B", "selected_option"),
    "overflow": ({"options": [option("a", "A"), option("b", "B")]}, "b", "selected_option"),
    "radio_buttons": ({"options": [option("a", "A"), option("b", "B")]}, "b", "selected_option"),
    "checkboxes": ({"options": [option("a", "A"), option("b", "B")]}, ["a"], "selected_options"),
    "users_select": ({}, "U1", "selected_user"),
    "channels_select": ({}, "C1", "selected_channel"),
    "multi_users_select": ({}, ["U1", "U2"], "selected_users"),
    "datepicker": ({}, "2026-11-24", "selected_date"),
    "timepicker": ({}, "09:30", "selected_time"),
}


@pytest.mark.parametrize("kind", MENUS)
def test_each_kind_of_menu_tells_what_was_chosen(ada, card, listen, kind):
    listen()
    more, value, held = MENUS[kind]
    element = {"type": kind, "action_id": "menu", **more}

    sent = ada.selects(card(section(accessory=element)), "menu", value).sent

    chosen = sent["actions"][0][held]
    expected = option("b", "B") if held == "selected_option" else value
    assert chosen == ([option("a", "A")] if held == "selected_options" else expected)
    if kind != "overflow":
        (held_values,) = sent["state"]["values"].values()
        assert held_values["menu"][held] == chosen


def test_a_moment_is_chosen_in_an_actions_block(ada, card, listen):
    listen()
    element = {"type": "datetimepicker", "action_id": "menu"}

    sent = ada.selects(card(actions(element)), "menu", 1_800_000_000).sent

    assert sent["actions"][0]["selected_date_time"] == 1_800_000_000


def test_an_option_that_is_not_offered_cannot_be_chosen(ada, card):
    menu = {"type": "static_select", "action_id": "menu", "options": [option("a", "A")]}

    with pytest.raises(LookupError, match="'A'"):
        ada.selects(card(actions(menu)), "menu", "Z")


@pytest.mark.parametrize(
    ("kind", "value", "held"),
    [
        ("datepicker", date(2026, 11, 24), "2026-11-24"),
        ("timepicker", time(9, 30), "09:30"),
    ],
)
def test_days_and_times_may_be_values(ada, card, listen, kind, value, held):
    listen()
    element = {"type": kind, "action_id": "menu"}

    sent = ada.selects(card(actions(element)), "menu", value).sent

    assert held in sent["actions"][0].values()


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "datepicker"}, "2026-02-30"),
        ({"type": "datepicker"}, "tomorrow"),
        ({"type": "timepicker"}, "9 o'clock"),
        ({"type": "timepicker"}, "09:30:15"),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["U1", "U2"]),
    ],
)
def test_what_no_picker_has_cannot_be_chosen(ada, card, element, value):
    message = card(section(accessory={"action_id": "menu", **element}))

    with pytest.raises(LookupError):
        ada.selects(message, "menu", value)


@pytest.mark.parametrize(
    ("wanted", "listed"),
    [
        ({"include": ["public"]}, {"public", "shared"}),
        ({"include": ["private", "im"]}, {"private", "dm"}),
        ({"exclude_external_shared_channels": True}, {"public", "private", "dm"}),
        ({"exclude_bot_users": True}, {"public", "private", "shared"}),
    ],
)
def test_a_menu_of_conversations_keeps_to_its_filter(fake, ada, app, card, listen, wanted, listed):
    listen()
    places = {
        "public": fake.channel("public"),
        "private": fake.channel("private", members=[ada], private=True),
        "shared": fake.channel("shared"),
        "dm": ada.dms(),
        "not hers": fake.channel("hidden", members=[app], private=True),
        "archived": fake.channel("archived"),
    }
    places["shared"].connect()
    places["archived"].archive()
    menu = {"type": "conversations_select", "action_id": "where", "filter": wanted}
    message = card(actions(menu))
    chosen = set()

    for name, place in places.items():
        try:
            ada.selects(message, "where", place)
        except LookupError:
            continue
        chosen.add(name)

    assert chosen == listed


# Shortcuts


def test_a_global_shortcut_knows_no_channel(ada, listen):
    listen()

    sent = ada.uses_shortcut("new").sent

    assert (sent["type"], sent["callback_id"]) == ("shortcut", "new")
    assert "channel" not in sent
    assert "response_url" not in sent
    assert sent["trigger_id"]


def test_a_message_shortcut_brings_the_message(ada, channel, listen):
    listen()
    message = ada.says("it & broke", in_=channel)

    sent = ada.uses_shortcut("file", on=message).sent

    assert sent["type"] == "message_action"
    assert sent["message"]["text"] == "it &amp; broke"
    assert (sent["message_ts"], sent["channel"]["id"]) == (message.ts, channel.id)
    assert sent["response_url"]


def test_a_shortcut_on_a_reply_brings_its_thread(client, app, ada, channel, listen):
    listen()
    root = ada.says("it broke", in_=channel)
    client.chat_postMessage(channel=channel.id, text="again", thread_ts=root.ts)

    sent = ada.uses_shortcut("file", on=ada.last(channel)).sent

    message = sent["message"]
    assert (message["thread_ts"], message["bot_id"]) == (root.ts, app.bot_id)
    assert sent["trigger_id"]
    assert sent["user"]["id"] == ada.id


def test_shortcuts_are_offered_where_slack_offers_them(client, fake, ada, channel):
    message = ada.says("x", in_=channel)
    client.chat_postEphemeral(channel=channel.id, user=ada.id, text="x")
    eve = fake.person("eve", is_stranger=True)
    channel.invite(eve)

    for person, name, on in (
        (ada, "unknown", None),
        (ada, "file", None),
        (ada, "new", message),
        (ada, "file", ada.last(channel)),
        (eve, "file", message),
    ):
        with pytest.raises(LookupError):
            person.uses_shortcut(name, on=on)


# Modals


def test_a_submission_carries_the_state(ada, modal, listen):
    listener = listen()
    view = modal(private_metadata="7")
    ada.fills("what", "a broken table")

    delivery = ada.submits()

    (sent,) = [p for p in listener.payloads if p.get("type") == "view_submission"]
    assert sent["view"]["id"] == view.id
    assert sent["view"]["private_metadata"] == "7"
    assert sent["view"]["callback_id"] == "form"
    assert sent["view"]["state"]["values"]["what"]["value"]["value"] == "a broken table"
    assert {"hash", "team_id", "bot_id", "app_id"} <= set(sent["view"])
    assert sent["response_urls"] == []
    assert delivery.acked
    assert ada.modal is None


def test_slack_sends_nothing_while_a_field_is_empty_or_wrong(ada, modal, listen):
    listener = listen()
    inputs: dict[str, Json] = {
        "needed": {"type": "plain_text_input", "min_length": 3, "max_length": 5},
        "mail": {"type": "email_text_input"},
        "link": {"type": "url_text_input"},
        "number": {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"},
    }
    modal(
        *(
            an_input(name, element=element, optional=name != "needed")
            for name, element in inputs.items()
        )
    )

    def complaints(**values) -> Any:
        for name, value in values.items():
            ada.fills(name, value)
        assert ada.submits().attempts == 0
        return ada.modal.errors

    assert complaints() == {"needed": "Please complete this required field."}
    assert set(complaints(needed="ab", mail="x", link="x", number="x")) == set(inputs)
    assert set(complaints(needed="abcdef", number="1.5")) == set(inputs)
    assert set(complaints(number="10")) == set(inputs)
    assert [p for p in listener.payloads if p.get("type") == "view_submission"] == []
    for name, value in {
        "needed": "abc",
        "mail": "a@b.c",
        "link": "https://x.y",
        "number": "9",
    }.items():
        ada.fills(name, value)
    assert ada.submits().acked
    assert ada.modal is None


def test_errors_show_beside_their_inputs_only(ada, modal, listen):
    listen(lambda _: {"response_action": "errors", "errors": {"what": "no", "ghost": "boo"}})
    modal()
    ada.fills("what", "x")

    ada.submits()

    assert ada.modal.errors == {"what": "no"}
    assert "no" in ada.modal.plain()
    ada.fills("what", "y")
    assert ada.modal.errors == {}


def test_an_answer_may_update_push_or_clear(ada, modal, listen):
    answers = [
        {"response_action": "update", "view": a_modal(title=plain("Second"))},
        {"response_action": "push", "view": a_modal(title=plain("Third"))},
        {"response_action": "clear"},
    ]
    listen(lambda _: answers.pop(0))
    modal()
    titles = []

    while ada.modal:
        titles.append(ada.modal.title)
        ada.fills("what", "x")
        ada.submits()

    assert titles == ["Form", "Second", "Third"]


def test_an_empty_answer_closes_only_the_top(ada, modal, fake, app, listen):
    listen()
    bottom = modal()
    fake.world.views.push(app.app_id, ada.id, a_modal(section()))

    ada.submits()

    assert ada.modal is bottom


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "push", "view": None},
        {"response_action": "dance"},
    ],
)
def test_an_answer_slack_cannot_follow_is_trouble(ada, modal, listen, answer):
    listen(lambda _: answer)
    modal(section())

    ada.submits()

    assert ada.modal.trouble == "We had some trouble connecting. Try again?"


def test_no_answer_is_trouble_and_the_text_stays(fake, ada, modal, listen):
    fake.courier.ack_within = 0.05

    def silent(_envelope):
        raise Silence

    listen(silent)
    modal()
    ada.fills("what", "a broken table")

    assert not ada.submits().acked

    assert "trouble connecting" in ada.modal.plain()
    assert ada.modal.values["what"]["value"]["value"] == "a broken table"


def test_a_field_may_tell_the_app_at_once(ada, modal, listen):
    listen()
    modal(an_input(), an_input("now", dispatch_action=True), actions(button()))

    assert ada.fills("what", "x") is None
    told = ada.fills("now", "y").sent
    pressed = ada.presses(ada.modal, "claim").sent

    assert told["actions"][0]["value"] == "y"
    assert told["view"]["state"]["values"]["now"]["value"]["value"] == "y"
    assert pressed["container"]["view_id"] == ada.modal.id


def test_choosing_in_a_modal_changes_its_state(ada, bob, modal, listen):
    listen()
    modal(actions({"type": "users_select", "action_id": "who"}))

    sent = ada.selects(ada.modal, "who", bob).sent

    (values,) = sent["view"]["state"]["values"].values()
    assert values["who"]["selected_user"] == bob.id


def test_a_button_in_a_modal_may_push_another(client, ada, modal, listen):
    listen()
    bottom = modal(section(accessory=button("more", "More")))

    pressed = ada.presses(bottom, "More").sent
    client.views_push(trigger_id=pressed["trigger_id"], view=a_modal(title=plain("Second")))

    assert pressed["type"] == "block_actions"
    assert (ada.modal.title, ada.modal.previous_view_id) == ("Second", bottom.id)
    ada.dismisses()
    assert ada.modal is bottom


FILLED: dict[str, tuple[Json, object, str, object]] = {
    "text": ({"type": "plain_text_input", "multiline": True}, "two\nlines", "value", "two\nlines"),
    "link": ({"type": "url_text_input"}, "https://x.example", "value", "https://x.example"),
    "number": ({"type": "number_input", "is_decimal_allowed": False}, 7, "value", "7"),
    "day": ({"type": "datepicker"}, date(2026, 11, 24), "selected_date", "2026-11-24"),
    "time": ({"type": "timepicker"}, "09:30", "selected_time", "09:30"),
    "boxes": (
        {"type": "checkboxes", "options": [option("a", "A"), option("b", "B")]},
        ["A", "b"],
        "selected_options",
        [option("a", "A"), option("b", "B")],
    ),
    "one of": (
        {"type": "radio_buttons", "options": [option("a", "A"), option("b", "B")]},
        "B",
        "selected_option",
        option("b", "B"),
    ),
    "grouped": (
        {
            "type": "static_select",
            "option_groups": [
                {"label": plain("1"), "options": [option("a", "A")]},
                {"label": plain("2"), "options": [option("b", "B")]},
            ],
        },
        "B",
        "selected_option",
        option("b", "B"),
    ),
    "some of": (
        {"type": "multi_static_select", "options": [option("a", "A"), option("b", "B")]},
        ["a", "b"],
        "selected_options",
        [option("a", "A"), option("b", "B")],
    ),
    "who": ({"type": "users_select"}, "U1", "selected_user", "U1"),
    "who all": ({"type": "multi_users_select"}, ["U1", "U2"], "selected_users", ["U1", "U2"]),
}


def test_each_kind_of_field_can_be_filled(client, fake, app, ada, listen):
    listen()
    trigger = fake.world.triggers.make(app.app_id, ada.id)
    inputs = [an_input(name, element=given[0]) for name, given in FILLED.items()]
    client.views_open(trigger_id=trigger, view=a_modal(*inputs))

    for name, (_, value, _, _) in FILLED.items():
        ada.fills(name, value)

    values = ada.submits().sent["view"]["state"]["values"]
    held = {name: values[name]["value"][key] for name, (_, _, key, _) in FILLED.items()}
    assert held == {name: expected for name, (_, _, _, expected) in FILLED.items()}


def test_closing_that_clears_all_is_told_as_such(ada, modal, listen):
    listen()
    modal(notify_on_close=True, clear_on_close=True)

    assert ada.dismisses().sent["is_cleared"] is True


def test_closing_is_told_only_when_asked_for(ada, modal, listen):
    listen()
    modal()
    assert ada.dismisses() is None

    modal(notify_on_close=True)
    sent = ada.dismisses().sent
    modal(notify_on_close=True)
    cleared = ada.dismisses(everything=True).sent

    assert (sent["type"], sent["is_cleared"]) == ("view_closed", False)
    assert cleared["is_cleared"] is True
    assert ada.modal is None


def test_without_a_modal_there_is_nothing_to_fill(ada, modal):
    for act in (ada.submits, ada.dismisses, lambda: ada.fills("what", "x")):
        with pytest.raises(LookupError):
            act()
    view = modal(actions(button()))
    ada.dismisses()
    with pytest.raises(LookupError):
        ada.presses(view, "claim")


def test_a_modal_without_submit_cannot_be_sent(fake, app, ada):
    spec = a_modal(section())
    del spec["submit"]
    fake.world.views.open(app.app_id, ada.id, spec)

    with pytest.raises(LookupError):
        ada.submits()


def test_a_conversation_may_be_asked_for_an_answer(ada, channel, modal, listen):
    element = {"type": "conversations_select", "response_url_enabled": True}
    listen()
    modal(an_input("where", element=element))
    ada.fills("where", channel)

    (url,) = ada.submits().sent["response_urls"]

    assert (url["block_id"], url["channel_id"]) == ("where", channel.id)
    assert url["response_url"]


def test_initial_values_are_there_from_the_start(modal):
    view = modal(
        an_input("a", element={"type": "plain_text_input", "initial_value": "x"}),
        an_input("b", element={"type": "multi_users_select"}),
        an_input(
            "c",
            element={
                "type": "static_select",
                "options": [option()],
                "initial_option": option(),
            },
        ),
    )

    assert view.state["values"] == {
        "a": {"value": {"type": "plain_text_input", "value": "x"}},
        "b": {"value": {"type": "multi_users_select", "selected_users": []}},
        "c": {"value": {"type": "static_select", "selected_option": option()}},
    }
