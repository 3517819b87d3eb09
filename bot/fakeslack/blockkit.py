"""Block Kit as data: every block, element and object, with its limits.

Blocks: https://docs.slack.dev/reference/block-kit/blocks
Elements: https://docs.slack.dev/reference/block-kit/block-elements
Objects: https://docs.slack.dev/reference/block-kit/composition-objects
"""

from collections.abc import Iterator
from typing import Any

from bot.fakeslack.errors import Json
from bot.fakeslack.richtext import RICH_TEXT
from bot.fakeslack.shapes import (
    Anything,
    BlockFault,
    Check,
    Either,
    Flag,
    Items,
    Number,
    OneOf,
    Rules,
    Shape,
    Str,
    Text,
    Whole,
    missing,
)

ID = Str(255)
URL = Str(3000)
DATE = Str(pattern=r"\d{4}-\d{2}-\d{2}")
TIME = Str(pattern=r"\d{2}:\d{2}")
STYLE = Str(choices=("primary", "danger"))
PLACEHOLDER = Text(150, plain=True)
IDS = Items(Str(), 100)
EPOCH_SECONDS = Whole(1_000_000_000, 9_999_999_999)  # ten digits, Slack says


def one_of_fields(*names: str) -> Check:
    """One of these fields must be there."""

    def check(value: Json, at: str) -> Iterator[BlockFault]:
        if not any(name in value for name in names):
            yield missing(at, names[0])

    return check


def not_both(one: str, other: str) -> Check:
    def check(value: Json, at: str) -> Iterator[BlockFault]:
        if one in value and other in value:
            yield BlockFault(at, f"only one of {one} or {other} allowed")

    return check


def initial_is_offered(value: Json, at: str) -> Iterator[BlockFault]:
    """What is chosen from the start must be, word for word, among the options."""
    offered = _offered(value)
    for name in ("initial_option", "initial_options"):
        chosen = value.get(name, [])
        for option in chosen if isinstance(chosen, list) else [chosen]:
            if option not in offered:
                yield BlockFault(f"{at}/{name}", "must be one of the provided options")


def _offered(value: Json) -> list[Any]:
    """The options of the element, those in groups included."""
    groups = [group for group in _list(value.get("option_groups")) if isinstance(group, dict)]
    return [option for holder in (value, *groups) for option in _list(holder.get("options"))]


def _list(value: Any) -> list[Any]:  # noqa: ANN401  (any JSON)
    return value if isinstance(value, list) else []


# Objects

CONFIRM = Shape(
    {"title": Text(100, plain=True), "text": Text(300)},
    {"confirm": Text(30, plain=True), "deny": Text(30, plain=True), "style": STYLE},
)
OPTION = Shape(
    {"text": Text(75, plain=True), "value": Str(150)},
    {"description": Text(75, plain=True)},
)
# Radio buttons and checkboxes may use mrkdwn; options of an overflow menu may be links.
RICH_OPTION = Shape({"text": Text(75), "value": Str(150)}, {"description": Text(75)})
LINK_OPTION = Shape(OPTION.required, {**OPTION.optional, "url": URL})
OPTION_GROUP = Shape({"label": Text(75, plain=True), "options": Items(OPTION, 100)})
FILTER = Shape(
    {},
    {
        "include": Items(Str(choices=("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    # https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object
    (one_of_fields("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)
DISPATCH = Shape(
    {},
    {"trigger_actions_on": Items(Str(choices=("on_enter_pressed", "on_character_entered")), 2)},
)
OPTIONS_CHECKS = (
    one_of_fields("options", "option_groups"),
    not_both("options", "option_groups"),
    initial_is_offered,
)

# Elements

_MENU: Rules = {
    "action_id": ID,
    "placeholder": PLACEHOLDER,
    "confirm": CONFIRM,
    "focus_on_load": Flag(),
}
_OPTIONS: Rules = {"options": Items(OPTION, 100), "option_groups": Items(OPTION_GROUP, 100)}
_MANY: Rules = {**_MENU, "max_selected_items": Whole(1, 1000)}
_ONE_CONVERSATION: Rules = {
    "default_to_current_conversation": Flag(),
    "response_url_enabled": Flag(),
    "filter": FILTER,
}
_TYPED: Rules = {
    "action_id": ID,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
    "focus_on_load": Flag(),
}
_BUTTON: Rules = {
    "action_id": ID,
    "url": URL,
    "value": Str(2000),
    "style": STYLE,
    "confirm": CONFIRM,
    "accessibility_label": Str(75),
    "agent_prompt": Str(),
    "agent_prompt_display": Str(),
    "visible_to_user_ids": IDS,
}
_FEEDBACK = Shape(
    {"text": Text(75, plain=True), "value": Str(2000)}, {"accessibility_label": Str(75)}
)

ELEMENTS: dict[str, Shape] = {
    "button": Shape({"text": Text(75, plain=True)}, _BUTTON),
    "workflow_button": Shape(
        {"text": Text(75, plain=True), "workflow": Anything(), "action_id": ID},
        {"style": STYLE, "accessibility_label": Str(75)},
    ),
    "overflow": Shape({"options": Items(LINK_OPTION, 5)}, {"action_id": ID, "confirm": CONFIRM}),
    "image": Shape(
        {"alt_text": Str(2000)},
        {"image_url": URL, "slack_file": Anything()},
        (one_of_fields("image_url", "slack_file"), not_both("image_url", "slack_file")),
    ),
    "checkboxes": Shape(
        {"options": Items(RICH_OPTION, 10)},
        {
            "action_id": ID,
            "initial_options": Items(RICH_OPTION, 10),
            "confirm": CONFIRM,
            "focus_on_load": Flag(),
        },
        (initial_is_offered,),
    ),
    "radio_buttons": Shape(
        {"options": Items(RICH_OPTION, 10)},
        {
            "action_id": ID,
            "initial_option": RICH_OPTION,
            "confirm": CONFIRM,
            "focus_on_load": Flag(),
        },
        (initial_is_offered,),
    ),
    "static_select": Shape({}, {**_MENU, **_OPTIONS, "initial_option": OPTION}, OPTIONS_CHECKS),
    "multi_static_select": Shape(
        {}, {**_MANY, **_OPTIONS, "initial_options": Items(OPTION, 100)}, OPTIONS_CHECKS
    ),
    "external_select": Shape(
        {}, {**_MENU, "initial_option": OPTION, "min_query_length": Whole(0, 100)}
    ),
    "multi_external_select": Shape(
        {},
        {**_MANY, "initial_options": Items(OPTION, 100), "min_query_length": Whole(0, 100)},
    ),
    "users_select": Shape({}, {**_MENU, "initial_user": Str()}),
    "multi_users_select": Shape({}, {**_MANY, "initial_users": IDS}),
    "conversations_select": Shape({}, {**_MENU, **_ONE_CONVERSATION, "initial_conversation": ID}),
    "multi_conversations_select": Shape(
        {},
        {
            **_MANY,
            "default_to_current_conversation": Flag(),
            "filter": FILTER,
            "initial_conversations": IDS,
        },
    ),
    "channels_select": Shape(
        {}, {**_MENU, "initial_channel": Str(), "response_url_enabled": Flag()}
    ),
    "multi_channels_select": Shape({}, {**_MANY, "initial_channels": IDS}),
    "datepicker": Shape({}, {**_MENU, "initial_date": DATE}),
    "timepicker": Shape({}, {**_MENU, "initial_time": TIME, "timezone": Str()}),
    "datetimepicker": Shape(
        {},
        {
            "action_id": ID,
            "initial_date_time": EPOCH_SECONDS,
            "confirm": CONFIRM,
            "focus_on_load": Flag(),
        },
    ),
    "plain_text_input": Shape(
        {},
        {
            **_TYPED,
            "initial_value": Str(3000, least=0),
            "multiline": Flag(),
            "min_length": Whole(0, 3000),
            "max_length": Whole(1, 3000),
        },
    ),
    "email_text_input": Shape({}, {**_TYPED, "initial_value": Str()}),
    "url_text_input": Shape({}, {**_TYPED, "initial_value": Str()}),
    "number_input": Shape(
        {"is_decimal_allowed": Flag()},
        {**_TYPED, "initial_value": Str(), "min_value": Str(), "max_value": Str()},
    ),
    "rich_text_input": Shape(
        {},
        {
            **_TYPED,
            "initial_value": Anything(),
            "min_lines": Whole(1, 100),
            "max_lines": Whole(1, 100),
        },
    ),
    "file_input": Shape(
        {}, {"action_id": ID, "filetypes": Items(Str(), 100), "max_files": Whole(1, 10)}
    ),
    "feedback_buttons": Shape(
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": ID}
    ),
    "icon_button": Shape(
        {"icon": Str(), "text": Text(75, plain=True)},
        {
            "action_id": ID,
            "value": Str(2000),
            "confirm": CONFIRM,
            "accessibility_label": Str(75),
            "visible_to_user_ids": IDS,
        },
    ),
    "url": Shape({"url": URL, "text": Str()}, {"icon_url": URL}),
}

_SELECTS = tuple(name for name in ELEMENTS if name.endswith("_select"))
_PICKERS = ("datepicker", "timepicker", "checkboxes", "radio_buttons")
_BUTTONS = ("button", "workflow_button", "overflow")
# No menu of many in an actions block: https://docs.slack.dev/reference/block-kit/block-elements
_SELECTS_OF_ONE = tuple(name for name in _SELECTS if not name.startswith("multi_"))
IN_ACTIONS = (*_BUTTONS, *_SELECTS_OF_ONE, *_PICKERS, "datetimepicker")
IN_SECTION = (*_BUTTONS, *_SELECTS, *_PICKERS, "image")
IN_INPUT = (
    *_SELECTS,
    *_PICKERS,
    "datetimepicker",
    *(name for name in ELEMENTS if name.endswith("_input")),
)


def _is_text_object(value: Any) -> bool:  # noqa: ANN401  (any JSON)
    return isinstance(value, dict) and value.get("type") in ("plain_text", "mrkdwn")


# Blocks

_BLOCK: Rules = {"block_id": ID}
_IMAGE = OneOf(ELEMENTS, ("image",))
_BUTTON_ELEMENT = OneOf(ELEMENTS, ("button",))
_RICH_TEXT = OneOf({"rich_text": RICH_TEXT}, ("rich_text",))
_CELL = OneOf(
    {
        "rich_text": RICH_TEXT,
        "raw_text": Shape({"text": Str()}),
        "raw_number": Shape({"value": Number()}, {"text": Str()}),
    },
    ("rich_text", "raw_text", "raw_number"),
)
_COLUMN = Shape({}, {"align": Str(choices=("left", "center", "right")), "is_wrapped": Flag()})

BLOCKS: dict[str, Shape] = {
    "section": Shape(
        {},
        {
            **_BLOCK,
            "text": Text(3000),
            "fields": Items(Text(2000), 10),
            "accessory": OneOf(ELEMENTS, IN_SECTION),
            "expand": Flag(),
        },
        (one_of_fields("text", "fields"),),
    ),
    "divider": Shape({}, _BLOCK),
    "header": Shape({"text": Text(150, plain=True)}, {**_BLOCK, "level": Whole(1, 4)}),
    "context": Shape({"elements": Items(Either(_is_text_object, Text(2000), _IMAGE), 10)}, _BLOCK),
    "actions": Shape({"elements": Items(OneOf(ELEMENTS, IN_ACTIONS), 25)}, _BLOCK),
    "context_actions": Shape(
        {"elements": Items(OneOf(ELEMENTS, ("feedback_buttons", "icon_button")), 5)}, _BLOCK
    ),
    "input": Shape(
        {"label": Text(2000, plain=True), "element": OneOf(ELEMENTS, IN_INPUT)},
        {
            **_BLOCK,
            "hint": Text(2000, plain=True),
            "optional": Flag(),
            "dispatch_action": Flag(),
        },
    ),
    "image": Shape(
        {"alt_text": Str(2000)},
        {**_BLOCK, "image_url": URL, "slack_file": Anything(), "title": Text(2000, plain=True)},
        (one_of_fields("image_url", "slack_file"), not_both("image_url", "slack_file")),
    ),
    "video": Shape(
        {
            "alt_text": Str(2000),
            "title": Text(200, plain=True),
            "thumbnail_url": URL,
            "video_url": URL,
        },
        {
            **_BLOCK,
            "author_name": Str(50),
            "description": Text(200, plain=True),
            "provider_icon_url": URL,
            "provider_name": Str(),
            "title_url": URL,
        },
    ),
    "file": Shape({"external_id": ID, "source": Str(choices=("remote",))}, _BLOCK),
    "markdown": Shape({"text": Str(12_000)}, _BLOCK),
    "rich_text": RICH_TEXT,
    "table": Shape(
        {"rows": Items(Items(_CELL, 20), 100)}, {**_BLOCK, "column_settings": Items(_COLUMN, 20)}
    ),
    "data_table": Shape(
        {"caption": Str(), "rows": Items(Items(_CELL, 20), 101, least=2)},
        {**_BLOCK, "column_settings": Items(Anything(), 20)},
    ),
    "alert": Shape(
        {"text": Text(200)},
        {**_BLOCK, "level": Str(choices=("default", "info", "warning", "error", "success"))},
    ),
    "card": Shape(
        {},
        {
            **_BLOCK,
            "hero_image": _IMAGE,
            "icon": _IMAGE,
            "slack_icon": Anything(),
            "title": Text(150),
            "subtitle": Text(150),
            "body": Text(200),
            "subtext": Text(200),
            "actions": Items(_BUTTON_ELEMENT, 5),
        },
        (one_of_fields("title", "hero_image", "actions", "body"),),
    ),
    "task_card": Shape(
        {"task_id": Str(), "title": Str()},
        {
            **_BLOCK,
            "status": Str(choices=("pending", "in_progress", "complete", "error")),
            "details": _RICH_TEXT,
            "output": _RICH_TEXT,
            "sources": Items(OneOf(ELEMENTS, ("url",)), 100),
        },
    ),
    "plan": Shape({"title": Str()}, {**_BLOCK, "tasks": Items(Anything(), 50, least=0)}),
}
BLOCKS["carousel"] = Shape({"elements": Items(OneOf(BLOCKS, ("card",)), 10)}, _BLOCK)
BLOCKS["container"] = Shape(
    {"child_blocks": Items(OneOf(BLOCKS, tuple(BLOCKS)), 10)},
    {
        **_BLOCK,
        "title": Text(150, plain=True),
        "rich_text_title": _RICH_TEXT,
        "subtitle": Text(150),
        "icon": _IMAGE,
        "width": Str(choices=("narrow", "standard", "wide", "full")),
        "is_collapsible": Flag(),
        "default_collapsed": Flag(),
        "has_header_divider": Flag(),
    },
    (one_of_fields("title", "rich_text_title"),),
)

_EVERYWHERE = (
    "actions",
    "container",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "video",
)
IN_HOME = _EVERYWHERE
# Alerts exist only in modals: https://docs.slack.dev/reference/block-kit/blocks/alert-block
IN_MODAL = (*_EVERYWHERE, "alert")
IN_MESSAGE = tuple(name for name in BLOCKS if name != "alert")
