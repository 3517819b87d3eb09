"""Each limit, at it and one over."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fakeslack.limits import check_message, check_view, is_too_large
from tests.fakeslack.making import (
    Json,
    a_home,
    a_modal,
    actions,
    an_input,
    button,
    mrkdwn,
    option,
    plain,
    section,
)


def menu(n=1, **more) -> Json:
    options = [option(f"v{i}", f"T{i}") for i in range(n)]
    return {"type": "static_select", "action_id": "m", "options": options, **more}


def choice(kind, n=1, **more) -> Json:
    options = [option(f"v{i}", f"T{i}", **more) for i in range(n)]
    return {"type": kind, "action_id": "m", "options": options}


def confirm(title=5, text=5, yes=5, no=5) -> Json:
    return button(
        confirm={
            "title": plain("x" * title),
            "text": mrkdwn("x" * text),
            "confirm": plain("x" * yes),
            "deny": plain("x" * no),
        }
    )


def image(alt=1, url=30) -> Json:
    return {"type": "image", "alt_text": "x" * alt, "image_url": "x" * url}


def table(rows, cells, text="x") -> Json:
    return {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": text}] * cells for _ in range(rows)],
    }


MESSAGE_LIMITS: dict[str, tuple[int, Callable[[int], Any]]] = {
    "blocks in a message": (50, lambda n: [section()] * n),
    "section text": (3000, lambda n: [section("x" * n)]),
    "fields": (10, lambda n: [{"type": "section", "fields": [mrkdwn()] * n}]),
    "field text": (2000, lambda n: [{"type": "section", "fields": [mrkdwn("x" * n)]}]),
    "header": (150, lambda n: [{"type": "header", "text": plain("x" * n)}]),
    "actions": (25, lambda n: [actions(*(button(f"a{i}") for i in range(n)))]),
    "context": (10, lambda n: [{"type": "context", "elements": [mrkdwn()] * n}]),
    "button text": (75, lambda n: [actions(button(label="x" * n))]),
    "button value": (2000, lambda n: [actions(button(value="x" * n))]),
    "button url": (3000, lambda n: [actions(button(url="x" * n))]),
    "action_id": (255, lambda n: [actions(button("x" * n))]),
    "block_id": (255, lambda n: [section(block_id="x" * n)]),
    "options": (100, lambda n: [actions(menu(n))]),
    "option text": (75, lambda n: [actions(menu(0) | {"options": [option(text="x" * n)]})]),
    "option value": (150, lambda n: [actions(menu(0) | {"options": [option("x" * n)]})]),
    "option description": (
        75,
        lambda n: [actions(choice("radio_buttons", description=plain("x" * n)))],
    ),
    "overflow": (5, lambda n: [actions(choice("overflow", n))]),
    "radio buttons": (10, lambda n: [actions(choice("radio_buttons", n))]),
    "checkboxes": (10, lambda n: [actions(choice("checkboxes", n))]),
    "placeholder": (150, lambda n: [actions(menu(placeholder=plain("x" * n)))]),
    "image alt": (2000, lambda n: [image(alt=n)]),
    "image url": (3000, lambda n: [image(url=n)]),
    "confirm title": (100, lambda n: [actions(confirm(title=n))]),
    "confirm text": (300, lambda n: [actions(confirm(text=n))]),
    "confirm yes": (30, lambda n: [actions(confirm(yes=n))]),
    "confirm no": (30, lambda n: [actions(confirm(no=n))]),
    "markdown": (12_000, lambda n: [{"type": "markdown", "text": "x" * n}]),
    "markdown together": (
        12_000,
        lambda n: [
            {"type": "markdown", "text": "x" * (n - 9)},
            {"type": "markdown", "text": "9" * 9},
        ],
    ),
    "table rows": (100, lambda n: [table(n, 1)]),
    "table cells": (20, lambda n: [table(1, n)]),
    "table text": (
        10_000,
        lambda n: [
            table(1, 2, "x" * 1)
            | {
                "rows": [
                    [{"type": "raw_text", "text": "x" * (n - 1)}, {"type": "raw_text", "text": "x"}]
                ]
            }
        ],
    ),
    "card title": (150, lambda n: [{"type": "card", "title": mrkdwn("x" * n)}]),
    "card body": (200, lambda n: [{"type": "card", "body": mrkdwn("x" * n)}]),
    "carousel": (
        10,
        lambda n: [{"type": "carousel", "elements": [{"type": "card", "title": mrkdwn()}] * n}],
    ),
    "container": (
        10,
        lambda n: [
            {"type": "container", "title": plain(), "child_blocks": [{"type": "divider"}] * n}
        ],
    ),
    "context actions": (
        5,
        lambda n: [
            {
                "type": "context_actions",
                "elements": [
                    {"type": "icon_button", "icon": "trash", "text": plain(), "action_id": f"a{i}"}
                    for i in range(n)
                ],
            }
        ],
    ),
}
VIEW_LIMITS: dict[str, tuple[int, Callable[[int], Any]]] = {
    "blocks in a view": (100, lambda n: a_modal(*[{"type": "divider"}] * n)),
    "blocks in a home tab": (100, lambda n: a_home(*[{"type": "divider"}] * n)),
    "title": (24, lambda n: a_modal(title=plain("x" * n))),
    "submit": (24, lambda n: a_modal(submit=plain("x" * n))),
    "close": (24, lambda n: a_modal(close=plain("x" * n))),
    "private_metadata": (3000, lambda n: a_modal(private_metadata="x" * n)),
    "callback_id": (255, lambda n: a_modal(callback_id="x" * n)),
    "external_id": (255, lambda n: a_modal(external_id="x" * n)),
    "label": (2000, lambda n: a_modal(an_input() | {"label": plain("x" * n)})),
    "hint": (2000, lambda n: a_modal(an_input(hint=plain("x" * n)))),
    "alert": (200, lambda n: a_modal({"type": "alert", "text": plain("x" * n)})),
    "max_length": (3000, lambda n: a_modal(
        an_input(element={"type": "plain_text_input", "max_length": n}))),
    "initial_value": (3000, lambda n: a_modal(
        an_input(element={"type": "plain_text_input", "initial_value": "x" * n}))),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGE_LIMITS)
def test_a_message_may_reach_each_limit_and_not_pass_it(name):
    limit, make = MESSAGE_LIMITS[name]

    assert check_message(make(limit)) == []
    assert check_message(make(limit + 1))


@pytest.mark.parametrize("name", VIEW_LIMITS)
def test_a_view_may_reach_each_limit_and_not_pass_it(name):
    limit, make = VIEW_LIMITS[name]

    assert check_view(make(limit)) == []
    assert check_view(make(limit + 1))


WRONG_MESSAGES = {
    "a null block": ([None], "/blocks/0"),
    "an unknown block": ([{"type": "poem"}], "/blocks/0/type"),
    "a block without type": ([{"text": plain()}], "/blocks/0/type"),
    "an unknown key": ([section(colour="red")], "/blocks/0"),
    "a section without words": ([{"type": "section"}], "/blocks/0"),
    "an empty text": ([section("")], "/blocks/0/text/text"),
    "an empty button": ([actions(button(label=""))], "/blocks/0/elements/0/text/text"),
    "mrkdwn on a button": (
        [actions(button() | {"text": mrkdwn()})],
        "/blocks/0/elements/0/text/type",
    ),
    "mrkdwn in a header": ([{"type": "header", "text": mrkdwn()}], "/blocks/0/text/type"),
    "emoji in mrkdwn": (
        [{"type": "section", "text": mrkdwn() | {"emoji": True}}],
        "/blocks/0/text",
    ),
    "no actions": ([{"type": "actions", "elements": []}], "/blocks/0/elements"),
    "no options": ([actions(menu(0))], "/blocks/0/elements/0/options"),
    "a bad style": ([actions(button(style="loud"))], "/blocks/0/elements/0/style"),
    "an input element among actions": (
        [actions({"type": "plain_text_input", "action_id": "a"})],
        "/blocks/0/elements/0/type",
    ),
    "an alert": ([{"type": "alert", "text": plain()}], "/blocks/0/type"),
    "the same block_id twice": ([section(block_id="b"), section(block_id="b")], "/blocks"),
    "the same action_id twice": ([actions(button("a"), button("a"))], "/blocks/0/elements"),
    "two tables": ([table(1, 1), table(1, 1)], "/blocks"),
    "a bad date": (
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "tomorrow"})],
        "/blocks/0/elements/0/initial_date",
    ),
    "an unknown piece of rich text": (
        [{"type": "rich_text", "elements": [
            {"type": "rich_text_section", "elements": [{"type": "song"}]}]}],
        "/blocks/0/elements/0/elements/0/type",
    ),
    "a menu of many among actions": (
        [actions({"type": "multi_users_select", "action_id": "m"})],
        "/blocks/0/elements/0/type",
    ),
    "a first choice that is not offered": (
        [actions(menu(2, initial_option=option("v9", "T9")))],
        "/blocks/0/elements/0/initial_option",
    ),
    "first choices that are not in any group": (
        [section(accessory={
            "type": "multi_static_select", "action_id": "m", "initial_options": [option("z", "Z")],
            "option_groups": [{"label": plain(), "options": [option()]}]})],
        "/blocks/0/accessory/initial_options",
    ),
    "an empty filter": (
        [section(accessory={"type": "conversations_select", "action_id": "c", "filter": {}})],
        "/blocks/0/accessory/filter",
    ),
    "options and groups": (
        [actions(menu(option_groups=[{"label": plain(), "options": [option()]}]))],
        "/blocks/0/elements/0",
    ),
    "a number for a flag": ([section(expand=1)], "/blocks/0/expand"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_MESSAGES)
def test_a_faulty_message_is_pointed_at(name):
    blocks, pointer = WRONG_MESSAGES[name]

    assert pointer in [fault.pointer for fault in check_message(blocks)]


WRONG_VIEWS = {
    "no title": ({"type": "modal", "blocks": []}, "/view"),
    "no type": ({"title": plain(), "blocks": []}, "/view/type"),
    "an input without submit": (
        {"type": "modal", "title": plain(), "blocks": [an_input()]},
        "/view",
    ),
    "an unknown key": (a_modal(colour="red"), "/view"),
    "an alert at home": (a_home({"type": "alert", "text": plain()}), "/view/blocks/0/type"),
    "a markdown block": (a_modal({"type": "markdown", "text": "x"}), "/view/blocks/0/type"),
    "a title at home": (a_home(title=plain()), "/view"),
    "no object": ("view", "/view"),
    "the same block_id twice": (a_modal(an_input("b"), an_input("b")), "/view/blocks"),
    "two places for the cursor": (
        a_modal(
            an_input("a", element={"type": "plain_text_input", "focus_on_load": True}),
            actions(menu(focus_on_load=True)),
        ),
        "/view/blocks",
    ),
}


@pytest.mark.parametrize("name", WRONG_VIEWS)
def test_a_faulty_view_is_pointed_at(name):
    view, pointer = WRONG_VIEWS[name]

    assert pointer in [fault.pointer for fault in check_view(view)]


def test_every_kind_of_input_is_taken():
    kinds: list[Json] = [
        {"type": "plain_text_input", "multiline": True, "max_length": 3000},
        {"type": "email_text_input"},
        {"type": "url_text_input", "placeholder": plain()},
        {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"},
        {"type": "datepicker", "initial_date": "2026-11-24"},
        {"type": "timepicker", "initial_time": "09:00", "timezone": "Europe/Berlin"},
        {"type": "datetimepicker", "initial_date_time": 1_700_000_000},
        {"type": "checkboxes", "options": [option(), option("b", "B")]},
        {"type": "radio_buttons", "options": [option()], "initial_option": option()},
        {"type": "static_select", "option_groups": [{"label": plain(), "options": [option()]}]},
        {"type": "multi_static_select", "options": [option()], "max_selected_items": 2},
        {"type": "external_select", "min_query_length": 0},
        {"type": "users_select", "initial_user": "U1"},
        {"type": "multi_users_select", "initial_users": ["U1"]},
        {"type": "conversations_select", "default_to_current_conversation": True},
        {"type": "conversations_select", "filter": {"include": ["public", "private"]}},
        {"type": "channels_select", "response_url_enabled": True},
        {"type": "rich_text_input"},
        {"type": "file_input", "max_files": 1},
    ]
    inputs = [an_input(f"b{n}", element=kind) for n, kind in enumerate(kinds)]

    assert check_view(a_modal(*inputs)) == []


def test_a_rich_message_is_taken():
    blocks = [
        {"type": "header", "text": plain() | {"emoji": True}},
        {"type": "divider"},
        section(accessory=choice("overflow")),
        section(accessory={"type": "image", "alt_text": "x", "image_url": "https://x.example"}),
        {"type": "context", "elements": [mrkdwn() | {"verbatim": True}, image()]},
        actions(button(style="danger"), menu()),
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "x", "style": {"bold": True}},
                        {"type": "user", "user_id": "U1"},
                        {"type": "emoji", "name": "eyes"},
                        {"type": "link", "url": "https://x.example"},
                    ],
                },
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [{"type": "rich_text_section", "elements": []}],
                },
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]},
            ],
        },
    ]

    assert check_message(blocks) == []


def test_a_view_over_250_kb_is_too_large():
    assert not is_too_large(a_modal(section("x" * 3000)))
    assert is_too_large(a_modal(*[section("x" * 3000)] * 90))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["type", "text", "elements", "blocks", "fields", "accessory", "element", "label",
             "options", "title", "rows", "block_id", "action_id", "child_blocks"]
        )
        | st.text(max_size=3),
        inner
        | st.sampled_from(
            ["section", "actions", "button", "plain_text", "modal", "home", "input", "table",
             "rich_text", "container", "markdown", "static_select", "context"]
        ),
        max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
def test_the_check_never_crashes_on_any_json(value):
    for faults in (check_message(value), check_message([value]), check_view(value)):
        assert all(fault.as_json() for fault in faults)


@given(st.lists(JSON, max_size=3))
def test_the_check_never_crashes_on_any_blocks_in_a_view(blocks):
    check_view({"type": "modal", "title": plain(), "blocks": blocks})
